/** What a wrong game is told by the compiler. Each breach must stay one: `@ts-expect-error` fails when it compiles. */
import { z } from 'zod';
import { GameView, defineGame, t } from '../../shared/game-kit/index.ts';
import type { InputOf, ViewOf } from '../../shared/game-kit/index.ts';

const View = GameView.extend({ high: t.uint32(), open: t.boolean() }, 'TypesTestView');

/** A sound game in parts; every case below changes one of them. */
const parts = {
  id: 'guess',
  title: { en: 'Guess', 'zh-CN': '猜' },
  settings: z.object({ seconds: z.int().default(10) }),
  inputs: {
    guess: { schema: z.object({ number: z.int() }), limit: { perSecond: 1, burst: 1 } },
    pass: { schema: z.object({}), limit: { perSecond: 1, burst: 1 } },
  },
  stage: { setup: () => ({ secret: 7, high: 0 }), reduce: (state: { secret: number; high: number }) => state },
  edge: {
    empty: () => ({ guesses: 0, high: 0 }),
    mine: () => ({ number: 0 }),
    fold: () => undefined,
    merge: (a: { guesses: number; high: number }) => a,
  },
  View,
  view: () => ({ high: 0, open: true }),
  own: () => null,
  result: () => ({ winners: [], summary: {} }),
  bot: () => null,
};
const phases = { play: { durationMs: 1000, next: 'over' }, over: { durationMs: 1000, next: null } } as const;
const sound = { ...parts, initial: 'play', phases } as const;

// The sound game compiles, and everything is inferred.
const game = defineGame({
  ...parts,
  stage: {
    setup: (_settings, random) => ({ secret: random.int(9), high: 0 }),
    reduce: (state, tally) => ({ ...state, high: tally.high }),
  },
  initial: 'play',
  phases: {
    play: { accepts: ['guess', 'pass'], durationMs: (settings) => settings.seconds * 1000, next: 'over' },
    over: {
      durationMs: 1000,
      next: (_settings, state) => (state.high > 0 ? null : 'play'),
      cue: (state) => ({ secret: state.secret }),
    },
  },
  edge: {
    ...parts.edge,
    fold: (tally, mine, input, from) => {
      if (input.type === 'pass') return 'input/out';
      mine.number = input.payload.number + from.elapsedMs;
      tally.guesses += from.cue?.secret ?? 1;
    },
    onCue: (tally, mine, cue) => {
      if (mine.number === cue.secret) tally.high += 1;
    },
    merge: (a, b) => ({ guesses: a.guesses + b.guesses, high: Math.max(a.high, b.high) }),
  },
  view: (state, phase) => ({ high: state.high, open: phase === 'play' }),
  standing: (state) => ({ high: state.high }),
  own: (mine, standing) => ({ close: mine.number === standing?.high }),
  bot: (random, sees) => (sees.phase === 'play' ? { type: 'guess', payload: { number: random.int(9) } } : null),
});

type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;
type Input = { type: 'guess'; payload: { number: number } } | { type: 'pass'; payload: Record<string, never> };

export const inferred = [
  true satisfies Same<InputOf<typeof game.inputs>, Input>,
  true satisfies Same<ViewOf<typeof View>['high'], number>,
  true satisfies Same<ViewOf<typeof View>['open'], boolean>,
  true satisfies Same<Parameters<typeof game.stage.reduce>[1], { guesses: number; high: number }>,
  true satisfies Same<Parameters<typeof game.view>[1], 'play' | 'over'>,
  true satisfies Same<Parameters<typeof game.own>[1], { high: number } | undefined>,
  // @ts-expect-error so that a type which is anything at all cannot pass for the right one
  true satisfies Same<Parameters<typeof game.view>[1], string>,
];

defineGame({ ...sound });

// Phases and settings.
// @ts-expect-error a phase that does not exist
defineGame({ ...sound, phases: { ...phases, play: { durationMs: 1000, next: 'bank' } } });
// @ts-expect-error a phase that a rule leads to does not exist
defineGame({ ...sound, phases: { ...phases, play: { durationMs: 1000, next: () => 'bank' } } });
// @ts-expect-error the initial phase does not exist
defineGame({ ...sound, initial: 'bank' });
// @ts-expect-error an input that does not exist
defineGame({ ...sound, phases: { ...phases, play: { accepts: ['shout'], durationMs: 1000, next: 'over' } } });
// @ts-expect-error a setting that does not exist
defineGame({ ...sound, phases: { ...phases, play: { durationMs: (settings) => settings.minutes, next: 'over' } } });
// @ts-expect-error a phase without an end
defineGame({ ...sound, phases: { ...phases, play: { next: 'over' } } });

// The edge.
// @ts-expect-error a tally field that does not exist
defineGame({ ...sound, edge: { ...parts.edge, fold: (tally) => void (tally.shouts += 1) } });
// @ts-expect-error a record field that does not exist
defineGame({ ...sound, edge: { ...parts.edge, fold: (_tally, mine) => void (mine.name = 'x') } });
// @ts-expect-error a payload field that does not exist
defineGame({ ...sound, edge: { ...parts.edge, fold: (tally, _mine, input) => void (tally.high = input.payload.size) } });
// @ts-expect-error a refusal that is not one of an input
defineGame({ ...sound, edge: { ...parts.edge, fold: () => 'show/unknown' } });
// @ts-expect-error a merge that leaves out a field
defineGame({ ...sound, edge: { ...parts.edge, merge: (a) => ({ guesses: a.guesses }) } });
defineGame({
  ...sound,
  phases: { ...phases, over: { durationMs: 1000, next: null, cue: () => ({ secret: 7 }) } },
  // @ts-expect-error a cue field that does not exist
  edge: { ...parts.edge, onCue: (tally, _mine, cue) => void (tally.high = cue.answer) },
});

// The stage, and what is shown.
// @ts-expect-error a reduce that leaves out a field of the state
defineGame({ ...sound, stage: { ...parts.stage, reduce: (state) => ({ high: state.high }) } });
// @ts-expect-error a state field that does not exist
defineGame({ ...sound, view: (state) => ({ high: state.highest, open: true }) });
// @ts-expect-error a phase that the view asks about does not exist
defineGame({ ...sound, view: (_state, phase) => ({ high: 0, open: phase === 'bank' }) });
// @ts-expect-error a view that leaves out a field
defineGame({ ...sound, view: () => ({ high: 0 }) });
// @ts-expect-error a view with a field of another type
defineGame({ ...sound, view: () => ({ high: 'seven', open: true }) });
// @ts-expect-error a standing field that does not exist
defineGame({ ...sound, standing: () => ({ high: 1 }), own: (_mine, standing) => standing?.low });
// @ts-expect-error a winner without a rank
defineGame({ ...sound, result: () => ({ winners: [{ viewer: 'v', name: 'V' }], summary: {} }) });

// Bots and chat.
// @ts-expect-error a payload that the schema refuses
defineGame({ ...sound, bot: () => ({ type: 'guess', payload: { number: 'seven' } }) });
// @ts-expect-error an input that does not exist
defineGame({ ...sound, bot: () => ({ type: 'shout', payload: {} }) });
// @ts-expect-error a bot that takes the view for granted
defineGame({ ...sound, bot: (_random, sees) => (sees.view.high > 0 ? null : null) });
// @ts-expect-error a chat line as an input that does not exist
defineGame({ ...sound, chat: () => ({ type: 'shout', payload: {} }) });
