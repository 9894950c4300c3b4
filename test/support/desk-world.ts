/** A crowd with a sale desk, in hand-driven time: orders are given by hand, and the ledger is under the test's thumb. */
import assert from 'node:assert/strict';
import { Crowd } from '../../rooms/crowd/crowd.ts';
import { OwnQueue } from '../../rooms/crowd/own-queue.ts';
import type { Journal } from '../../rooms/journal.ts';
import type { SaleLedger } from '../../rooms/sale-ledger.ts';
import type { Services } from '../../rooms/services.ts';
import type { CrowdEnd, CrowdLink, EdgeOrder, EdgeSale } from '../../rooms/stage-wire.ts';
import { createMemoryLedger } from '../../server/memory/ledger.ts';
import { seededRandom } from '../../shared/game-kit/index.ts';
import { isRefusal } from '../../shared/protocol/index.ts';
import type { Refusal, ViewerReplies } from '../../shared/protocol/index.ts';
import type { GrabAnswer, GrabAsk, SaleStanding, SaleTerms } from '../../shared/sale/index.ts';
import { manualClock } from './manual-clock.ts';
import type { ManualClock } from './manual-clock.ts';
import { recordingFanout } from './recording-fanout.ts';
import { passTime, settled, testMember } from './show-world.ts';
import type { TestMember } from './show-world.ts';
import { testLedger } from './test-ledger.ts';
import type { LedgerFaults, TestLedger } from './test-ledger.ts';

export interface DeskWorld {
  show: string;
  clock: ManualClock;
  ledger: TestLedger;
  /** Every grab that this world put to the ledger, in order. */
  readonly grabs: readonly GrabAsk[];
  /** From now on the ledger decides and answers nothing. */
  pauseLedger(): void;
  /** What was paused goes on, in its order. */
  resumeLedger(): void;
  crowd: Crowd;
  services: Services;
  counted: Map<string, number>;
  errors: string[];
  /** Opens a sale in the ledger and tells the desk; without times it opened just now. */
  sale(over?: Partial<SaleTerms & Pick<EdgeSale, 'seed'>>): Promise<SaleTerms>;
  lastOrder(): EdgeOrder;
  /** Asks the shards for their snapshots, as a stage's tick does. */
  pull(): void;
  /** Gives the crowd its next order, the last one changed as told. */
  order(change?: Partial<EdgeOrder>): void;
  /** Changes what the order says of one sale. */
  orderSale(id: string, change: Partial<EdgeSale>): void;
  join(viewer: string, address?: string): TestMember;
  grab(viewer: TestMember, over?: TestGrab): Promise<GrabAnswer>;
  /** Grabs, and gives what it was answered within this moment: null when there is no answer yet. */
  grabNow(viewer: TestMember, over?: TestGrab): Promise<GrabAnswer | null>;
  release(viewer: TestMember, hold: string): Promise<ViewerReplies['release'] | Refusal>;
  standing(sale?: string): Promise<SaleStanding>;
  pass(ms: number): Promise<void>;
  /** The process dies without a word; another begins on the same ledger, with the same orders. */
  crash(options?: { downMs?: number; ledgerFaults?: LedgerFaults }): DeskWorld;
}

export interface TestGrab {
  sale?: string;
  quantity?: number;
  /** Without one it is a key that nobody has used. */
  key?: string;
}

export interface DeskOptions {
  show?: string;
  /** What keeps the lines; worlds may share it, and the clock. */
  ledger?: SaleLedger;
  ledgerFaults?: LedgerFaults;
  clock?: ManualClock;
  /** Without one nothing is kept. */
  journal?: Journal;
  /** What hears the shards. */
  link?: Partial<CrowdLink>;
  /** What the orders say at first; null when there is none yet. */
  order?: Partial<EdgeOrder> | null;
}

const generation = 'memory';
/** Ids of keys and holds are never used twice, not even by a world that follows another. */
let keys = 0;
let worlds = 0;

export function deskWorld(options: DeskOptions = {}): DeskWorld {
  const { show = 'demo', ledger: inner = createMemoryLedger(), clock = manualClock(), order = {} } = options;
  const ledger = testLedger(inner, { clock, lagMs: 0, ...options.ledgerFaults });
  const counted = new Map<string, number>();
  const errors: string[] = [];
  const random = seededRandom(`desk ${show} ${++worlds}`);
  let end: CrowdEnd | null = null;
  const journal = options.journal ?? { commit: () => Promise.resolve() };
  const link = { snapshot: () => {}, dirty: () => {}, wantKeyframe: () => {}, close: () => {}, ...options.link };
  const services = {
    clock,
    ledger,
    fanout: recordingFanout(),
    journal,
    games: {},
    wire: {
      follow: (_show: string, crowdEnd: CrowdEnd) => {
        end = crowdEnd;
        return link;
      },
    },
    metrics: {
      count: (name: string, by: number, labels: Record<string, string> = {}) => {
        const key = [name, ...Object.values(labels)].join(' ');
        counted.set(key, (counted.get(key) ?? 0) + by);
      },
      set: () => {},
      observe: () => {},
    },
    log: { info: () => {}, warn: () => {}, error: (data: { err?: Error }) => void errors.push(data.err?.message ?? '') },
    limits: { chatLinesPerSecond: 10, chatMaxLength: 200, blockedWords: [], maxMessagesPerSecond: 60, staleKillMs: 20_000 },
    secretHex: (bytes: number) => random.hex(bytes),
  } as unknown as Services;
  const crowd = new Crowd(services, { show, shards: 2, own: new OwnQueue(clock) });
  let last: EdgeOrder = { ...firstOrder, ...order };
  const give = (next: EdgeOrder) => {
    last = next;
    end!.onOrder(next);
  };
  if (order) give(last);

  const world: DeskWorld = {
    show,
    clock,
    ledger,
    get grabs() {
      return ledger.asked.flatMap(({ call, args }) => (call === 'grab' ? [args[1] as GrabAsk] : []));
    },
    pauseLedger: () => {
      ledger.hanging = () => 'before';
    },
    resumeLedger: () => {
      ledger.hanging = () => null;
      ledger.letGo();
    },
    crowd,
    services,
    counted,
    errors,
    lastOrder: () => last,
    pull: () => end!.onPull(),
    sale: async ({ seed = random.hex(16), ...over } = {}) => {
      const terms = termsFor(show, clock.now(), over);
      const opened = await ledger.open(terms, clock.now());
      assert.ok(!isRefusal(opened), JSON.stringify(opened));
      const { sale: id, opensAt, closesAt, perViewer, queue, rehearsal } = terms;
      const edge: EdgeSale = { id, generation, opensAt, closesAt, perViewer, queue, rehearsal, seed, ended: null, stopped: null };
      world.order({ sales: [...last.sales, edge] });
      await settled();
      return terms;
    },
    order: (change = {}) => give({ ...last, rev: last.rev + 1, ...change }),
    orderSale: (id, change) => world.order({ sales: last.sales.map((sale) => (sale.id === id ? { ...sale, ...change } : sale)) }),
    join: (viewer, address = '203.0.113.7') => {
      const member = { ...testMember(viewer), address };
      member.tell = (type, payload) => {
        if (type !== 'own') return;
        member.own = payload as TestMember['own'];
        member.told++;
      };
      const refusal = crowd.shardOf(viewer).enter(member);
      assert.equal(refusal, null);
      return member;
    },
    grab: async (viewer, { sale = 'lamp', quantity = 1, key = `key-${++keys}` } = {}) =>
      crowd.desk.grab(viewer, { sale, quantity, key }),
    grabNow: async (viewer, over) => {
      let answer: GrabAnswer | null = null;
      void world.grab(viewer, over).then((given) => (answer = given));
      await settled();
      return answer;
    },
    release: (viewer, hold) => crowd.desk.release(viewer, { hold }),
    standing: async (sale = 'lamp') => {
      const standing = await ledger.totals({ show, sale, generation });
      assert.ok(!isRefusal(standing));
      return standing;
    },
    pass: (ms) => passTime(clock, ms),
    crash: ({ downMs = 0, ledgerFaults = {} } = {}) => {
      ledger.kill();
      clock.advance(downMs);
      return deskWorld({ show, ledger: inner, clock, ledgerFaults, order: { ...last, epoch: last.epoch + 1 } });
    },
  };
  return world;
}

const firstOrder: EdgeOrder = {
  epoch: 1,
  rev: 1,
  status: 'live',
  muted: [],
  banned: [],
  bots: 0,
  phase: null,
  sales: [],
  ballots: [],
};

function termsFor(show: string, now: number, over: Partial<SaleTerms>): SaleTerms {
  const { opensAt = now } = over;
  const closesAt = opensAt === 0 ? 0 : opensAt + 300_000;
  const plain = { show, sale: 'lamp', stock: 5, perViewer: 1, holdMs: 60_000, queue: false, rehearsal: false };
  return { ...plain, opensAt, closesAt, ...over };
}
