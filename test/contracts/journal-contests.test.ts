/** What every journal keeps of battles, polls and gifts: one suite over all adapters. */
import assert from 'node:assert/strict';
import type { JournalEntry, ReceiptKind, StoredRecord } from '../../rooms/journal.ts';
import type { PartId } from '../../shared/ids.ts';
import { giftOf } from '../server/sqlite/support.ts';
import { giftsOf, isTrouble, numbers, useJournals } from '../support/journals.ts';

for (const [name, open] of Object.entries(useJournals())) {
  describe(`journal contract: contests: ${name}`, () => {
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
      assert.deepEqual(await keysOf('demo', 'demo.battle-1'), keysFor('demo.battle-1'));
      assert.deepEqual(await keysOf('demo', ''), keysFor(''));
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

/** What a shard has of one viewer in a part, told from what it has in another. */
function recordsOf(part: PartId): StoredRecord[] {
  return [{ viewer: 'al', record: { used: part } }];
}

/** Every third gift is for no battle. */
function battleOf(n: number): string {
  return n % 3 === 0 ? '' : 'demo.battle-1';
}

/** The keys of its gifts among the first twenty. */
function keysFor(battle: string): string[] {
  return numbers(20)
    .filter((n) => battleOf(n) === battle)
    .map((n) => `k${n}`);
}

function receiptOf(kind: ReceiptKind, id: string): { kind: ReceiptKind; id: string; body: unknown } {
  return { kind, id, body: { of: id } };
}
