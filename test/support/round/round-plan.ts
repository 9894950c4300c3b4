/** What a round in memory is made of: who plays, what they send, and how it is staged. */
import type { AnyGame, InputSpec, PhaseSpec } from '../../../shared/game-kit/index.ts';
import type { ViewerId } from '../../../shared/ids.ts';

export interface Player {
  viewer: ViewerId;
  name: string;
}

export interface PlannedInput {
  viewer: ViewerId;
  type: string;
  payload: unknown;
  elapsedMs: number;
}

/** A phase as it begins. */
export interface PhaseSeen {
  step: number;
  phase: string;
  durationMs: number;
  accepts: readonly string[];
  cue: unknown;
  view: ReturnType<AnyGame['view']>;
}

/** All that a round depends on. `settings` are parsed. */
export interface RoundPlan {
  settings: unknown;
  seed: string;
  players: readonly Player[];
  inputs: (seen: PhaseSeen) => readonly PlannedInput[];
}

/** How a round is played. None of this may make a difference to what comes of it. */
export interface Staging {
  shards?: number;
  shardOf?: (viewer: ViewerId) => number;
  /** The order in which the inputs of a phase arrive; each viewer's own order must stay. */
  arrange?: (inputs: readonly PlannedInput[]) => readonly PlannedInput[];
  /** How often the stage reduces while a phase runs; it does at its end in any case. */
  ticks?: number;
  /** Everything that rooms would store or send goes through this. */
  pass?: <T>(value: T) => T;
  /** Everything that a function must leave as it is goes through this. */
  guard?: <T>(value: T) => T;
}

export type AnyPhase = PhaseSpec<string, string, unknown, unknown, unknown>;

/** The phase of that name; a game that names one it does not have is broken. */
export function phaseOf(game: AnyGame, phase: string): AnyPhase {
  const phases = game.phases as Record<string, AnyPhase>;
  if (!Object.hasOwn(phases, phase)) throw new Error(`${game.id} has no phase "${phase}"`);
  return phases[phase]!;
}

/** The input specs of a game by name. */
export function inputsOf(game: AnyGame): Record<string, InputSpec> {
  return game.inputs as Record<string, InputSpec>;
}

/** `count` players with ids as long as ids may be, in no particular order, and names that are none of them. */
export function makePlayers(count: number): Player[] {
  return Array.from({ length: count }, (_, i) => ({
    viewer: `${(i * 7919) % 100_003}-${i}:`.padEnd(64, 'viewer'),
    name: `Nick ${i} 昵称`,
  }));
}
