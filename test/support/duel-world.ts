/** Two shows in one place and time, each a process of its own: real stages and crowds, and a wire between them that can be cut. */
import assert from 'node:assert/strict';
import type { BattleEnd, BattleLink, BattleNote, BattleWire } from '../../rooms/battle-wire.ts';
import type { Journal } from '../../rooms/journal.ts';
import type { Services } from '../../rooms/services.ts';
import type { ContestReceipt } from '../../rooms/stage/core-events.ts';
import { LocalShows } from '../../rooms/stage/shows.ts';
import { createMemoryBattleWire } from '../../server/memory/battle-wire.ts';
import { createMemoryJournal } from '../../server/memory/journal.ts';
import { createMemoryLedger } from '../../server/memory/ledger.ts';
import { createMemoryWire } from '../../server/memory/wire.ts';
import { seededRandom } from '../../shared/game-kit/index.ts';
import { games } from '../../shared/games/index.ts';
import type { CommandReply, GiftReply, GiftRequest, PanelState, Refusal, ViewerReplies } from '../../shared/protocol/index.ts';
import type { BattleState, PollState } from '../../shared/state/index.ts';
import type { ToJSON } from '@colyseus/schema';
import { manualClock } from './manual-clock.ts';
import type { ManualClock } from './manual-clock.ts';
import { recordingFanout } from './recording-fanout.ts';
import { passTime, settled, streamer, testMember } from './show-world.ts';
import type { ShowJsonLike, TestMember } from './show-world.ts';
import { testJournal } from './test-journal.ts';
import type { TestJournal } from './test-journal.ts';

/** One show and the process that it runs in. */
export interface House {
  readonly show: string;
  journal: TestJournal;
  services: Services;
  shows: LocalShows;
  errors: string[];
  /** Gives a command; it has to be accepted. */
  order(name: string, args?: unknown): Promise<CommandReply>;
  command(name: string, args?: unknown, id?: string): Promise<CommandReply>;
  json(): ShowJsonLike & { battle?: ToJSON<BattleState>; poll?: ToJSON<PollState> };
  panel(): PanelState;
  join(viewer: string): TestMember;
  vote(member: TestMember, side: string, count?: number): Promise<ViewerReplies['vote'] | Refusal>;
  like(member: TestMember, count: number): void;
  chat(member: TestMember, text: string): void;
  gift(request: Partial<GiftRequest> & { key: string }): Promise<GiftReply | Refusal>;
  /** What the journal has of a battle or poll; null before it is settled. */
  receipt(id: string, kind?: 'battle' | 'poll'): Promise<ContestReceipt | null>;
  /** Stops without a word, as `kill -9` does. */
  kill(): void;
  /** Begins again on the same journal. */
  revive(): Promise<void>;
}

export interface DuelWorld {
  clock: ManualClock;
  ann: House;
  bea: House;
  /** From now on this share of the notes is lost, 1 being all, of both shows or of `of` only; those that arrive may be late. */
  weather: { lose: number; of: string | null; repeat: number; delayMs: number };
  /** Every note that was told, in order. */
  told: Told[];
  /** Delivers a note that was told before. */
  again(told: Told): void;
  pass(ms: number): Promise<void>;
}

export interface Told {
  from: string;
  to: string;
  note: BattleNote;
}

const calm = { lose: 0, of: null, repeat: 0, delayMs: 0 };

/** Ids of commands and keys are never used twice. */
let ids = 0;

export async function duelWorld(options: { seed?: string; status?: 'live' | 'scheduled' } = {}): Promise<DuelWorld> {
  const { seed = 'duel', status = 'live' } = options;
  const clock = manualClock();
  const random = seededRandom(seed);
  const told: Told[] = [];
  const links = new Map<string, BattleLink>();
  const weather: DuelWorld['weather'] = { ...calm };
  const late = (act: () => void) => {
    const delayMs = weather.delayMs > 0 ? random.int(weather.delayMs) : 0;
    if (delayMs === 0) act();
    else clock.after(delayMs, act);
  };
  const between = (inner: BattleWire): BattleWire => ({
    join: (show, end) => {
      const link = inner.join(show, { hear: (from, note) => end.hear(from, note) });
      links.set(show, link);
      return {
        ...link,
        tell: (to, note) => {
          told.push({ from: show, to, note });
          if ((weather.of ?? show) === show && weather.lose > 0 && random.next() < weather.lose) return;
          late(() => link.tell(to, note));
          if (weather.repeat > 0 && random.next() < weather.repeat) late(() => link.tell(to, note));
        },
      };
    },
  });
  const battles = between(createMemoryBattleWire());
  const world: DuelWorld = {
    clock,
    weather,
    told,
    again: ({ from, to, note }) => links.get(from)!.tell(to, note),
    ann: await openHouse('ann', { clock, battles, status }),
    bea: await openHouse('bea', { clock, battles, status }),
    pass: (ms) => passTime(clock, ms),
  };
  return world;
}

interface Ground {
  clock: ManualClock;
  battles: BattleWire;
  status: 'live' | 'scheduled';
}

/** Opens a show in a process of its own. */
async function openHouse(show: string, { clock, battles, status }: Ground): Promise<House> {
  const kept = createMemoryJournal();
  const ledger = createMemoryLedger();
  const errors: string[] = [];
  let alive = begin();
  async function open(): Promise<LocalShows> {
    const shows = await LocalShows.open(alive.services);
    if (!shows.get(show)) await shows.create({ id: show, title: show.toUpperCase(), status });
    return shows;
  }
  function begin(): { services: Services; journal: TestJournal; kill: () => void } {
    return servicesOf({ clock, battles, kept, ledger, errors, seed: `${show}-${++ids}` });
  }
  const house: House = {
    show,
    errors,
    journal: alive.journal,
    services: alive.services,
    shows: await open(),
    order: async (name, args = {}) => {
      const reply = await house.command(name, args);
      assert.ok(reply.ok, `${name}: ${JSON.stringify(reply)}`);
      return reply;
    },
    command: async (name, args = {}, id = `command-${++ids}`) => {
      const reply = await house.shows.command(show, { id, name, args }, streamer);
      await settled();
      return reply;
    },
    json: () => house.shows.state(show)!.state as ReturnType<House['json']>,
    panel: () => house.shows.state(show)!.panel as PanelState,
    join: (viewer) => {
      const member = testMember(viewer);
      house.shows.get(show)!.crowd.shardOf(viewer).enter(member);
      return member;
    },
    vote: async (member, side, count = 1) => {
      const battle = house.json().battle!.id;
      const shard = house.shows.get(show)!.crowd.shardOf(member.viewer);
      return shard.vote(member, { battle, side, count, key: `vote-${++ids}` });
    },
    like: (member, count) => {
      house.shows.get(show)!.crowd.shardOf(member.viewer).like(member, { count });
    },
    chat: (member, text) => {
      void house.shows
        .get(show)!
        .crowd.shardOf(member.viewer)
        .chat(member, { text, key: `chat-${++ids}` });
    },
    gift: (request) => house.shows.gift(show, { viewer: 'giver', value: 10, ...request }, 'shop'),
    receipt: async (id, kind = 'battle') => (await kept.receipt(show, kind, id)) as ContestReceipt | null,
    kill: () => alive.kill(),
    revive: async () => {
      alive = begin();
      Object.assign(house, { journal: alive.journal, services: alive.services });
      house.shows = await open();
      await settled();
    },
  };
  await settled();
  return house;
}

interface Parts {
  clock: ManualClock;
  battles: BattleWire;
  kept: Journal;
  ledger: Services['ledger'];
  errors: string[];
  seed: string;
}

/** What one process has. Once it is killed its timers do not run, and nobody hears it. */
function servicesOf({ clock, battles, kept, ledger, errors, seed }: Parts) {
  let isAlive = true;
  const journal = testJournal(kept);
  const random = seededRandom(seed);
  const note = (data: { err?: Error }, message: string) => void errors.push(`${message} ${data.err?.stack ?? ''}`);
  const whileAlive =
    <Args extends unknown[]>(act: (...args: Args) => void) =>
    (...args: Args): void => {
      if (isAlive) act(...args);
    };
  const services: Services = {
    clock: { ...clock, after: (ms, act) => clock.after(ms, whileAlive(act)) },
    fanout: recordingFanout(),
    journal,
    ledger,
    games,
    wire: createMemoryWire(),
    battles: {
      join: (show, end: BattleEnd) => {
        const link = battles.join(show, { hear: whileAlive((from, heard) => end.hear(from, heard)) });
        return { ...link, tell: whileAlive((to, told) => link.tell(to, told)) };
      },
    },
    identity: { verify: () => Promise.resolve(streamer) },
    metrics: { count: () => {}, set: () => {}, observe: () => {} },
    log: { info: () => {}, warn: note, error: note },
    limits: { chatLinesPerSecond: 10, chatMaxLength: 200, blockedWords: [], maxMessagesPerSecond: 60, staleKillMs: 20_000 },
    secretHex: (bytes) => random.hex(bytes),
  };
  const kill = () => {
    isAlive = false;
    journal.kill();
  };
  return { services, journal, kill };
}
