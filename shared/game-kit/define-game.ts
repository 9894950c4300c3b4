/** The one way to write a game: a plain object of pure functions, from which everything else is inferred. */
import type { ToJSON } from '@colyseus/schema';
import type { z } from 'zod';
import type { ErrorCode } from '../protocol/errors.ts';
import type { GameView } from '../state/show-state.ts';
import type { ViewerId } from '../ids.ts';
import type { Random } from './random.ts';

/** A text in the languages the pages speak. */
export interface Text {
  en: string;
  'zh-CN': string;
}

/** What a viewer may send: its shape, and how often (a token bucket per viewer). */
export interface InputSpec<Payload extends z.ZodType = z.ZodType> {
  schema: Payload;
  limit: { perSecond: number; burst: number };
}

type InputSpecs = Record<string, InputSpec>;

/** One input as the fold sees it: `{ type, payload }`, payload parsed. */
export type InputOf<Inputs extends InputSpecs> = {
  [Type in keyof Inputs & string]: { type: Type; payload: z.infer<Inputs[Type]['schema']> };
}[keyof Inputs & string];

/** Who an input comes from, how long after the phase began it arrived, and what that phase's cue showed, if it has one. */
export interface From<Cue = unknown> {
  viewer: ViewerId;
  name: string;
  elapsedMs: number;
  cue?: Cue | undefined;
}

/** Why a game does not take an input whose phase, shape and rate were right. Nothing was changed. */
export type InputRefusal = Extract<ErrorCode, `input/${string}`>;

/** One phase. `next: null` ends the round. */
export interface PhaseSpec<Phase extends string, InputName extends string, Settings, State, Cue> {
  accepts?: readonly InputName[];
  /** How long the phase lasts, ms. */
  durationMs: number | ((settings: Settings, state: State) => number);
  next: Phase | null | ((settings: Settings, state: State) => Phase | null);
  /** What viewers are shown when the phase begins: the only way out for what gives an advantage when seen early. */
  cue?: (state: State, settings: Settings) => Cue;
  /** The result is known when this phase begins: the receipt is written before anybody sees it. */
  settles?: true;
}

/** Somebody who won; `rank` 1 is first. */
export interface Winner {
  viewer: ViewerId;
  name: string;
  rank: number;
}

/** What a settled round leaves behind. `summary` is the game's own, plain JSON. */
export interface GameResult {
  winners: Winner[];
  summary: Record<string, unknown>;
}

/** What a bot can see when it decides what to do. */
export interface BotSees<Settings, View, Cue = unknown> {
  viewer: ViewerId;
  phase: string;
  elapsedMs: number;
  settings: Settings;
  /** What the synced state shows; null where the bot plays without a connection (in a rehearsal). */
  view: View | null;
  cue?: Cue | undefined;
}

// The arguments of a schema class differ per field set; only what it builds matters here.
// oxlint-disable-next-line typescript/no-explicit-any
type ViewClass = new (...args: any[]) => GameView;
/** The plain object that a view class shows. */
export type ViewOf<View extends ViewClass> = ToJSON<InstanceType<View>>;

export interface GameDefinition<
  Settings extends z.ZodType,
  Inputs extends InputSpecs,
  Phase extends string,
  Tally,
  Mine,
  State,
  Cue,
  View extends ViewClass,
  Standing,
  Own,
> {
  id: string;
  title: Text;
  /** Every field has a default, so that `{}` starts a good round; becomes the streamer's form. */
  settings: Settings;
  inputs: Inputs;
  initial: NoInfer<Phase>;
  phases: Record<Phase, PhaseSpec<NoInfer<Phase>, keyof Inputs & string, z.infer<Settings>, NoInfer<State>, Cue>>;
  /** What shards are told of the settings, when something in them must stay on the stage; without it, everything. */
  edgeSettings?: (settings: z.infer<Settings>) => z.infer<Settings>;
  /** Runs in every crowd, over one shard's viewers. Tallies and records are plain JSON. */
  edge: {
    empty: (settings: z.infer<Settings>) => Tally;
    /** A new private record of one viewer; at most 256 bytes of JSON at any time. */
    mine: (settings: z.infer<Settings>) => Mine;
    /** Takes an input into the tally and the viewer's record, in place; or refuses it and changes nothing. */
    fold: (
      tally: NoInfer<Tally>,
      mine: NoInfer<Mine>,
      input: InputOf<Inputs>,
      from: From<NoInfer<Cue>>,
      settings: z.infer<Settings>,
    ) => InputRefusal | void;
    /** Called once per taking-part viewer when a phase with a cue begins. */
    onCue?: (
      tally: NoInfer<Tally>,
      mine: NoInfer<Mine>,
      cue: NoInfer<Cue>,
      from: { viewer: ViewerId; name: string },
      settings: z.infer<Settings>,
    ) => void;
    /** Two disjoint groups as one; a new value, the arguments stay as they are. */
    merge: (a: NoInfer<Tally>, b: NoInfer<Tally>, settings: z.infer<Settings>) => NoInfer<Tally>;
  };
  /** Runs once per show. State is plain JSON. */
  stage: {
    /** Luck is drawn here and nowhere else. */
    setup: (settings: z.infer<Settings>, random: Random) => State;
    /** Takes the whole merged tally each time, so that calling it twice is harmless. A new value. */
    reduce: (state: NoInfer<State>, tally: NoInfer<Tally>, settings: z.infer<Settings>) => NoInfer<State>;
    /** Called when a phase begins, after the reduce of what came before. A new value. */
    enter?: (state: NoInfer<State>, phase: NoInfer<Phase>, settings: z.infer<Settings>) => NoInfer<State>;
  };
  View: View;
  /** All that the synced state ever shows of this game. */
  view: (state: NoInfer<State>, phase: NoInfer<Phase>, settings: z.infer<Settings>) => ViewOf<View>;
  /** What `own` needs of the state, if anything (a histogram for ranks, say). No secrets: it travels to the crowds. */
  standing?: (state: NoInfer<State>, phase: NoInfer<Phase>) => Standing;
  /** What one viewer is told about themselves. */
  own: (mine: NoInfer<Mine>, standing: NoInfer<Standing> | undefined, viewer: ViewerId) => Own;
  result: (state: NoInfer<State>, settings: z.infer<Settings>) => GameResult;
  /** An input that a chat line stands for (a keyword entry), if any. */
  chat?: (text: string, settings: z.infer<Settings>) => InputOf<Inputs> | null;
  /** Which records are entries of a draw: their viewers are listed in the receipt. */
  entered?: (mine: NoInfer<Mine>) => boolean;
  /** Plays it: what this bot does now, or null. */
  bot: (random: Random, sees: BotSees<z.infer<Settings>, ViewOf<View>, NoInfer<Cue>>) => InputOf<Inputs> | null;
}

/** A game of any kind, as rooms handle it. */
// Variance forbids naming one "game of unknown types"; the registry's contracts are what keeps this honest.
// oxlint-disable-next-line typescript/no-explicit-any
export type AnyGame = GameDefinition<any, any, any, any, any, any, any, any, any, any>;

export function defineGame<
  Settings extends z.ZodType,
  Inputs extends InputSpecs,
  Phase extends string,
  Tally,
  Mine,
  State,
  Cue,
  View extends ViewClass,
  Standing,
  Own,
>(
  game: GameDefinition<Settings, Inputs, Phase, Tally, Mine, State, Cue, View, Standing, Own>,
): GameDefinition<Settings, Inputs, Phase, Tally, Mine, State, Cue, View, Standing, Own> {
  return game;
}
