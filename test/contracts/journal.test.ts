/** What every journal must do, whatever keeps it: one suite over all adapters, and a property that holds them together. */
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { JournalError } from '../../rooms/journal-error.ts';
import type { Journal, JournalEntry, ReceiptKind, ShowEvent, StoredGift, StoredRecord } from '../../rooms/journal.ts';
import { createMemoryJournal } from '../../server/memory/journal.ts';
import { openSqliteJournal } from '../../server/sqlite/journal.ts';
import type { PartId } from '../../shared/ids.ts';
import { auditOf, giftOf, keepLog, useTempDirs, wholeEntry } from '../server/sqlite/support.ts';

const tempDir = useTempDirs();
const opened: Journal[] = [];

async function keep(journal: Journal | Promise<Journal>): Promise<Journal> {
  opened.push(await journal);
  return journal;
}

const adapters: Record<string, () => Promise<Journal>> = {
  memory: () => keep(createMemoryJournal()),
  sqlite: () => keep(openSqliteJournal({ dir: tempDir(), log: keepLog() })),
};

afterEach(async () => {
  await Promise.all(opened.splice(0).map((journal) => journal.close()));
});

for (const [name, open] of Object.entries(adapters)) {
  describe(`journal contract: ${name}`, () => {
    it('[STORE-1] an entry is written whole or not at all', async () => {
      const journal = await open();
      await journal.commit(wholeEntry('demo', 1));
      const refused = journal.commit({ ...wholeEntry('demo', 2), audit: auditOf('a1') });
      await assert.rejects(refused, isTrouble('bad-entry'));
      assert.deepEqual(await journal.shows(), [{ show: 'demo', core: { n: 1 } }]);
      assert.equal(await journal.command('demo', 'c2'), null);
      assert.equal(await journal.receipt('demo', 'round', '2'), null);
      assert.equal(await journal.shard('demo', 2, 0), null);
      assert.deepEqual(await journal.records('demo', 2), []);
      assert.equal((await journal.facts('demo', 10)).length, 1);
      assert.equal((await journal.events(0, 10)).length, 1);
      assert.equal(await journal.gift('demo', 'platform', 'g2'), null);
      await journal.commit(wholeEntry('demo', 2));
      assert.deepEqual(await journal.shows(), [{ show: 'demo', core: { n: 2 } }]);
    });

    it('[STORE-2] entries are committed in the order of the calls', async () => {
      const journal = await open();
      const done: number[] = [];
      const commits = numbers(200).map((n) => journal.commit({ show: 'demo', core: { n }, audit: auditOf(`a${n}`) }));
      await Promise.all(commits.map((commit, n) => commit.then(() => done.push(n))));
      assert.deepEqual(done, numbers(200));
      assert.deepEqual(await journal.shows(), [{ show: 'demo', core: { n: 199 } }]);
      const log = await journal.audit('demo', { limit: 500 });
      assert.deepEqual(
        log.map(({ id }) => id),
        numbers(200)
          .toReversed()
          .map((n) => `a${n}`),
      );
    });

    it('[STORE-3] the core state is the last one written, per show, and shows without one are not listed', async () => {
      const journal = await open();
      await journal.commit({ show: 'night', core: { title: 'Night' } });
      await journal.commit({ show: 'demo', core: { title: 'Demo' } });
      await journal.commit({ show: 'demo', core: { title: 'Demo 2' } });
      await journal.commit({ show: 'late', audit: auditOf('a1') });
      await journal.commit({ show: 'demo', audit: auditOf('a1') });
      assert.deepEqual(await journal.shows(), [
        { show: 'demo', core: { title: 'Demo 2' } },
        { show: 'night', core: { title: 'Night' } },
      ]);
    });

    it('[STORE-4] an accepted command is found by show and id, with its hash and reply', async () => {
      const journal = await open();
      await journal.commit({ show: 'demo', command: { id: 'c1', hash: 'h1', reply: { ok: true, round: 7 } } });
      assert.deepEqual(await journal.command('demo', 'c1'), { hash: 'h1', reply: { ok: true, round: 7 } });
      assert.equal(await journal.command('demo', 'c2'), null);
      assert.equal(await journal.command('other', 'c1'), null);
    });

    it('[STORE-5] a shard gives back its last state and the last record of each viewer', async () => {
      const journal = await open();
      const shard = { part: 3, shard: 1 };
      await journal.commit({
        show: 'demo',
        shard: { ...shard, state: { taps: 1 }, records: [scored('bo', 1), scored('al', 1)] },
      });
      await journal.commit({
        show: 'demo',
        shard: { ...shard, state: { taps: 2 }, records: [scored('bo', 2), scored('bo', 3)] },
      });
      await journal.commit({ show: 'demo', shard: { ...shard, state: { taps: 3 }, records: [] } });
      await journal.commit({ show: 'demo', shard: { ...shard, shard: 2, state: {}, records: [scored('cy', 9)] } });
      assert.deepEqual(await journal.shard('demo', 3, 1), { state: { taps: 3 }, records: [scored('al', 1), scored('bo', 3)] });
      assert.equal(await journal.shard('demo', 3, 0), null);
      assert.equal(await journal.shard('demo', 4, 1), null);
      assert.equal(await journal.shard('other', 3, 1), null);
    });

    it('[STORE-6] the records of a round come from all its shards, ordered by viewer id', async () => {
      const journal = await open();
      const write = (part: number, shard: number, viewers: string[]) =>
        journal.commit({
          show: 'demo',
          shard: { part, shard, state: 0, records: viewers.map((viewer) => ({ viewer, record: shard })) },
        });
      await Promise.all([write(1, 1, ['zoe', 'al', 'Bo']), write(1, 0, ['a.b', 'a-b', 'al2']), write(2, 0, ['else'])]);
      const found = await journal.records('demo', 1);
      assert.deepEqual(
        found.map(({ viewer, record }) => [viewer, record]),
        [
          ['Bo', 1],
          ['a-b', 0],
          ['a.b', 0],
          ['al', 1],
          ['al2', 0],
          ['zoe', 1],
        ],
      );
    });

    it('[STORE-7] audit pages run from the newest entry to the oldest, each entry once', async () => {
      const journal = await open();
      await Promise.all(numbers(25).map((n) => journal.commit({ show: 'demo', audit: auditOf(`a${n}`) })));
      await journal.commit({ show: 'other', audit: auditOf('a24') });
      const pages: string[][] = [];
      for (let before: string | undefined; ;) {
        const page = await journal.audit('demo', { limit: 10, ...(before === undefined ? {} : { before }) });
        if (page.length === 0) break;
        pages.push(page.map(({ id }) => id));
        before = page.at(-1)?.id;
      }
      assert.deepEqual(
        pages.map(({ length }) => length),
        [10, 10, 5],
      );
      assert.deepEqual(
        pages.flat(),
        numbers(25)
          .toReversed()
          .map((n) => `a${n}`),
      );
      assert.deepEqual(await journal.audit('demo', { limit: 1 }), [auditOf('a24')]);
      assert.deepEqual(await journal.audit('demo', { limit: 5, before: 'unknown' }), []);
    });

    it('[STORE-8] receipts are kept by kind and id, newest first, and keep their place when written again', async () => {
      const journal = await open();
      const write = (kind: ReceiptKind, id: string, body: unknown) =>
        journal.commit({ show: 'demo', receipts: [{ kind, id, body }] });
      await write('round', '1', { winner: 'al' });
      await write('battle', '1', { winner: 'left' });
      await write('round', '2', { winner: 'bo' });
      await write('round', '1', { winner: 'al', claimed: true });
      assert.deepEqual(await journal.receipts('demo', 'round', 10), [{ winner: 'bo' }, { winner: 'al', claimed: true }]);
      assert.deepEqual(await journal.receipts('demo', 'round', 1), [{ winner: 'bo' }]);
      assert.deepEqual(await journal.receipt('demo', 'battle', '1'), { winner: 'left' });
      assert.equal(await journal.receipt('demo', 'poll', '1'), null);
      assert.deepEqual(await journal.receipts('other', 'round', 10), []);
    });

    it('[STORE-9] facts are added, and the newest come last', async () => {
      const journal = await open();
      const facts = numbers(6).map((n) => ({
        kind: 'played' as const,
        viewer: `v${n}`,
        at: 1_700_000_000_000 + n,
        what: 'tap-race',
      }));
      await journal.commit({ show: 'demo', facts: facts.slice(0, 4) });
      await journal.commit({ show: 'demo', facts: [] });
      await journal.commit({ show: 'demo', facts: [...facts.slice(4), { kind: 'left', viewer: 'v0', at: 1.5 }] });
      await journal.commit({ show: 'other', facts: facts.slice(0, 1) });
      assert.deepEqual(await journal.facts('demo', 3), [...facts.slice(4), { kind: 'left', viewer: 'v0', at: 1.5 }]);
      assert.equal((await journal.facts('demo', 100)).length, 7);
      assert.deepEqual(await journal.facts('demo', 0), []);
    });

    it('[HOOK-1] what shops are told is kept with what it tells of, numbered over all shows in the order of the commits', async () => {
      const journal = await open();
      const started = { type: 'show.started', at: 1.5, data: {} } as const;
      await Promise.all([
        journal.commit({ show: 'demo', events: [started, settled(1)] }),
        journal.commit({ show: 'night', core: {}, events: [settled(2)] }),
        journal.commit({ show: 'demo', events: [] }),
      ]);
      await journal.commit({ show: 'demo', audit: auditOf('a1') });
      const failed = journal.commit({ show: 'demo', events: [settled(3)], audit: auditOf('a1') });
      await assert.rejects(failed, isTrouble('bad-entry'));
      await journal.commit({ show: 'demo', events: [settled(4)] });
      const all = [
        { ...started, show: 'demo', position: 1 },
        { ...settled(1), show: 'demo', position: 2 },
        { ...settled(2), show: 'night', position: 3 },
        { ...settled(4), show: 'demo', position: 4 },
      ];
      assert.deepEqual(await journal.events(0, 100), all);
      assert.deepEqual(await journal.events(1, 2), all.slice(1, 3));
      assert.deepEqual(await journal.events(4, 100), []);
    });

    it('[STORE-10] nothing is shared: later changes by whoever wrote or read change nothing', async () => {
      const journal = await open();
      const entry = wholeEntry('demo', 1);
      const written = journal.commit(entry);
      spoil(entry);
      await written;
      const all = () =>
        Promise.all([
          journal.shows(),
          journal.command('demo', 'c1'),
          journal.audit('demo', { limit: 1 }),
          journal.receipt('demo', 'round', '1'),
          journal.shard('demo', 1, 0),
          journal.records('demo', 1),
          journal.facts('demo', 1),
          journal.events(0, 1),
          journal.gift('demo', 'platform', 'g1'),
        ]);
      const { core, command, audit, receipts, shard, facts, events, gifts } = wholeEntry('demo', 1);
      const wanted = [
        [{ show: 'demo', core }],
        { hash: command?.hash, reply: command?.reply },
        [audit],
        receipts?.[0]?.body,
        { state: shard?.state, records: shard?.records },
        shard?.records,
        facts,
        events?.map((event) => ({ ...event, show: 'demo', position: 1 })),
        gifts?.[0],
      ];
      const found = await all();
      assert.deepEqual(found, wanted);
      spoil(found);
      assert.deepEqual(await all(), wanted);
    });

    it('[STORE-11] any JSON value in any script comes back as it went in', async () => {
      const journal = await open();
      await fc.assert(
        fc.asyncProperty(
          fc.jsonValue({ maxDepth: 3, stringUnit: 'binary' }),
          fc.string({ unit: 'binary' }),
          async (value, text) => {
            const body = JSON.parse(JSON.stringify({ value, text })) as unknown;
            await journal.commit({
              show: 'demo',
              core: body,
              receipts: [{ kind: 'poll', id: '福袋 🎁 "1"', body }],
              shard: { part: 1, shard: 0, state: body, records: [{ viewer: 'v', record: body }] },
            });
            assert.deepEqual(await journal.shows(), [{ show: 'demo', core: body }]);
            assert.deepEqual(await journal.receipt('demo', 'poll', '福袋 🎁 "1"'), body);
            assert.deepEqual(await journal.shard('demo', 1, 0), { state: body, records: [{ viewer: 'v', record: body }] });
          },
        ),
        { numRuns: 50 },
      );
    });

    it('[STORE-12] ten thousand records are one entry', async () => {
      const journal = await open();
      const records = numbers(10_000).map((n) => ({
        viewer: `v${String(n).padStart(5, '0')}`,
        record: { score: n, choice: 'a' },
      }));
      await journal.commit({ show: 'demo', shard: { part: 1, shard: 0, state: { taps: 10_000 }, records } });
      assert.deepEqual(await journal.records('demo', 1), records);
    });

    it('[STORE-13] a read sees every write that was called before it', async () => {
      const journal = await open();
      const seen = await Promise.all(
        numbers(50).map(async (n) => {
          const written = journal.commit({ show: 'demo', receipts: [{ kind: 'round', id: String(n), body: n }] });
          const found = journal.receipt('demo', 'round', String(n));
          await written;
          return found;
        }),
      );
      assert.deepEqual(seen, numbers(50));
    });

    it('[STORE-14] what is not JSON is refused alone, and nothing of its entry is written', async () => {
      const journal = await open();
      const circle: { self?: unknown } = {};
      circle.self = circle;
      const notJson = (() => 1) as unknown as object;
      const bad: JournalEntry[] = [
        { show: 'demo', core: circle },
        { show: 'demo', core: () => 1 },
        { show: 'demo', core: { big: 1n } },
        { show: 'demo', core: { n: -1 }, receipts: [{ kind: 'round', id: '1', body: undefined }] },
        { show: 'demo', core: { n: -1 }, events: [{ type: 'show.ended', at: 1, data: notJson }] },
        { show: 'demo', core: { n: -1 }, shard: { part: 1, shard: 0, state: undefined, records: [] } },
        { show: 'demo', core: { n: -1 }, shard: { part: 1, shard: 0, state: 1, records: [{ viewer: 'v', record: undefined }] } },
      ];
      const refused = bad.map((entry) => journal.commit(entry));
      const taken = journal.commit(wholeEntry('demo', 1));
      await Promise.all(refused.map((commit) => assert.rejects(commit, isTrouble('bad-entry'))));
      await taken;
      assert.deepEqual(await journal.shows(), [{ show: 'demo', core: { n: 1 } }]);
      assert.equal(await journal.receipt('demo', 'round', '0'), null);
      assert.equal((await journal.records('demo', 1)).length, 3);
      assert.equal((await journal.events(0, 10)).length, 1);
    });

    it('[STORE-15] closing commits what was asked before it; after it every call is refused as closed', async () => {
      const journal = await open();
      const written = numbers(20).map((n) => journal.commit(wholeEntry('demo', n)));
      const read = journal.shows();
      const closed = journal.close();
      const late = journal.commit(wholeEntry('demo', 20));
      await assert.rejects(late, isTrouble('closed'));
      await Promise.all(written);
      assert.deepEqual(await read, [{ show: 'demo', core: { n: 19 } }]);
      await closed;
      await assert.rejects(journal.shows(), isTrouble('closed'));
      await assert.rejects(journal.commit({ show: 'demo', core: 1 }), isTrouble('closed'));
      await journal.close();
    });

    it('[STORE-37] what shards keep of battles and polls stands beside that of rounds, each under its own id', async () => {
      const journal = await open();
      const parts: PartId[] = [7, 'demo.battle-7', 'poll-7'];
      await Promise.all(
        parts.map((part) =>
          journal.commit({ show: 'demo', shard: { part, shard: 1, state: { of: part }, records: recordsOf(part) } }),
        ),
      );
      for (const part of parts)
        assert.deepEqual(await journal.shard('demo', part, 1), { state: { of: part }, records: recordsOf(part) });
      assert.deepEqual(await journal.records('demo', 7), recordsOf(7));
      assert.equal(await journal.shard('demo', 'demo.battle-8', 1), null);
      assert.equal(await journal.shard('demo', 'demo.battle-7', 0), null);
      assert.equal(await journal.shard('other', 'demo.battle-7', 1), null);
    });

    it('[STORE-38] a gift is found by show, service and key with what was answered, and a known key refuses its whole entry', async () => {
      const journal = await open();
      const [rose, other] = [giftOf('k1'), giftOf('k1', { service: 'other' })];
      await journal.commit({ show: 'demo', gifts: [rose] });
      await journal.commit({ show: 'demo', gifts: [other, giftOf('k2')] });
      await journal.commit({ show: 'night', gifts: [rose] });
      assert.deepEqual(await journal.gift('demo', 'platform', 'k1'), rose);
      assert.deepEqual(await journal.gift('demo', 'other', 'k1'), other);
      assert.deepEqual(await journal.gift('night', 'platform', 'k1'), rose);
      assert.equal(await journal.gift('night', 'platform', 'k2'), null);
      const again: JournalEntry[] = [
        { show: 'demo', core: 1, gifts: [giftOf('k3'), giftOf('k1', { battle: '' })] },
        { show: 'demo', core: 1, gifts: [giftOf('k3'), giftOf('k3')] },
      ];
      for (const entry of again) await assert.rejects(journal.commit(entry), isTrouble('bad-entry'));
      assert.equal(await journal.gift('demo', 'platform', 'k3'), null);
      assert.deepEqual(await journal.shows(), []);
      assert.deepEqual(await journal.gift('demo', 'platform', 'k1'), rose);
    });

    it('[STORE-39] the gifts of a battle, or of none, are read page by page in the order of their commits', async () => {
      const journal = await open();
      await Promise.all(
        numbers(20).map((n) => journal.commit({ show: 'demo', gifts: [giftOf(`k${n}`, { battle: battleOf(n) })] })),
      );
      await journal.commit({ show: 'night', gifts: [giftOf('k0')] });
      const keysOf = async (show: string, battle: string) => (await giftsOf(journal, show, battle)).map(({ key }) => key);
      const wanted = (battle: string) =>
        numbers(20)
          .filter((n) => battleOf(n) === battle)
          .map((n) => `k${n}`);
      assert.deepEqual(await keysOf('demo', 'demo.battle-1'), wanted('demo.battle-1'));
      assert.deepEqual(await keysOf('demo', ''), wanted(''));
      assert.deepEqual(await keysOf('night', 'demo.battle-1'), ['k0']);
      assert.deepEqual(await keysOf('demo', 'demo.battle-2'), []);
      const [first, second] = await journal.gifts('demo', 'demo.battle-1', { after: 0, limit: 2 });
      assert.ok(first && second && first.position < second.position);
      assert.deepEqual(await journal.gifts('demo', 'demo.battle-1', { after: first.position, limit: 1 }), [second]);
    });

    it('[STORE-40] one entry writes several receipts, in their order', async () => {
      const journal = await open();
      const receipts = [receiptOf('battle', 'demo.battle-1'), receiptOf('poll', 'poll-1'), receiptOf('battle', 'demo.battle-2')];
      await journal.commit({ show: 'demo', receipts });
      await journal.commit({ show: 'demo', receipts: [] });
      assert.deepEqual(await journal.receipts('demo', 'battle', 10), [{ of: 'demo.battle-2' }, { of: 'demo.battle-1' }]);
      assert.deepEqual(await journal.receipt('demo', 'poll', 'poll-1'), { of: 'poll-1' });
      const refused = journal.commit({
        show: 'demo',
        receipts: [receiptOf('poll', 'poll-2'), { kind: 'poll', id: 'poll-3', body: undefined }],
      });
      await assert.rejects(refused, isTrouble('bad-entry'));
      assert.equal(await journal.receipt('demo', 'poll', 'poll-2'), null);
    });
  });
}

describe('journal contract: all adapters together', () => {
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

/** All gifts of a battle by pages of two, without their positions. */
async function giftsOf(journal: Journal, show: string, battle: string): Promise<StoredGift[]> {
  const found: StoredGift[] = [];
  for (let after = 0; ;) {
    const page = await journal.gifts(show, battle, { after, limit: 2 });
    found.push(...page.map(({ position: _of, ...gift }) => gift));
    if (page.length < 2) return found;
    after = page[1]?.position ?? 0;
  }
}

/** What a shard has of one viewer in a part, told from what it has in another. */
function recordsOf(part: PartId): StoredRecord[] {
  return [{ viewer: 'al', record: { used: part } }];
}

/** Every third gift is for no battle. */
function battleOf(n: number): string {
  return n % 3 === 0 ? '' : 'demo.battle-1';
}

function receiptOf(kind: ReceiptKind, id: string): { kind: ReceiptKind; id: string; body: unknown } {
  return { kind, id, body: { of: id } };
}

function scored(viewer: string, score: number): StoredRecord {
  return { viewer, record: { score } };
}

function numbers(count: number): number[] {
  return Array.from({ length: count }, (_, n) => n);
}

/** Changes every number and text in it, however deep. */
function spoil(value: object): void {
  for (const [key, inner] of Object.entries(value)) {
    if (typeof inner === 'object' && inner !== null) spoil(inner as object);
    else Object.assign(value, { [key]: 'spoilt' });
  }
}

function isTrouble(trouble: JournalError['trouble']): (error: unknown) => boolean {
  return (error) => troubleOf(error) === trouble;
}

function troubleOf(error: unknown): string {
  assert.ok(error instanceof JournalError, String(error));
  return error.trouble;
}

function settled(round: number): ShowEvent {
  return { type: 'round.settled', at: round, data: { round, winners: ['福'] } };
}
