/** A battle with something of everything, played by hand to its verdict: for receipts. */
import { emptyTally, foldGift, mergeTallies } from '../../../shared/ballot/index.ts';
import type { BallotTally } from '../../../shared/ballot/index.ts';
import { advanceBattle, boost, closePeriod, extend, hearTally, readyBattle } from '../../../shared/battle/index.ts';
import type { Battle } from '../../../shared/battle/index.ts';
import { invited, must, noon } from './sample.ts';

/** Votes of weight 1 by that many viewers, three each at most, in one slice. */
function votes(side: string, slice: number, count: number): BallotTally {
  const points = { votes: { [side]: { [slice]: count } }, likes: {}, gifts: {} };
  return { points, votes: { [side]: count }, voters: Math.ceil(count / 3), refused: { 'vote/quota': 2 }, top: {} };
}

function likes(side: string, slice: number, count: number): BallotTally {
  return { ...emptyTally(), points: { votes: {}, likes: { [side]: { [slice]: count } }, gifts: {} } };
}

function gifts(side: string, slice: number, from: Record<string, number>): BallotTally {
  const tally = emptyTally();
  for (const [viewer, points] of Object.entries(from))
    foldGift(tally, { option: side, slice, row: { viewer, name: viewer.toUpperCase(), score: points }, points });
  return tally;
}

const sum = (...tallies: BallotTally[]): BallotTally => tallies.reduce(mergeTallies);

/** Two shows, two boosts, an extension, one overtime, a late gift: `south` wins by a little. */
export function fullBattle(): Battle {
  const rules = { durationMs: 30_000, votesPerViewer: 3, critical: { lastMs: 5000, factor: 2 }, overtimes: 1, mistMs: 10_000 };
  let battle = advanceBattle(readyBattle(invited({ ...rules, prepareMs: 2000 }), noon + 4000), noon + 6000);
  const start = battle.startedAt;
  battle = must(boost(battle, { side: 'north', factor: 3, ms: 5000 }, start + 1500));
  battle = must(boost(battle, { side: 'north', factor: 4, ms: 5000 }, start + 2500));
  battle = must(boost(battle, { side: 'south', factor: 5, ms: 5000 }, start + 8000));
  battle = must(extend(battle, 10_000, start + 9000));
  const north = sum(
    votes('north', 3, 6),
    votes('north', 37, 3),
    votes('south', 10, 1),
    gifts('north', 8, { 'north/ann': 20, 'north/bob': 4 }),
  );
  const early = sum(votes('south', 2, 5), likes('south', 11, 3), gifts('south', 36, { 'south/zoe': 50 }));
  battle = hearTally(hearTally(battle, 'north', north), 'south', early);
  battle = closePeriod(battle, start + 40_250, []);
  const late = sum(early, votes('south', 42, 2), gifts('south', 49, { 'south/kim': 6 }));
  battle = hearTally(battle, 'south', late);
  battle = closePeriod(battle, start + 50_500, []);
  // Paid in time, and here within the grace.
  battle = hearTally(battle, 'south', sum(late, gifts('south', 49, { 'south/lee': 1 })));
  return advanceBattle(battle, start + 52_250);
}
