/** What every store of the webhook relay must do: one suite over both adapters, and a property that holds them together. */
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { Endpoint, NewDelivery, Outcome, WebhookStore } from '../../rooms/webhooks.ts';
import { createMemoryWebhooks } from '../../server/memory/webhooks.ts';
import { openSqliteJournal } from '../../server/sqlite/journal.ts';
import type { SqliteJournal } from '../../server/sqlite/journal.ts';
import { deadAtMost } from '../../server/webhooks/limits.ts';
import { keepLog, useTempDirs } from '../server/sqlite/support.ts';

const tempDir = useTempDirs();
const opened: SqliteJournal[] = [];

async function sqlite(dir = tempDir()): Promise<WebhookStore> {
  const journal = await openSqliteJournal({ dir, log: keepLog() });
  opened.push(journal);
  return journal.webhooks;
}

const adapters: Record<string, () => Promise<WebhookStore>> = {
  memory: async () => createMemoryWebhooks(),
  sqlite: () => sqlite(),
};

const cursor = (position: number) => ({ source: 'journal', position }) as const;
const ledgerCursor = { source: 'ledger', position: '0-17', first: 'demo.lamp 1 0-1' } as const;

function delivery(subject: string, to = 'ep_1', n = 0): NewDelivery {
  const show = subject.split('.', 1)[0]!;
  return {
    endpoint: to,
    show,
    subject,
    event: 'hold.created',
    message: `msg_${subject}_${n}`,
    at: 1000 + n,
    body: `{"n":"${n} 福"}`,
  };
}

function endpoint(id: string, change: Partial<Endpoint> = {}): Endpoint {
  const secrets = [{ secret: 'whsec_x', until: null }];
  return { id, show: id, url: 'https://shop.example/?key=1', secrets, events: ['hold.created'], stoppedAt: null, ...change };
}

async function taken(store: WebhookStore, deliveries: readonly NewDelivery[]): Promise<void> {
  await store.take({ cursor: cursor(1), deliveries, at: 50 });
}

async function idsDue(store: WebhookStore, now = 50, limit = 100): Promise<number[]> {
  return (await store.due('ep_1', { now, limit })).map(({ id }) => id);
}

afterEach(async () => {
  await Promise.all(opened.splice(0).map((journal) => journal.close()));
});

for (const [name, open] of Object.entries(adapters)) {
  describe(`webhook store contract: ${name}`, () => {
    it('[HOOK-2] deliveries and the cursor behind them are kept together, and come back as they went in', async () => {
      const store = await open();
      assert.deepEqual(await store.cursors(), { ledger: null, journal: null });
      const two = [delivery('demo.a', 'ep_1', 1), delivery('demo.b', 'ep_1', 2)];
      await store.take({ cursor: ledgerCursor, deliveries: two, at: 50 });
      await store.take({ cursor: cursor(3), deliveries: [], at: 50 });
      await store.take({ cursor: cursor(4), deliveries: [], at: 50 });
      assert.deepEqual(await store.cursors(), { ledger: ledgerCursor, journal: cursor(4) });
      const rest = { state: 'waiting', attempts: 0, lastError: null };
      const kept = two.map((one, i) => ({ ...one, id: i + 1, ...rest }));
      assert.deepEqual(await store.due('ep_1', { now: 50, limit: 10 }), kept);
      assert.deepEqual(await store.delivery(2), kept[1]);
      assert.equal(await store.delivery(3), null);
      assert.deepEqual(await store.due('ep_1', { now: 49, limit: 10 }), []);
      assert.deepEqual(await store.due('ep_2', { now: 50, limit: 10 }), []);
    });

    it('[HOOK-3] of each subject only the oldest that waits may be attempted, for each endpoint by itself', async () => {
      const store = await open();
      const [a, b] = ['demo.a', 'demo.b'];
      await taken(store, [delivery(a), delivery(b), delivery(a), delivery(a), delivery(a, 'ep_2')]);
      assert.deepEqual(await idsDue(store), [1, 2]);
      assert.deepEqual(await idsDue(store, 50, 1), [1]);
      assert.equal((await store.due('ep_2', { now: 50, limit: 10 })).length, 1);
      await taken(store, [delivery(b)]);
      assert.deepEqual(await idsDue(store), [1, 2]);
      await store.settle([{ kind: 'delivered', id: 1 }], 60);
      assert.deepEqual([await idsDue(store, 59), await idsDue(store, 60)], [[2], [2, 3]]);
      await store.settle([{ kind: 'dead', id: 3, error: 'HTTP 500' }], 70);
      assert.deepEqual(await idsDue(store, 70), [2, 4]);
    });

    it('[HOOK-4] what failed waits until it is due again, with its attempts and last error; what was delivered is gone', async () => {
      const store = await open();
      await taken(store, [delivery('demo.a'), delivery('demo.a'), delivery('demo.b')]);
      await store.settle([{ kind: 'failed', id: 1, error: 'HTTP 500', retryAt: 90 }], 60);
      await store.settle([{ kind: 'failed', id: 1, error: 'HTTP 503', retryAt: 95.5 }], 60);
      assert.deepEqual([await idsDue(store, 95), await idsDue(store, 96)], [[3], [3, 1]]);
      const one = await store.delivery(1);
      assert.deepEqual([one?.attempts, one?.lastError, one?.state], [2, 'HTTP 503', 'waiting']);
      assert.deepEqual(await store.backlog(), [{ endpoint: 'ep_1', waiting: 3, oldestAt: 1000, dueAt: 50 }]);
      const outcomes: Outcome[] = [
        { kind: 'delivered', id: 3 },
        { kind: 'delivered', id: 99 },
        { kind: 'dead', id: 1, error: 'ECONNREFUSED' },
      ];
      await store.settle(outcomes, 97);
      assert.equal(await store.delivery(3), null);
      const dead = await store.delivery(1);
      assert.deepEqual([dead?.attempts, dead?.lastError, dead?.state], [3, 'ECONNREFUSED', 'dead']);
      assert.deepEqual(await store.backlog(), [{ endpoint: 'ep_1', waiting: 1, oldestAt: 1000, dueAt: 97 }]);
    });

    it('[HOOK-4] what became of an attempt says nothing of a delivery that was given up meanwhile, unless it arrived', async () => {
      const store = await open();
      await taken(store, [delivery('demo.a'), delivery('demo.b')]);
      await store.bury('ep_1', 'HTTP 410');
      await store.settle([{ kind: 'failed', id: 1, error: 'HTTP 500', retryAt: 60 }], 60);
      await store.settle([{ kind: 'delivered', id: 2 }], 60);
      const dead = await store.deadLetters('demo', 10);
      assert.deepEqual(
        dead.map(({ id, attempts, lastError }) => [id, attempts, lastError]),
        [[1, 0, 'HTTP 410']],
      );
      assert.deepEqual(await idsDue(store, 1000), []);
    });

    it('[HOOK-5] dead letters are listed newest first and counted, per show, and can wait again', async () => {
      const store = await open();
      await taken(store, [
        delivery('demo.a'),
        delivery('demo.b'),
        delivery('demo.a'),
        delivery('other.a'),
        delivery('demo.a', 'ep_2'),
      ]);
      await store.settle(
        [1, 2, 4].map((id) => ({ kind: 'dead', id, error: `e${id}` })),
        60,
      );
      assert.deepEqual(
        (await store.deadLetters('demo', 10)).map(({ id }) => id),
        [2, 1],
      );
      assert.equal((await store.deadLetters('demo', 1)).length, 1);
      assert.equal(await store.dead(), 3);
      assert.deepEqual(await store.counts('demo'), [
        { endpoint: 'ep_1', waiting: 1, dead: 2 },
        { endpoint: 'ep_2', waiting: 1, dead: 0 },
      ]);
      assert.deepEqual(await store.counts('nobody'), []);
      for (const id of [1, 2, 3, 99]) await store.revive(id, 70);
      // Number 3 waits and is due already; number 1 is of the same subject and waits behind it.
      assert.deepEqual(await idsDue(store, 70), [3, 2]);
      const revived = await store.delivery(1);
      assert.deepEqual([revived?.state, revived?.attempts, revived?.lastError], ['waiting', 0, 'e1']);
      await store.settle([{ kind: 'delivered', id: 3 }], 80);
      assert.deepEqual(await idsDue(store, 80), [2, 1]);
    });

    it('[HOOK-5] an endpoint keeps its newest dead letters, no more than it may', async () => {
      const store = await open();
      const all = Array.from({ length: deadAtMost + 2 }, (_, n) => delivery(`demo.${n}`));
      await taken(store, [...all, delivery('demo.x', 'ep_2')]);
      await store.bury('ep_2', 'HTTP 410');
      await store.bury('ep_1', 'HTTP 410');
      assert.equal(await store.dead(), deadAtMost + 1);
      assert.deepEqual(
        [await store.delivery(1), await store.delivery(2), (await store.delivery(3))?.state],
        [null, null, 'dead'],
      );
      await taken(store, [delivery('demo.y')]);
      await store.settle([{ kind: 'dead', id: deadAtMost + 4, error: 'x' }], 60);
      assert.equal(await store.delivery(3), null);
      assert.equal((await store.delivery(deadAtMost + 3))?.endpoint, 'ep_2');
    });

    it('[HOOK-5] endpoints are kept by id; one that is removed takes its deliveries along', async () => {
      const store = await open();
      const stopped = endpoint('b', { stoppedAt: 7, events: null, show: 'shöw' });
      for (const one of [endpoint('b'), endpoint('a'), stopped]) await store.saveEndpoint(one);
      assert.deepEqual(await store.endpoints(), [endpoint('a'), stopped]);
      await taken(store, [delivery('demo.a', 'a'), delivery('demo.a', 'b')]);
      await store.bury('a', 'gone');
      await store.removeEndpoint('a');
      assert.deepEqual(await store.endpoints(), [stopped]);
      assert.deepEqual([await store.delivery(1), (await store.delivery(2))?.endpoint], [null, 'b']);
      assert.equal(await store.dead(), 0);
    });
  });
}

describe('webhook store contract: both adapters together', () => {
  it('[HOOK-6] any sequence of writes is answered alike by both adapters', async function () {
    this.timeout(60_000);
    await fc.assert(
      fc.asyncProperty(fc.array(writes, { maxLength: 40 }), async (sequence) => {
        const [real, twin] = [await sqlite(), createMemoryWebhooks()];
        for (const write of sequence) {
          await Promise.all([real, twin].map((store) => write(store)));
          assert.deepEqual(await everything(real), await everything(twin));
        }
      }),
      { numRuns: 40 },
    );
  });

  it('[HOOK-6] what is kept on disk outlives the process, numbers included', async () => {
    const dir = tempDir();
    const before = await sqlite(dir);
    await before.saveEndpoint(endpoint('a'));
    await before.take({ cursor: ledgerCursor, deliveries: [delivery('demo.a', 'a', 1), delivery('demo.b', 'a', 2)], at: 50 });
    await before.settle([{ kind: 'delivered', id: 2 }], 60);
    const kept = await everything(before);
    await opened.pop()?.close();
    const after = await sqlite(dir);
    assert.deepEqual(await everything(after), kept);
    await taken(after, [delivery('demo.c', 'a')]);
    assert.deepEqual([await after.delivery(2), (await after.delivery(3))?.subject], [null, 'demo.c']);
  });
});

type Write = (store: WebhookStore) => Promise<void>;

const endpointIds = fc.constantFrom('ep_1', 'ep_2');
const ids = fc.integer({ min: 1, max: 20 });
const times = fc.integer({ min: 0, max: 30 });
const deliveries = fc.array(
  fc.tuple(fc.constantFrom('demo.a', 'demo.b', 'other.a'), endpointIds, fc.nat({ max: 9 })).map((parts) => delivery(...parts)),
  { maxLength: 6 },
);
const outcomes = fc.oneof(
  fc.record({ kind: fc.constant('delivered' as const), id: ids }),
  fc.record({ kind: fc.constant('dead' as const), id: ids, error: fc.string() }),
  fc.record({ kind: fc.constant('failed' as const), id: ids, error: fc.string(), retryAt: times }),
);
const writes: fc.Arbitrary<Write> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.tuple(deliveries, times).map(
      ([all, at]): Write =>
        (store) =>
          store.take({ cursor: cursor(at), deliveries: all, at }),
    ),
  },
  {
    weight: 4,
    arbitrary: fc.tuple(fc.array(outcomes, { maxLength: 5 }), times).map(
      ([all, at]): Write =>
        (store) =>
          store.settle(all, at),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(endpointIds, fc.string()).map(
      ([id, error]): Write =>
        (store) =>
          store.bury(id, error),
    ),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(ids, times).map(
      ([id, at]): Write =>
        (store) =>
          store.revive(id, at),
    ),
  },
  {
    weight: 1,
    arbitrary: endpointIds.map(
      (id): Write =>
        (store) =>
          store.saveEndpoint(endpoint(id)),
    ),
  },
  {
    weight: 1,
    arbitrary: endpointIds.map(
      (id): Write =>
        (store) =>
          store.removeEndpoint(id),
    ),
  },
);

/** All that can be asked of a store that holds such things. */
function everything(store: WebhookStore): Promise<unknown> {
  const pages = [0, 10, 1000].flatMap((now) => ['ep_1', 'ep_2', 'a'].map((id) => store.due(id, { now, limit: 3 })));
  return Promise.all([
    store.endpoints(),
    store.cursors(),
    store.backlog(),
    store.dead(),
    ...['demo', 'other'].flatMap((show) => [store.counts(show), store.deadLetters(show, 3)]),
    ...[1, 2, 3, 10, 20].map((id) => store.delivery(id)),
    ...pages,
  ]);
}
