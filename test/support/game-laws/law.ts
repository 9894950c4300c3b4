/** What a law of games is, and the samples it is tried on. */
import * as fc from 'fast-check';
import type { AnyGame } from '../../../shared/game-kit/index.ts';
import { anySettings } from '../round/settings-arbitrary.ts';
import { copied } from '../round/plain.ts';
import { planRound } from '../round/plan-round.ts';
import { playRound } from '../round/play-round.ts';
import type { RoundTrace } from '../round/play-round.ts';
import type { RoundPlan } from '../round/round-plan.ts';

/** One case: which round is played, and how its viewers are spread over shards. */
export interface Sample {
  settings: unknown;
  seed: string;
  players: number;
  looks: number;
  shards: number;
  spread: number;
  text: string;
}

export interface Law {
  id: string;
  says: string;
  /** How many samples a test run tries. */
  runs: number;
  check: (game: AnyGame, sample: Sample) => void;
}

export function samplesOf(game: AnyGame): fc.Arbitrary<Sample> {
  return fc.record({
    settings: fc.oneof({ weight: 1, arbitrary: fc.constant({}) }, { weight: 4, arbitrary: anySettings(game) }),
    seed: fc.nat().map(String),
    players: fc.integer({ min: 0, max: 14 }),
    looks: fc.integer({ min: 1, max: 4 }),
    shards: fc.integer({ min: 1, max: 5 }),
    spread: fc.nat(1000),
    text: fc.string(),
  });
}

/** A full default round: what holds "sometimes" must hold here. */
export const plainSample: Sample = { settings: {}, seed: 'plain', players: 20, looks: 6, shards: 2, spread: 1, text: '' };

/** Tries a law on samples; throws what broke it, with fast-check's seed. */
export function tryLaw(law: Law, game: AnyGame, samples: fc.Arbitrary<Sample>): void {
  fc.assert(
    fc.property(samples, (sample) => law.check(game, sample)),
    // A law that looks at no sample has nothing to shrink.
    { numRuns: law.runs, endOnFailure: law.runs === 1 },
  );
}

export function planned(game: AnyGame, sample: Sample): RoundPlan {
  return planRound(game, { ...sample, mischief: 0.3 });
}

export function play(game: AnyGame, sample: Sample): RoundTrace {
  return playRound(game, planned(game, sample));
}

export function edgeSettingsOf(game: AnyGame, plan: RoundPlan): unknown {
  return game.edgeSettings ? game.edgeSettings(plan.settings) : plan.settings;
}

/** Spreads the players over the shards, unevenly, as `spread` has it. */
export function spreadOf(plan: RoundPlan, { shards, spread }: Sample): (viewer: string) => number {
  const homes = new Map(plan.players.map(({ viewer }, i) => [viewer, ((i + 1) * (spread + 1) * 2654435761) % 4294967296]));
  return (viewer) => Math.floor(((homes.get(viewer) ?? 0) / 4294967296) * shards);
}

/** What may not depend on how a round was staged. */
export function outcomeOf({ steps, result, entries }: RoundTrace): unknown {
  const told = steps.map(({ phase, durationMs, cue, state, standing, merged, views, owns, records }) => ({
    phase,
    durationMs,
    cue: cue ?? null,
    state,
    standing: standing ?? null,
    merged,
    view: views.at(-1),
    owns,
    records,
  }));
  return copied({ told, result, entries });
}
