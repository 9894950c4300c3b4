/** Plays a round in memory the way rooms do: a stage, shards, cues and a gate; pure, seeded, watched at every step. */
import { seededRandom } from '../../../shared/game-kit/index.ts';
import type { AnyGame, GameResult } from '../../../shared/game-kit/index.ts';
import type { ViewerId } from '../../../shared/ids.ts';
import { makeEdge } from './play-edge.ts';
import { phaseOf } from './round-plan.ts';
import type { PhaseSeen, PlannedInput, RoundPlan, Staging } from './round-plan.ts';

export interface StepTrace extends PhaseSeen {
  /** What the stage made of the phase, after its last reduce. */
  state: unknown;
  standing: unknown;
  /** The view when the phase began, at each tick, and when it ended; before that of the first phase, the one of a round that waits. */
  views: unknown[];
  tallies: unknown[];
  merged: unknown;
  /** What each taking-part viewer was told when the phase ended. */
  owns: Record<ViewerId, unknown>;
  records: Record<ViewerId, unknown>;
  inputs: readonly PlannedInput[];
  /** `accepted`, or why not, for each input, in order. */
  outcomes: string[];
}

export interface RoundTrace {
  steps: StepTrace[];
  result: GameResult;
  /** How often a result was written. */
  settled: number;
  entries: ViewerId[];
}

/** No round has more phases than this. */
const maxSteps = 200;

const same = <T>(value: T): T => value;

export function playRound(game: AnyGame, plan: RoundPlan, staging: Staging = {}): RoundTrace {
  const { pass = same, guard = same, ticks = 2 } = staging;
  const settings: unknown = guard(pass(plan.settings));
  const edgeSettings: unknown = guard(pass(game.edgeSettings ? game.edgeSettings(settings) : settings));
  const edge = makeEdge(game, edgeSettings, { ...staging, players: plan.players });
  const keep = <T>(state: T): T => guard(pass(state));
  let state: unknown = keep(game.stage.setup(settings, seededRandom(plan.seed)));
  let phase: string | null = game.initial;
  let result: GameResult | null = null;
  let settled = 0;
  let startedAt = 0;
  const settle = (): void => {
    result = pass(game.result(state, settings));
    settled += 1;
  };
  const steps: StepTrace[] = [];
  // A round that waits for its time already shows itself.
  const soon: unknown = pass(game.view(state, game.initial, settings));
  while (phase !== null) {
    if (steps.length === maxSteps) throw new Error(`${game.id} does not end: ${maxSteps} phases and counting`);
    const spec = phaseOf(game, phase);
    if (game.stage.enter) state = keep(game.stage.enter(state, phase, settings));
    const durationMs = typeof spec.durationMs === 'function' ? spec.durationMs(settings, state) : spec.durationMs;
    const cue: unknown = guard(pass(spec.cue?.(state, settings)));
    if (spec.settles) settle();
    edge.begin(phase, cue, startedAt);
    const view = (at: string): PhaseSeen['view'] => pass(game.view(state, at, settings));
    const seen: PhaseSeen = { step: steps.length, phase, durationMs, accepts: spec.accepts ?? [], cue, view: view(phase) };
    const planned = plan.inputs(seen);
    const inputs = staging.arrange ? staging.arrange(planned) : planned;
    const views: unknown[] = steps.length === 0 ? [soon, seen.view] : [seen.view];
    const outcomes: string[] = [];
    let merged: unknown = null;
    const tick = (): void => {
      merged = guard(pass(edge.merged()));
      state = keep(game.stage.reduce(state, merged, settings));
      views.push(view(phase!));
    };
    const chunk = Math.max(1, Math.ceil(inputs.length / (ticks + 1)));
    for (let i = 0; i <= ticks; i++) {
      for (const input of inputs.slice(i * chunk, (i + 1) * chunk)) outcomes.push(edge.take(input));
      if (i < ticks) tick();
    }
    tick();
    const standing: unknown = guard(pass(game.standing?.(state, phase)));
    const { tallies, records } = edge.look();
    const owns = edge.owns(standing);
    steps.push({ ...seen, state, standing, views, tallies, merged, owns, records, inputs, outcomes });
    startedAt += durationMs;
    phase = typeof spec.next === 'function' ? spec.next(settings, state) : spec.next;
  }
  if (!result) settle();
  return { steps, result: result!, settled, entries: edge.entries() };
}
