/** A webhook relay in hand-driven time, with a ledger, a journal and shops that answer as the test wants. */
import type { Journal } from '../../rooms/journal.ts';
import type { SaleFacts } from '../../rooms/services.ts';
import type { SaleLedger } from '../../rooms/sale-ledger.ts';
import type { WebhookStore } from '../../rooms/webhooks.ts';
import { createMemoryJournal } from '../../server/memory/journal.ts';
import { createMemoryLedger } from '../../server/memory/ledger.ts';
import { createMemoryWebhooks } from '../../server/memory/webhooks.ts';
import { WebhookRelay } from '../../server/webhooks/relay.ts';
import type { RelayDeps } from '../../server/webhooks/relay.ts';
import type { Answered, Attempt } from '../../server/webhooks/send.ts';
import { isRefusal } from '../../shared/protocol/index.ts';
import { holdIdOf } from '../../shared/sale/index.ts';
import type { SaleTerms } from '../../shared/sale/index.ts';
import { keepLog } from '../server/sqlite/support.ts';
import type { KeptLog } from '../server/sqlite/support.ts';
import { manualClock } from './manual-clock.ts';
import type { ManualClock } from './manual-clock.ts';
import { turn } from './until.ts';

export const secret = `whsec_${Buffer.from('a secret of twenty-four+').toString('base64')}`;
const shopUrl = 'https://shop.example/hooks';

/** One attempt as the shop saw it. */
export interface Heard extends Attempt {
  /** What is posted, parsed. */
  event: { type: string; timestamp: string; data: Record<string, unknown> };
  message: string;
  atMs: number;
  isAborted: () => boolean;
}

export interface WebhookWorld {
  clock: ManualClock;
  journal: Journal;
  ledger: SaleLedger;
  log: KeptLog;
  store: WebhookStore;
  relay: WebhookRelay;
  /** Every attempt so far, in order. */
  heard: Heard[];
  /** The gauges as they were set last, and how often what outcome was counted. */
  gauges: Map<string, number>;
  outcomes: Map<string, number>;
  /** How the shops answer; 200 unless a test says otherwise. */
  answer: (heard: Heard) => Answered | Promise<Answered>;
  /** What the show says of its sales; by `show.sale`. */
  facts: Map<string, SaleFacts>;
  /** Lets everything that is ready happen. */
  settle(): Promise<void>;
  /** Lets time pass in steps of a second, as the relay's polls see it. */
  pass(ms: number): Promise<void>;
  /** Gives the relay the moment that it needs to take over a few pages of an outbox: 100 ms. */
  pages(): Promise<void>;
  /** As `kill -9` does: the relay writes and sends nothing more, and nobody is answered. */
  crash(): void;
  /** Another relay over the same stores. */
  restart(change?: Partial<RelayDeps>): Promise<void>;
  sale(change?: Partial<SaleTerms>): Promise<TestSale>;
  /** `type:subject` of what was heard, in order. */
  told(): string[];
}

export interface TestSale {
  grab(viewer: string, quantity?: number): Promise<string>;
  /** Does not wait until it is told. */
  grabAtOnce(viewer: string, quantity?: number): Promise<string>;
  confirm(hold: string): Promise<void>;
  release(hold: string, viewer?: string | null): Promise<void>;
  expire(): Promise<void>;
  admit(count: number): Promise<void>;
  terms: SaleTerms;
}

export const ok: Answered = { kind: 'answered', status: 200, retryAfterMs: null };
export const status = (code: number, retryAfterMs: number | null = null): Answered => ({
  kind: 'answered',
  status: code,
  retryAfterMs,
});

export async function webhookWorld(change: Partial<RelayDeps> = {}): Promise<WebhookWorld> {
  const clock = manualClock();
  const journal = createMemoryJournal();
  const ledger = change.ledger ? (change.ledger as SaleLedger) : createMemoryLedger();
  const [log, heard] = [keepLog(), [] as Heard[]];
  const [gauges, outcomes] = [new Map<string, number>(), new Map<string, number>()];
  let [lastHold, lastSecret] = [0, 0];

  let life = { isOver: false };

  const start = (others: Partial<RelayDeps>): Promise<WebhookRelay> => {
    const own = { isOver: false };
    life = own;
    return WebhookRelay.start({
      clock,
      configured: { url: shopUrl, secrets: [secret] },
      journal,
      ledger,
      log,
      metrics: {
        count: (_name, by, ...labels) => {
          const key = Object.values(labels[0] ?? {}).join(' ');
          outcomes.set(key, (outcomes.get(key) ?? 0) + by);
        },
        set: (name, value, ..._labels) => {
          gauges.set(name, value);
        },
      },
      random: () => 0,
      reach: { demo: false, privateToo: false },
      secretHex: (bytes) => (++lastSecret).toString(16).padStart(2 * bytes, '0'),
      sender: {
        send: async (attempt, signal) => {
          const event = JSON.parse(attempt.body) as Heard['event'];
          const message = attempt.headers['webhook-id']!;
          const one = { ...attempt, event, message, atMs: clock.monotonic(), isAborted: () => signal.aborted };
          if (own.isOver) return new Promise(() => undefined);
          heard.push(one);
          const aborted = new Promise<Answered>((resolve) => {
            signal.addEventListener('abort', () => resolve({ kind: 'unanswered', error: 'no answer in time' }));
          });
          return Promise.race([world.answer(one), aborted]);
        },
        close: () => undefined,
      },
      shows: { sale: (show, sale) => world.facts.get(`${show}.${sale}`) ?? null },
      store: mortal(world.store, own),
      ...others,
    });
  };

  const world: WebhookWorld = {
    clock,
    journal,
    ledger,
    log,
    store: change.store ?? createMemoryWebhooks(),
    relay: null as unknown as WebhookRelay,
    heard,
    gauges,
    outcomes,
    answer: () => ok,
    facts: new Map(),
    settle,
    pass: async (ms) => {
      await settle();
      for (let left = ms; left > 0; left -= 1000) {
        clock.advance(Math.min(1000, left));
        await settle();
      }
    },
    crash: () => {
      life.isOver = true;
    },
    pages: async () => {
      for (let page = 0; page < 4; page++) {
        await settle();
        clock.advance(25);
      }
      await settle();
    },
    restart: async (others = {}) => {
      world.relay = await start({ ...change, ...others });
      await settle();
    },
    sale: async (terms = {}) => openSale(world, terms, () => (++lastHold).toString(16).padStart(16, '0')),
    told: () => heard.map(({ event: { type, data } }) => `${type}:${String(data['hold'] ?? data['show'])}`),
  };
  await world.restart();
  return world;
}

async function openSale(world: WebhookWorld, change: Partial<SaleTerms>, hex: () => string): Promise<TestSale> {
  const { clock, facts, ledger } = world;
  const now = clock.now();
  const times = { opensAt: now, closesAt: now + 3600_000, holdMs: 120_000 };
  const kind = { queue: false, rehearsal: false };
  const terms: SaleTerms = { show: 'demo', sale: 'lamp', stock: 100, perViewer: 100, ...times, ...kind, ...change };
  const { show, sale: id, rehearsal } = terms;
  facts.set(`${show}.${id}`, {
    product: 'SKU-1',
    title: 'Lamp 台灯',
    price: 1999,
    currency: 'EUR',
    rehearsal,
    status: 'open',
    stopped: null,
    generation: 'memory',
    commitment: 'c',
    seed: null,
  });
  const opened = done(await ledger.open(terms, now));
  const sale = { show, sale: id, generation: opened.generation };
  const grabAtOnce = async (viewer: string, quantity = 1): Promise<string> => {
    const hold = holdIdOf({ show, sale: id }, hex());
    done(await ledger.grab(sale, { viewer, key: hold, quantity, arrivedAt: clock.now(), hold }));
    return hold;
  };
  return {
    terms,
    grabAtOnce,
    grab: async (viewer, quantity) => {
      const hold = await grabAtOnce(viewer, quantity);
      await world.pages();
      return hold;
    },
    confirm: async (hold) => {
      done(await ledger.confirm({ hold, order: `order of ${hold}` }, clock.now()));
      await world.pages();
    },
    release: async (hold, viewer = null) => {
      done(await ledger.release({ hold, viewer }, clock.now()));
      await world.pages();
    },
    expire: async () => {
      done(await ledger.expire(sale, clock.now()));
      await world.pages();
    },
    admit: async (count) => {
      done(await ledger.admit(sale, count, clock.now()));
      await world.pages();
    },
  };
}

function done<Answer>(answer: Answer): Exclude<Answer, { code: string }> {
  if (isRefusal(answer)) throw new Error(`${answer.code}: ${answer.message}`);
  return answer as Exclude<Answer, { code: string }>;
}

async function settle(): Promise<void> {
  for (let i = 0; i < 6; i++) await turn();
}

/** The store as a process has it: nothing comes back from it, and nothing reaches it, once the process is gone. */
function mortal(store: WebhookStore, life: { isOver: boolean }): WebhookStore {
  const never = new Promise<never>(() => undefined);
  return new Proxy(store, {
    get: (target, name) => {
      const method = Reflect.get(target, name) as (...args: unknown[]) => Promise<unknown>;
      return async (...args: unknown[]) => {
        if (life.isOver) return never;
        const found = await method(...args);
        return life.isOver ? never : found;
      };
    },
  });
}
