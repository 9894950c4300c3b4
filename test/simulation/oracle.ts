/** What a round must come to: all accepted inputs, folded in one big shard by the game's own rules, with no rooms at all. */
import { seededRandom } from '../../shared/game-kit/index.ts';
import type { AnyGame, GameResult, PhaseSpec } from '../../shared/game-kit/index.ts';
import type { EdgePhase } from '../../rooms/stage-wire.ts';

/** An input as it was accepted. */
export interface AcceptedInput {
  viewer: string;
  name: string;
  /** The phase in which it was accepted. */
  step: number;
  elapsedMs: number;
  type: string;
  payload: unknown;
}

export interface Told {
  settings: unknown;
  seed: string;
  /** The phases in their order, each as shards were told of it. */
  phases: readonly EdgePhase[];
  inputs: readonly AcceptedInput[];
}

export interface Expected {
  result: GameResult;
  entries: string[];
  /** Inputs that the game itself refuses, although they were accepted. */
  impossible: AcceptedInput[];
}

export function expectedOf(game: AnyGame, { settings, seed, phases, inputs }: Told): Expected {
  const edgeSettings: unknown = game.edgeSettings ? game.edgeSettings(settings) : settings;
  const tally: unknown = game.edge.empty(edgeSettings);
  const records = new Map<string, { name: string; mine: unknown }>();
  const impossible: AcceptedInput[] = [];
  let state: unknown = game.stage.setup(settings, seededRandom(seed));
  let result: GameResult | null = null;
  for (const { step, phase, cue } of phases) {
    const spec = (game.phases as Record<string, PhaseSpec<string, string, unknown, unknown, unknown>>)[phase];
    if (!spec) continue;
    if (game.stage.enter) state = game.stage.enter(state, phase, settings);
    if (spec.settles) result = game.result(state, settings);
    if (cue !== undefined && cue !== null && game.edge.onCue) {
      for (const [viewer, { name, mine }] of records) game.edge.onCue(tally, mine, cue, { viewer, name }, edgeSettings);
    }
    for (const input of inputs.filter((accepted) => accepted.step === step)) {
      const record = records.get(input.viewer) ?? { name: input.name, mine: game.edge.mine(edgeSettings) };
      const parsed: unknown = game.inputs[input.type].schema.parse(input.payload);
      const from = { viewer: input.viewer, name: input.name, elapsedMs: input.elapsedMs, cue: cue ?? undefined };
      const refused = game.edge.fold(tally, record.mine, { type: input.type, payload: parsed }, from, edgeSettings);
      if (refused) impossible.push(input);
      else records.set(input.viewer, record);
    }
    state = game.stage.reduce(state, JSON.parse(JSON.stringify(tally)), settings);
  }
  const entries = [...records].filter(([, { mine }]) => game.entered?.(mine)).map(([viewer]) => viewer);
  return { result: result ?? game.result(state, settings), entries: entries.toSorted(), impossible };
}
