/** Battles and ballots for tests: one call each, with only what matters said. */
import type { Ballot, BallotTally } from '../../../shared/ballot/index.ts';
import { advanceBattle, newBattle } from '../../../shared/battle/index.ts';
import type { Battle, BattleRules, BattleSide } from '../../../shared/battle/index.ts';
import { battleRules, giftRequest, isRefusal } from '../../../shared/protocol/index.ts';
import type { GiftRequest } from '../../../shared/protocol/index.ts';

/** Battles of tests are made at this time. */
export const noon = 1_800_000_000_000;

/** The rules that everybody gets, but for those that are said; without preparation, critical time or overtimes. */
export function rulesOf(some: Partial<BattleRules> = {}): BattleRules {
  return battleRules.parse({ prepareMs: 0, critical: null, overtimes: 0, ...some });
}

export function sideOf(id: string, show = 'demo'): BattleSide {
  return { id, name: id.toUpperCase(), show, streak: 0 };
}

/** A battle of `red` and `blue` in one show, ready at noon. */
export function readyAt(noonish: number, rules: Partial<BattleRules> = {}, ids: readonly string[] = ['red', 'blue']): Battle {
  const sides = ids.map((id) => sideOf(id));
  const plan = { id: 'demo.battle-1', sides, referee: 'demo', rehearsal: false };
  return must(newBattle({ ...plan, rules: rulesOf(rules), status: 'ready', now: noonish }));
}

/** The same, running since noon. */
export function running(rules: Partial<BattleRules> = {}, ids?: readonly string[]): Battle {
  return advanceBattle(readyAt(noon, rules, ids), noon);
}

/** A battle of the shows `north`, which referees, and `south`: invited at noon. */
export function invited(rules: Partial<BattleRules> = {}): Battle {
  const sides = [sideOf('north', 'north'), sideOf('south', 'south')];
  const plan = { id: 'north.battle-1', sides, referee: 'north', rehearsal: false };
  return must(newBattle({ ...plan, rules: rulesOf(rules), status: 'inviting', now: noon }));
}

/** What is no refusal. */
export function must<Value extends object>(value: Value): Exclude<Value, { retry: boolean }> {
  if (isRefusal(value)) throw new Error(`refused: ${value.code} ${value.detail ?? ''}`);
  return value as Exclude<Value, { retry: boolean }>;
}

/** Why something was refused; the empty string when it was not. */
export function codeOf(value: unknown): string {
  return isRefusal(value) ? value.code : '';
}

/** A ballot of 10 s in slices of 1 s, from noon. */
export function ballot(some: Partial<Ballot> = {}): Ballot {
  return {
    id: 'demo.battle-1',
    options: ['red', 'blue'],
    votesPerViewer: 3,
    likesPerViewer: 5,
    weights: [],
    sliceMs: 1000,
    periods: [{ startsAt: noon, endsAt: noon + 10_000, slice: 0 }],
    home: null,
    ...some,
  };
}

/** A tally that has these points of votes, by option and slice, each vote of one viewer. */
export function tallyOf(points: Record<string, Record<number, number>>): BallotTally {
  const sums = Object.entries(points).map(([id, slices]) => [id, Object.values(slices).reduce((a, b) => a + b, 0)] as const);
  const votes = Object.fromEntries(sums.filter(([, sum]) => sum > 0));
  const voters = sums.reduce((all, [, sum]) => all + sum, 0);
  return { points: { votes: points, likes: {}, gifts: {} }, votes, voters, refused: {}, top: {} };
}

export function gift(some: Partial<GiftRequest> = {}): GiftRequest {
  return giftRequest.parse({ key: 'g', viewer: 'ann', side: 'red', value: 10, ...some });
}
