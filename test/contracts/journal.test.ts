/** What every journal must do, whatever keeps it: one suite over all adapters. */
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { JournalEntry, ReceiptKind, ShowEvent, StoredRecord } from '../../rooms/journal.ts';
import { auditOf, wholeEntry } from '../server/sqlite/support.ts';
import { isTrouble, numbers, useJournals } from '../support/journals.ts';

for (const [name, open] of Object.entries(useJournals())) {
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
  });
}

function scored(viewer: string, score: number): StoredRecord {
  return { viewer, record: { score } };
}

/** Changes every number and text in it, however deep. */
function spoil(value: object): void {
  for (const [key, inner] of Object.entries(value)) {
    if (typeof inner === 'object' && inner !== null) spoil(inner as object);
    else Object.assign(value, { [key]: 'spoilt' });
  }
}

function settled(round: number): ShowEvent {
  return { type: 'round.settled', at: round, data: { round, winners: ['福'] } };
}
