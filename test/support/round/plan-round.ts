/** Lets bots play a round once and keeps what they sent, so that the same round can be played again in other ways. */
import type { AnyGame, Random } from '../../../shared/game-kit/index.ts';
import { seededRandom } from '../../../shared/game-kit/index.ts';
import { playRound } from './play-round.ts';
import { makePlayers } from './round-plan.ts';
import type { PhaseSeen, PlannedInput, RoundPlan } from './round-plan.ts';

/** What a plan grows from. `settings` are as a streamer would send them. */
export interface PlanSeed {
  settings: unknown;
  seed: string;
  players: number;
  /** How often each bot looks at each phase. */
  looks: number;
  /** The share of inputs that are also sent twice, bent out of shape, or too late. 0 for well-behaved bots. */
  mischief: number;
}

export function planRound(game: AnyGame, grow: PlanSeed): RoundPlan {
  const settings: unknown = game.settings.parse(grow.settings);
  const players = makePlayers(grow.players);
  const random = seededRandom(`bots ${grow.seed}`);
  const bots = (seen: PhaseSeen): PlannedInput[] => botInputs(game, { grow, settings, random, seen, players });
  const played = playRound(game, { settings, seed: grow.seed, players, inputs: bots });
  return { settings, seed: grow.seed, players, inputs: ({ step }) => played.steps[step]?.inputs ?? [] };
}

interface Scene {
  grow: PlanSeed;
  settings: unknown;
  random: Random;
  seen: PhaseSeen;
  players: RoundPlan['players'];
}

function botInputs(game: AnyGame, { grow, settings, random, seen, players }: Scene): PlannedInput[] {
  const edgeSettings: unknown = game.edgeSettings ? game.edgeSettings(settings) : settings;
  const inputs: PlannedInput[] = [];
  for (let look = 0; look < grow.looks; look++) {
    for (const { viewer } of players) {
      const elapsedMs = Math.floor(random.next() * seen.durationMs);
      const view = look % 2 === 0 ? seen.view : null;
      const input = game.bot(random, { viewer, phase: seen.phase, elapsedMs, settings: edgeSettings, view, cue: seen.cue });
      if (input) inputs.push({ viewer, ...input, elapsedMs });
    }
  }
  if (grow.mischief > 0) inputs.push(...mischief(game, { inputs, random, seen, players, share: grow.mischief }));
  return inputs.toSorted((a, b) => a.elapsedMs - b.elapsedMs);
}

interface Prank {
  inputs: readonly PlannedInput[];
  random: Random;
  seen: PhaseSeen;
  players: RoundPlan['players'];
  share: number;
}

/** Inputs that nobody should send: repeated, bent, or in a phase that does not take them. */
function mischief(game: AnyGame, { inputs, random, seen, players, share }: Prank): PlannedInput[] {
  const at = (): number => Math.floor(random.next() * seen.durationMs);
  const again = inputs.filter(() => random.next() < share).map((input) => ({ ...input, elapsedMs: at() }));
  const bent = again.map((input) => ({ ...input, payload: bend(input.payload, random), elapsedMs: at() }));
  const types = Object.keys(game.inputs as object);
  const blind = players
    .filter(() => random.next() < share)
    .map(({ viewer }) => ({ viewer, type: types[random.int(types.length)]!, payload: {}, elapsedMs: at() }));
  return [...again, ...bent, ...blind];
}

const odd: readonly unknown[] = [-1, 0, 1, 2, 3, 5, 20, 1e9, 0.5, '', null, true, [], {}];

/** The payload with one of its fields replaced by something odd. */
function bend(payload: unknown, random: Random): unknown {
  const fields = Object.keys(payload as object);
  if (fields.length === 0) return odd[random.int(odd.length)];
  return { ...(payload as object), [fields[random.int(fields.length)]!]: odd[random.int(odd.length)] };
}
