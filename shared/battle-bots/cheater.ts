/** A viewer who tries everything that must not work: each trick either gets nothing, or no more than honest votes would. */
import { between, freshVote } from './battle-bot.ts';
import type { BallotSight, BattleBot, BattleBotAsk } from './battle-bot.ts';

/** So many tabs a cheater opens under the same name. */
export const cheaterTabs = 20;

const oddCounts = [-1, 0, 0.5, 101, 2 ** 53, Number.NaN, Number.POSITIVE_INFINITY];
const noOptions = ['nobody', '', '__proto__', 'constructor', 'RED', 'a'.repeat(33)];

/** One trick after the other. */
const tricks = {
  /** Whenever it likes: before the start, after the end, beyond the quota. */
  outOfTurn: (sees) => freshVote(sees),
  /** A key that was used before. */
  twice: (sees, luck) => ({ ...freshVote(sees), key: usedKey(sees, luck) }),
  /** The same with another payload. */
  otherPayload: (sees, luck) => ({ ...freshVote(sees, 2), key: usedKey(sees, luck) }),
  /** For the other side, under a key that was used. */
  turncoat: (sees, luck) => ({ ...freshVote(sees), option: anyOption(sees, luck), key: usedKey(sees, luck) }),
  /** More than anybody has. */
  greedy: (sees) => freshVote(sees, sees.ballot.votesPerViewer + 1),
  /** What is no number of votes at all. */
  odd: (sees, luck) => freshVote(sees, oddCounts[luck % oddCounts.length]),
  /** A side that there is not. */
  forged: (sees, luck) => ({ ...freshVote(sees), option: noOptions[luck % noOptions.length]! }),
  /** Another battle: the next one, or somebody else's. */
  elsewhere: (sees, luck) => ({ ...freshVote(sees), contest: luck % 2 === 0 ? 'other.battle-1' : nextOf(sees) }),
  /** Likes without end. */
  gushing: (sees, luck) => ({ kind: 'like', option: anyOption(sees, luck), count: 50 }),
} as const satisfies Record<string, (sees: BallotSight, luck: number) => BattleBotAsk>;

const trickNames = Object.keys(tricks) as (keyof typeof tricks)[];

export const cheater: BattleBot = (random, sees) => {
  const trick = tricks[trickNames[random.int(trickNames.length)]!];
  return { ask: trick(sees, random.int(2 ** 31)), thinkMs: between(random, 20, 400) };
};

function usedKey({ votes }: BallotSight, luck: number): string {
  return `vote-${1 + (luck % Math.max(1, votes))}`;
}

function anyOption({ ballot }: BallotSight, luck: number): string {
  return ballot.options[luck % ballot.options.length]!;
}

/** The id that follows: `battle-7` after `battle-6`. */
function nextOf({ ballot }: BallotSight): string {
  return ballot.contest.replace(/\d+$/v, (n) => String(Number(n) + 1));
}
