/** A crowd that votes, in hand-driven time: orders are given by hand, the journal is under the test's thumb, and snapshots are kept. */
import type { Journal } from '../../rooms/journal.ts';
import type { BallotSnapshot, EdgeBallot, EdgeOrder, Snapshot } from '../../rooms/stage-wire.ts';
import { createMemoryJournal } from '../../server/memory/journal.ts';
import { mergeTallies, totalOf } from '../../shared/ballot/index.ts';
import type { BallotTally } from '../../shared/ballot/index.ts';
import type { Refusal, ViewerReplies } from '../../shared/protocol/index.ts';
import { deskWorld } from './desk-world.ts';
import type { DeskWorld } from './desk-world.ts';
import { manualClock } from './manual-clock.ts';
import type { ManualClock } from './manual-clock.ts';
import { settled } from './show-world.ts';
import type { TestMember } from './show-world.ts';
import { testJournal } from './test-journal.ts';
import type { TestJournal } from './test-journal.ts';

export const battle = 'demo.battle-1';
export const poll = 'poll-1';

export type VoteAnswer = ViewerReplies['vote'] | Refusal;

export interface TestVote {
  contest?: string;
  option?: string;
  count?: number;
  /** Without one it is a key that nobody has used. */
  key?: string;
}

export interface BallotWorld extends Pick<DeskWorld, 'clock' | 'crowd' | 'counted' | 'errors' | 'order' | 'pass' | 'pull'> {
  journal: TestJournal;
  /** Every snapshot that was sent, in order. */
  readonly sent: readonly Snapshot[];
  /** How often the stage was told that there is something to ask for. */
  readonly dirty: number;
  order(change?: Partial<EdgeOrder>): void;
  /** Changes what the order says of one ballot. */
  orderBallot(id: string, change: Partial<EdgeBallot>): void;
  join(viewer: string, level?: number): TestMember;
  /** Votes; what it is answered once that has come. */
  vote(viewer: TestMember, vote?: TestVote): Promise<VoteAnswer>;
  /** Votes, lets everything that is due within `withinMs` happen, and gives the answer: null when there is none yet. */
  voteNow(viewer: TestMember, vote?: TestVote & { withinMs?: number }): Promise<VoteAnswer | null>;
  like(viewer: TestMember, count: number, side?: string): void;
  /** What the shards say of a contest, asked now; only of those that say anything. */
  asked(contest?: string): BallotSnapshot[];
  /** The sum of all shards' newest words. */
  tally(contest?: string): BallotTally;
  /** All points of an option. */
  points(option: string, contest?: string): number;
  /** The process dies without a word; another begins on the same journal, with the same orders. */
  crash(options?: { downMs?: number; readsHeld?: boolean }): BallotWorld;
}

export interface BallotOptions {
  journal?: Journal;
  clock?: ManualClock;
  /** How long each commit takes. */
  commitMs?: number;
  /** Null: there is none yet. */
  order?: Partial<EdgeOrder> | null;
  ballots?: readonly Partial<EdgeBallot>[];
}

let keys = 0;

/** Without any other ballots: one battle that has just begun, for a minute. */
export function ballotWorld(options: BallotOptions = {}): BallotWorld {
  const { journal: inner = createMemoryJournal(), clock = manualClock(), commitMs = 0 } = options;
  const journal = testJournal(inner, commitMs > 0 ? { clock, commitMs } : null);
  const sent: Snapshot[] = [];
  let dirty = 0;
  const ballots = (options.ballots ?? [{}]).map((ballot) => ballotOf(clock.now(), ballot));
  const desk = deskWorld({
    clock,
    journal,
    link: { snapshot: (snapshot) => void sent.push(snapshot), dirty: () => void dirty++ },
    order: null,
  });
  if (options.order !== null) {
    // As in a show that has gone on for a while: what comes after a shard's first order is new.
    desk.order();
    desk.order({ ballots, ...options.order });
  }
  const newest = (contest: string) => {
    const words = new Map<number, BallotSnapshot>();
    for (const { shard, ballots: said } of sent) {
      const word = said.find((each) => each.contest === contest);
      if (word) words.set(shard, word);
    }
    return [...words.values()];
  };
  const world: BallotWorld = {
    clock,
    journal,
    crowd: desk.crowd,
    counted: desk.counted,
    errors: desk.errors,
    sent,
    get dirty() {
      return dirty;
    },
    order: (change) => desk.order(change),
    pass: (ms) => desk.pass(ms),
    pull: () => desk.pull(),
    orderBallot: (id, change) =>
      desk.order({ ballots: desk.lastOrder().ballots.map((ballot) => (ballot.id === id ? { ...ballot, ...change } : ballot)) }),
    join: (viewer, level = 0) => Object.assign(desk.join(viewer), { level }),
    vote: async (viewer, { contest = battle, option = 'red', count = 1, key = `key-${++keys}` } = {}) => {
      const isPoll = contest.startsWith('poll-');
      const request = isPoll ? { poll: contest, choice: option, key } : { battle: contest, side: option, count, key };
      return desk.crowd.shardOf(viewer.viewer).vote(viewer, request);
    },
    voteNow: async (viewer, { withinMs = 5, ...vote } = {}) => {
      let answer: VoteAnswer | null = null;
      void world.vote(viewer, vote).then((given) => (answer = given));
      await desk.pass(withinMs);
      await settled();
      return answer;
    },
    like: (viewer, count, side) =>
      void desk.crowd.shardOf(viewer.viewer).like(viewer, side === undefined ? { count } : { count, side }),
    asked: (contest = battle) => {
      const from = sent.length;
      desk.pull();
      return sent.slice(from).flatMap(({ ballots: said }) => said.filter((each) => each.contest === contest));
    },
    tally: (contest = battle) => {
      desk.pull();
      return newest(contest)
        .map(({ tally }) => tally)
        .reduce(mergeTallies);
    },
    points: (option, contest) => totalOf(world.tally(contest), option),
    crash: ({ downMs = 0, readsHeld = false } = {}) => {
      journal.kill();
      const last = desk.lastOrder();
      const next = { ...last, epoch: last.epoch + 1 };
      clock.advance(downMs);
      const again = ballotWorld({ ...options, journal: inner, clock, order: null });
      if (readsHeld) again.journal.hold();
      again.order(next);
      return again;
    },
  };
  return world;
}

/** A ballot of sixty seconds that begins now, for red or blue. */
export function ballotOf(now: number, over: Partial<EdgeBallot> = {}): EdgeBallot {
  return {
    id: battle,
    options: ['red', 'blue'],
    votesPerViewer: 10,
    likesPerViewer: 5,
    weights: [],
    sliceMs: 1000,
    periods: [{ startsAt: now, endsAt: now + 60_000, slice: 0 }],
    home: null,
    step: 1,
    ended: false,
    rehearsal: false,
    ...over,
  };
}
