/** A whole show without sockets, in hand-driven time: the real stage, crowd and feed over a memory journal. */
import type { Metrics } from '../../rooms/metrics.ts';
import type { Journal, Services, StageWire } from '../../rooms/services.ts';
import { LocalShows } from '../../rooms/stage/shows.ts';
import { createMemoryJournal } from '../../server/memory/journal.ts';
import { createMemoryWire } from '../../server/memory/wire.ts';
import { seededRandom } from '../../shared/game-kit/index.ts';
import type { AnyGame } from '../../shared/game-kit/index.ts';
import { games } from '../../shared/games/index.ts';
import { isRefusal } from '../../shared/protocol/index.ts';
import type { ByeReason, Claims, CommandReply, OwnMessage } from '../../shared/protocol/index.ts';
import type { Member } from '../../rooms/crowd/member.ts';
import { manualClock } from './manual-clock.ts';
import type { ManualClock } from './manual-clock.ts';
import { recordingFanout } from './recording-fanout.ts';
import type { RecordingFanout } from './recording-fanout.ts';

export interface ShowWorld {
  clock: ManualClock;
  fanout: RecordingFanout;
  journal: Journal;
  services: Services;
  shows: LocalShows;
  /** Counters by name, labels ignored. */
  counted: Map<string, number>;
  errors: string[];
  /** Lets what is due run, time after time, until `ms` have passed. */
  pass(ms: number): Promise<void>;
  command(name: string, args?: unknown, id?: string): Promise<CommandReply>;
  json(): ShowJsonLike;
  join(viewer: string, name?: string): TestMember;
  /** Stops this world without a word and begins another on the same journal, as after `kill -9`. */
  crash(): Promise<ShowWorld>;
}

export interface ShowJsonLike {
  status: string;
  viewers: number;
  tick: number;
  likes: number;
  pinned: string;
  notices: { kind: string; text: string }[];
  round?: { id: number; game: string; phase: string; startedAt: number; endsAt: number; view: Record<string, unknown> };
}

export interface TestMember extends Member {
  own: OwnMessage | null;
  byes: ByeReason[];
}

export const streamer: Claims = { sub: 'streamer-1', role: 'streamer', show: '*', exp: 4e9 };

export interface WorldOptions {
  journal?: Journal;
  wire?: StageWire;
  seed?: string;
  startAt?: number;
  games?: Readonly<Record<string, AnyGame>>;
  expectedViewers?: number;
}

export async function showWorld(options: WorldOptions = {}): Promise<ShowWorld> {
  const clock = manualClock(options.startAt);
  const fanout = recordingFanout();
  const journal = options.journal ?? createMemoryJournal();
  const random = seededRandom(options.seed ?? 'world');
  const counted = new Map<string, number>();
  const errors: string[] = [];
  const count = (name: string, by: number) => void counted.set(name, (counted.get(name) ?? 0) + by);
  const note = (data: object, message: string) => void errors.push(`${message} ${String((data as { err?: unknown }).err ?? '')}`);
  const services: Services = {
    clock,
    fanout,
    journal,
    games: options.games ?? games,
    wire: options.wire ?? createMemoryWire(),
    identity: { verify: () => Promise.resolve(streamer) },
    metrics: { count, set: () => {}, observe: () => {} } as unknown as Metrics,
    log: { info: () => {}, warn: note, error: note },
    limits: {
      chatLinesPerSecond: 10,
      chatMaxLength: 200,
      blockedWords: ['badword'],
      maxMessagesPerSecond: 60,
      staleKillMs: 20_000,
    },
    secretHex: (bytes) => random.hex(bytes),
  };
  const shows = await LocalShows.open(services);
  if (!shows.get('demo')) {
    const { expectedViewers } = options;
    await shows.create({ id: 'demo', title: 'Demo', status: 'live', ...(expectedViewers ? { expectedViewers } : {}) });
  }
  let ids = 0;
  const world: ShowWorld = {
    clock,
    fanout,
    journal,
    services,
    shows,
    counted,
    errors,
    pass: async (ms) => {
      await settled();
      for (let left = ms; left > 0; left -= 10) {
        clock.advance(Math.min(10, left));
        await settled();
      }
    },
    command: async (name, args = {}, id = `c${clock.now()}-${++ids}`) => {
      const reply = await shows.command('demo', { id, name, args }, streamer);
      await settled();
      return reply;
    },
    json: () => shows.state('demo')!.state as ShowJsonLike,
    join: (viewer, name = viewer) => {
      const member: TestMember = {
        viewer,
        name,
        watching: false,
        own: null,
        byes: [],
        tell: (type, payload) => {
          if (type === 'own') member.own = payload as OwnMessage;
        },
        dismiss: (reason) => void member.byes.push(reason),
      };
      const refusal = shows.get('demo')!.crowd.shardOf(viewer).enter(member);
      if (isRefusal(refusal)) throw new Error(refusal.code);
      return member;
    },
    crash: () => showWorld({ ...options, journal, startAt: clock.now(), seed: `${options.seed ?? 'world'}-again` }),
  };
  await settled();
  return world;
}

/** The shard of a member, for sending requests to. */
export function shardFor(world: ShowWorld, member: Member) {
  return world.shows.get('demo')!.crowd.shardOf(member.viewer);
}

/** Lets everything that is ready run. */
export async function settled(): Promise<void> {
  for (let i = 0; i < 40; i++) await Promise.resolve();
}
