/** The property that holds the journals together: whatever is written, all of them answer alike. */
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { Journal, JournalEntry, ReceiptKind } from '../../rooms/journal.ts';
import { createMemoryJournal } from '../../server/memory/journal.ts';
import { openSqliteJournal } from '../../server/sqlite/journal.ts';
import type { PartId } from '../../shared/ids.ts';
import { auditOf, giftOf, keepLog, useTempDirs } from '../server/sqlite/support.ts';
import { giftsOf, troubleOf } from '../support/journals.ts';

describe('journal contract: all adapters together', () => {
  const tempDir = useTempDirs();

  it('[STORE-16] any sequence of entries is answered alike by every adapter', async function () {
    this.timeout(60_000);
    await fc.assert(
      fc.asyncProperty(fc.array(entries, { maxLength: 30 }), async (sequence) => {
        const twin = createMemoryJournal();
        const real = await openSqliteJournal({ dir: tempDir(), log: keepLog() });
        const outcomes = (journal: Journal) =>
          Promise.all(sequence.map((entry) => journal.commit(entry).then(() => 'ok', troubleOf)));
        assert.deepEqual(await outcomes(real), await outcomes(twin));
        assert.deepEqual(await everything(real), await everything(twin));
        await real.close();
      }),
      { numRuns: 25 },
    );
  });
});

const ids = fc.constantFrom('1', '2', 'ü', 'a\u0000b');
const viewers = fc.constantFrom('al', 'Bo', 'a-b', 'v:1', 'v@2');
const entries: fc.Arbitrary<JournalEntry> = fc.record(
  {
    show: fc.constantFrom('demo', 'night'),
    core: fc.jsonValue(),
    command: fc.record({ id: ids, hash: fc.string(), reply: fc.record({ ok: fc.constant(true as const), round: fc.nat() }) }),
    audit: fc.nat({ max: 40 }).map((n) => auditOf(`a${n}`)),
    receipts: fc.array(
      fc.record({ kind: fc.constantFrom<ReceiptKind>('round', 'battle', 'poll'), id: ids, body: fc.jsonValue() }),
      { maxLength: 3 },
    ),
    shard: fc.record({
      part: fc.constantFrom<PartId>(1, 2, '2', 'demo.battle-1', 'poll-1'),
      shard: fc.constantFrom(0, 1),
      state: fc.jsonValue(),
      records: fc.array(fc.record({ viewer: viewers, record: fc.jsonValue() }), { maxLength: 4 }),
    }),
    gifts: fc.array(
      fc
        .record({ key: ids, battle: fc.constantFrom('', 'demo.battle-1'), service: fc.constantFrom('platform', 'other') })
        .map(({ key, ...of }) => giftOf(key, of)),
      { maxLength: 2 },
    ),
    facts: fc.array(
      fc.record(
        { kind: fc.constantFrom('joined', 'left', 'played', 'won'), viewer: viewers, at: fc.nat(), what: fc.string() },
        { requiredKeys: ['kind', 'viewer', 'at'] },
      ),
      { maxLength: 3 },
    ),
    events: fc.array(
      fc.record({
        type: fc.constantFrom('round.settled' as const, 'show.started' as const, 'show.ended' as const),
        at: fc.nat(),
        data: fc.dictionary(fc.string(), fc.jsonValue()).map((data) => JSON.parse(JSON.stringify(data)) as object),
      }),
      { maxLength: 3 },
    ),
  },
  { requiredKeys: ['show'] },
);

/** All that can be asked of a journal that holds such entries. */
async function everything(journal: Journal): Promise<unknown> {
  const perShow = ['demo', 'night'].map((show) =>
    Promise.all([
      journal.audit(show, { limit: 100 }),
      journal.audit(show, { limit: 3, before: 'a7' }),
      journal.facts(show, 100),
      journal.facts(show, 2),
      ...['1', '2', 'ü', 'a\u0000b', 'a'].map((id) => journal.command(show, id)),
      ...(['round', 'battle', 'poll'] as const).flatMap((kind) => [
        journal.receipts(show, kind, 100),
        journal.receipts(show, kind, 1),
        ...['1', 'a\u0000b', 'a'].map((id) => journal.receipt(show, kind, id)),
      ]),
      ...[1, 2].map((round) => journal.records(show, round)),
      ...[1, 2, '1', 'demo.battle-1', 'poll-1'].flatMap((part) => [0, 1].map((shard) => journal.shard(show, part, shard))),
      ...['1', 'ü', 'a\u0000b', 'a'].map((key) => journal.gift(show, 'platform', key)),
      ...['', 'demo.battle-1', 'demo.battle-2'].map((battle) => giftsOf(journal, show, battle)),
    ]),
  );
  return Promise.all([journal.shows(), journal.events(0, 100), journal.events(2, 3), ...perShow]);
}
