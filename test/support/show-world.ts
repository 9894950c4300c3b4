/** A whole show without sockets, in hand-driven time: the real stage, crowd and feed over a memory journal. */
import type { ToJSON } from '@colyseus/schema';
import type { SaleLedger } from '../../rooms/sale-ledger.ts';
import type { Journal } from '../../rooms/journal.ts';
import type { Limits, Services } from '../../rooms/services.ts';
import type { BattleWire } from '../../rooms/battle-wire.ts';
import type { StageWire } from '../../rooms/stage-wire.ts';
import { LocalShows } from '../../rooms/stage/shows.ts';
import { createMemoryJournal } from '../../server/memory/journal.ts';
import { createMemoryLedger } from '../../server/memory/ledger.ts';
import { createMemoryBattleWire } from '../../server/memory/battle-wire.ts';
import { createMemoryWire } from '../../server/memory/wire.ts';
import { seededRandom } from '../../shared/game-kit/index.ts';
import type { AnyGame } from '../../shared/game-kit/index.ts';
import { games } from '../../shared/games/index.ts';
import type { BattleState, PollState, SaleState } from '../../shared/state/index.ts';
import { isRefusal } from '../../shared/protocol/index.ts';
import type {
  ByeReason,
  Claims,
  CommandReply,
  OwnMessage,
  PanelState,
  Refusal,
  Role,
  ViewerReplies,
  ViewerRequest,
} from '../../shared/protocol/index.ts';
import type { Member } from '../../rooms/crowd/member.ts';
import type { Shard } from '../../rooms/crowd/shard.ts';
import { manualClock } from './manual-clock.ts';
import type { ManualClock } from './manual-clock.ts';
import { recordingFanout } from './recording-fanout.ts';
import type { RecordingFanout } from './recording-fanout.ts';
import { testJournal } from './test-journal.ts';
import type { Lag, TestJournal } from './test-journal.ts';
import { testLedger } from './test-ledger.ts';
import type { LedgerFaults, TestLedger } from './test-ledger.ts';

export interface ShowWorld {
  clock: ManualClock;
  fanout: RecordingFanout;
  journal: TestJournal;
  ledger: TestLedger;
  services: Services;
  shows: LocalShows;
  /** Counters by name, and by name and label values as `name{value,value}`. */
  counted: Map<string, number>;
  errors: string[];
  /** Lets what is due run, moment after moment, until `ms` have passed. */
  pass(ms: number): Promise<void>;
  /** Gives a command as `by`, and lets everything that is ready run. */
  command(name: string, args?: unknown, options?: { id?: string; by?: Claims }): Promise<CommandReply>;
  json(): ShowJsonLike;
  panel(): PanelState;
  join(viewer: string, name?: string): TestMember;
  /** The shard of a member, for sending requests to. */
  shard(member: Member): Shard;
  /** Sends an input, to the running round if no other is named. A handler that throws rejects. */
  input(member: Member, input: TestInput): Promise<InputAnswer>;
  /** Says a line, with a key of its own if none is given. */
  chat(member: Member, text: string, key?: string): Promise<ViewerReplies['chat'] | Refusal>;
  /** Stops this world without a word and begins another on the same journal and ledger, as after `kill -9`. */
  crash(options?: { downMs?: number } & Partial<WorldOptions>): Promise<ShowWorld>;
}

export interface ShowJsonLike {
  status: string;
  viewers: number;
  tick: number;
  likes: number;
  pinned: string;
  startsAt: number;
  rehearsal: boolean;
  notices: { kind: string; text: string }[];
  sales: Record<string, SaleJson>;
  battle?: ToJSON<BattleState>;
  poll?: ToJSON<PollState>;
  round?: {
    id: number;
    game: string;
    phase: string;
    startedAt: number;
    endsAt: number;
    rehearsal: boolean;
    view: Record<string, unknown>;
  };
}

export type SaleJson = ToJSON<SaleState>;

export interface TestMember extends Member {
  own: OwnMessage | null;
  /** How often this viewer was told what is their own. */
  told: number;
  byes: ByeReason[];
}

export type TestInput = Omit<ViewerRequest<'input'>, 'round'> & { round?: number };
export type InputAnswer = ViewerReplies['input'] | Refusal;

export const streamer: Claims = claimsOf('streamer', 'streamer-1');

export function claimsOf(role: Role, sub: string = role, show = '*'): Claims {
  return { sub, role, show, exp: 4e9 };
}

export interface WorldOptions {
  journal?: Journal;
  ledger?: SaleLedger;
  /** How long each commit takes, and each read. */
  commitMs?: number;
  readMs?: number;
  /** What is wrong with the ledger from the beginning. */
  ledgerFaults?: LedgerFaults;
  /** How long the ledger takes to answer, and its lines to arrive. */
  ledgerMs?: number;
  wire?: (clock: ManualClock) => StageWire;
  battles?: BattleWire;
  seed?: string;
  startAt?: number;
  games?: Readonly<Record<string, AnyGame>>;
  expectedViewers?: number;
  limits?: Partial<Limits>;
}

/** Ids of commands and keys are never used twice, not even by a world that follows another. */
let ids = 0;

export async function showWorld(options: WorldOptions = {}): Promise<ShowWorld> {
  const clock = manualClock(options.startAt);
  const fanout = recordingFanout();
  const inner = options.journal ?? createMemoryJournal();
  const journal = testJournal(inner, lagOf(clock, options));
  const innerLedger = options.ledger ?? createMemoryLedger();
  const ledger = testLedger(innerLedger, { clock, lagMs: options.ledgerMs ?? 0, ...options.ledgerFaults });
  const random = seededRandom(options.seed ?? 'world');
  const counted = new Map<string, number>();
  const errors: string[] = [];
  const count = (name: string, by: number, labels?: Record<string, string>) => {
    const names = labels ? [name, `${name}{${Object.values(labels).join(',')}}`] : [name];
    for (const key of names) counted.set(key, (counted.get(key) ?? 0) + by);
  };
  const note = (data: { err?: Error }, message: string) => void errors.push(`${message} ${data.err?.message ?? ''}`);
  const services: Services = {
    clock,
    fanout,
    journal,
    ledger,
    games: options.games ?? games,
    wire: options.wire?.(clock) ?? createMemoryWire(),
    battles: options.battles ?? createMemoryBattleWire(),
    identity: { verify: () => Promise.resolve(streamer) },
    metrics: { count, set: () => {}, observe: () => {} },
    log: { info: () => {}, warn: note, error: note },
    limits: {
      chatLinesPerSecond: 10,
      chatMaxLength: 200,
      blockedWords: ['badword'],
      maxMessagesPerSecond: 60,
      staleKillMs: 20_000,
      ...options.limits,
    },
    secretHex: (bytes) => random.hex(bytes),
  };
  const until = async <T>(work: Promise<T>): Promise<T> => {
    const under = { way: true };
    const end = () => {
      under.way = false;
    };
    work.then(end, end);
    for (await settled(); under.way && (journal.isLagging || ledger.isSlow); await settled()) clock.advance(1);
    return work;
  };
  const shows = await until(LocalShows.open(services));
  if (!shows.get('demo')) {
    const { expectedViewers } = options;
    const show = { id: 'demo', title: 'Demo', status: 'live', ...(expectedViewers ? { expectedViewers } : {}) } as const;
    await until(shows.create(show));
  }
  const world: ShowWorld = {
    clock,
    fanout,
    journal,
    ledger,
    services,
    shows,
    counted,
    errors,
    pass: (ms) => passTime(clock, ms),
    command: async (name, args = {}, { id = `command-${++ids}`, by = streamer } = {}) => {
      const reply = await until(shows.command('demo', { id, name, args }, by));
      await settled();
      return reply;
    },
    json: () => shows.state('demo')!.state as ShowJsonLike,
    panel: () => shows.state('demo')!.panel as PanelState,
    join: (viewer, name = viewer) => {
      const member = testMember(viewer, name);
      const refusal = world.shard(member).enter(member);
      if (isRefusal(refusal)) throw new Error(refusal.code);
      return member;
    },
    shard: (member) => shows.get('demo')!.crowd.shardOf(member.viewer),
    input: async (member, { round = world.json().round?.id ?? 1, ...input }) =>
      world.shard(member).input(member, { round, ...input }),
    chat: async (member, text, key = `chat-${++ids}`) => world.shard(member).chat(member, { text, key }),
    crash: ({ downMs = 0, ...changed } = {}) => {
      journal.kill();
      ledger.kill();
      const kept = { journal: inner, ledger: innerLedger };
      return showWorld({ ...options, ...kept, startAt: clock.now() + downMs, seed: `${options.seed}+`, ...changed });
    },
  };
  await settled();
  return world;
}

function lagOf(clock: ManualClock, { commitMs = 0, readMs = 0 }: WorldOptions): Lag | null {
  return commitMs + readMs > 0 ? { clock, commitMs, readMs } : null;
}

/** Somebody who has not joined yet. */
export function testMember(viewer: string, name = viewer): TestMember {
  const member: TestMember = {
    viewer,
    name,
    watching: false,
    level: 0,
    address: '203.0.113.7',
    own: null,
    told: 0,
    byes: [],
    tell: (type, payload) => {
      if (type !== 'own') return;
      member.own = payload as OwnMessage;
      member.told++;
    },
    dismiss: (reason) => void member.byes.push(reason),
  };
  return member;
}

/** Lets time pass from one moment at which something is due to the next, and everything settle in between. */
export async function passTime(clock: ManualClock, ms: number): Promise<void> {
  const end = clock.monotonic() + ms;
  await settled();
  for (let leftMs = ms; clock.untilNext() <= leftMs; leftMs = end - clock.monotonic()) {
    clock.advance(Math.max(clock.untilNext(), 0));
    await settled();
  }
  clock.advance(end - clock.monotonic());
}

/** Lets everything that is ready run: no promise that can be settled is left. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
