/** What a bot of a battle or poll sees, and what it may do about it: pure, so that rehearsals, load tests and tests play the same ones. */
import type { OptionId } from '../ballot/index.ts';
import type { Random } from '../game-kit/index.ts';
import { hash32 } from '../ids.ts';
import type { ContestId, Key, ViewerId } from '../ids.ts';
import type { ErrorCode } from '../protocol/errors.ts';
import type { ViewerRequest } from '../protocol/requests.ts';

/** Decides what to do now, and how long to think before looking again. */
export type BattleBot = (random: Random, sees: BallotSight) => BattleBotMove;

export interface BattleBotMove {
  ask: BattleBotAsk | null;
  thinkMs: number;
}

/** Contests, options, counts and keys are whatever the bot likes: cheaters send what no page would. */
export type BattleBotAsk =
  | { kind: 'vote'; contest: ContestId; option: OptionId; count: number; key: Key }
  | { kind: 'like'; option: OptionId; count: number };

/** One battle or poll as one viewer sees it. */
export interface BallotSight {
  viewer: ViewerId;
  /** Server time, epoch ms. */
  now: number;
  ballot: {
    contest: ContestId;
    options: readonly OptionId[];
    /** When votes are, or were last taken: server time, epoch ms; 0 when that is not known yet. */
    opensAt: number;
    closesAt: number;
    votesPerViewer: number;
    /** 0: likes do not count. */
    likesPerViewer: number;
    isOver: boolean;
  };
  /** Votes that this viewer has left. */
  left: number;
  /** What became of the bot's last vote; null before the first. */
  last: LastVote | null;
  /** How many it has sent. */
  votes: number;
}

export interface LastVote {
  option: OptionId;
  count: number;
  key: Key;
  /** `waiting` for its answer; a refusal by its code. */
  outcome: 'waiting' | 'counted' | ErrorCode;
  /** When the answer came, and how long it said to wait. */
  at: number;
  retryAfterMs?: number;
}

/** A span of thinking, ms. */
export function between(random: Random, leastMs: number, mostMs: number): number {
  return leastMs + random.int(Math.max(1, mostMs - leastMs + 1));
}

/** The option that this viewer stands by, whatever happens. */
export function favourite({ viewer, ballot }: BallotSight): OptionId {
  return ballot.options[hash32(`${ballot.contest} ${viewer}`) % ballot.options.length]!;
}

/** A vote under a key of its own. */
export function freshVote(sees: BallotSight, count = 1): BattleBotAsk & { kind: 'vote' } {
  return { kind: 'vote', contest: sees.ballot.contest, option: favourite(sees), count, key: `vote-${sees.votes + 1}` };
}

/** The request that a vote is sent as. */
export function voteRequest({ contest, option, count, key }: BattleBotAsk & { kind: 'vote' }): ViewerRequest<'vote'> {
  const isPoll = /^poll-\d+$/v.test(contest);
  return isPoll ? { poll: contest, choice: option, key } : { battle: contest, side: option, count, key };
}

/** Refusals after which the very same vote is sent again: it may have counted, or was only too soon. */
const asksAgain: ReadonlySet<string> = new Set<ErrorCode>(['busy', 'internal', 'rate-limited', 'vote/not-open']);

/** The same vote again, or waiting for its answer; null when the last one is settled. */
export function againOrNull({ ballot, now }: BallotSight, last: LastVote): BattleBotMove | null {
  if (last.outcome === 'waiting') return { ask: null, thinkMs: 250 };
  if (!asksAgain.has(last.outcome)) return null;
  const untilMs = last.at + (last.retryAfterMs ?? 0) - now;
  if (untilMs > 0) return { ask: null, thinkMs: untilMs };
  const { option, count, key } = last;
  return { ask: { kind: 'vote', contest: ballot.contest, option, count, key }, thinkMs: 250 };
}

/** What everybody does while no votes are taken; null while they are. */
export function waitOrNull({ ballot, now }: BallotSight): BattleBotMove | null {
  if (ballot.isOver) return { ask: null, thinkMs: 2000 };
  if (ballot.opensAt === 0) return { ask: null, thinkMs: 250 };
  if (now < ballot.opensAt) return { ask: null, thinkMs: ballot.opensAt - now };
  // It may go on for a while.
  if (now >= ballot.closesAt) return { ask: null, thinkMs: 250 };
  return null;
}
