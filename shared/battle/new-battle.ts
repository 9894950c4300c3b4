/** A battle's beginning: its rules and sides are checked once, then fixed. */
import { refuse } from '../protocol/errors.ts';
import type { Refusal } from '../protocol/errors.ts';
import type { ContestId, ShowId } from '../ids.ts';
import { readyBattle } from './transitions.ts';
import { invitationMs } from './terms.ts';
import type { Battle, BattleRules, BattleSide } from './terms.ts';

export interface BattlePlan {
  id: ContestId;
  rules: BattleRules;
  sides: readonly BattleSide[];
  referee: ShowId;
  rehearsal: boolean;
  /** Between two shows the other one is asked first. */
  status: 'inviting' | 'ready';
  now: number;
}

export function newBattle({ id, rules, sides, referee, rehearsal, status, now }: BattlePlan): Battle | Refusal {
  const refusal = whyNoSides(sides) ?? whyNoRules(rules);
  if (refusal) return refusal;
  const battle: Battle = {
    id,
    rules: { ...rules, weights: rules.weights.toSorted((a, b) => a.level - b.level) },
    sides: sides.map((side) => ({ ...side })),
    referee,
    rehearsal,
    status: 'inviting',
    step: 1,
    createdAt: now,
    expiresAt: now + invitationMs,
    startedAt: 0,
    sliceMs: sliceMsOf(rules.durationMs),
    periods: [],
    extensions: [],
    closings: [],
    criticalAt: 0,
    mistAt: 0,
    boosts: [],
    countsUntil: 0,
    verdictUntil: 0,
    tallies: {},
    clearTops: {},
    missing: [],
    result: null,
    reason: null,
    forfeitedBy: null,
    endedAt: 0,
  };
  return status === 'inviting' ? battle : readyBattle({ ...battle, expiresAt: 0 }, now);
}

/** Whole seconds, and at most about 300 slices before any overtime or extension. */
function sliceMsOf(durationMs: number): number {
  return Math.max(1000, Math.ceil(durationMs / 300_000) * 1000);
}

function whyNoSides(sides: readonly BattleSide[]): Refusal | null {
  if (sides.length < 2 || sides.length > 4) return refuse('battle/bad-sides');
  if (new Set(sides.map(({ id }) => id)).size < sides.length) return refuse('battle/bad-sides');
  // Two shows may well have one title.
  if (new Set(sides.map(({ show, name }) => `${show} ${name}`)).size < sides.length) return refuse('battle/bad-sides');
  // Tallies are plain objects by side and show: `constructor` is taken in each of them.
  const taken = sides.flatMap(({ id, show }) => [id, show]).find((name) => name in {});
  return taken === undefined ? null : refuse('battle/bad-sides', { detail: `"${taken}" cannot be an id here` });
}

function whyNoRules(rules: BattleRules): Refusal | null {
  const { durationMs, critical, mistMs, weights, votesPerViewer, likesPerViewer, gifts } = rules;
  if (critical && critical.lastMs > durationMs) return badRules('critical time is longer than the battle');
  if (mistMs > durationMs) return badRules('mist is longer than the battle');
  if (new Set(weights.map(({ level }) => level)).size < weights.length) return badRules('two weights are for the same level');
  const isIdle = votesPerViewer === 0 && likesPerViewer === 0 && gifts === 'none';
  return isIdle ? badRules('nothing counts: no votes, likes or gifts') : null;
}

function badRules(detail: string): Refusal {
  return refuse('battle/bad-rules', { detail });
}
