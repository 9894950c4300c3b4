/** A small sound game, and the same with one of its functions broken. */
import { z } from 'zod';
import { GameView, defineGame, t } from '../../shared/game-kit/index.ts';
import type { AnyGame } from '../../shared/game-kit/index.ts';

interface Tally {
  pressed: number;
  scored: number;
}

const none: Tally = { pressed: 0, scored: 0 };

/** Press once; when the phase ends everybody who pressed scores. */
export const soundGame = defineGame({
  id: 'sound',
  title: { en: 'Sound', 'zh-CN': '好' },
  settings: z.object({ seconds: z.int().default(2) }),
  inputs: { press: { schema: z.object({ again: z.boolean().default(false) }), limit: { perSecond: 10, burst: 10 } } },
  initial: 'open',
  phases: {
    open: {
      accepts: ['press'],
      durationMs: ({ seconds }) => seconds * 1000,
      next: () => 'shut' as const,
      cue: () => ({ final: false }),
    },
    shut: { durationMs: 1000, next: 'done', cue: () => ({ final: true }) },
    done: { durationMs: 1000, next: null, settles: true },
  },
  edge: {
    empty: (): Tally => ({ ...none }),
    mine: () => ({ pressed: false, scored: false }),
    fold: (tally, mine, { payload }) => {
      if (mine.pressed && !payload.again) return 'input/already';
      mine.pressed = true;
      tally.pressed++;
    },
    onCue: (tally, mine, cue) => {
      if (!cue.final || mine.scored) return;
      mine.scored = true;
      tally.scored++;
    },
    merge: (a, b) => ({ pressed: a.pressed + b.pressed, scored: a.scored + b.scored }),
  },
  stage: {
    setup: () => ({ ...none, phase: '' }),
    reduce: (state, tally) => ({ ...state, ...tally }),
    enter: (state, phase) => ({ ...state, phase }),
  },
  View: GameView.extend({ pressed: t.uint32(), scored: t.uint32() }, 'SoundView'),
  view: ({ pressed, scored }) => ({ pressed, scored }),
  standing: ({ scored }) => ({ scored }),
  own: (mine) => ({ ...mine }),
  result: ({ pressed, scored }) => ({ winners: [], summary: { pressed, scored } }),
  chat: (text) => (text === 'press' ? { type: 'press', payload: { again: false } } : null),
  entered: (mine) => mine.pressed,
  bot: (_random, { phase }) => (phase === 'open' ? { type: 'press', payload: { again: false } } : null),
}) as unknown as AnyGame;

export type Part =
  | 'setup'
  | 'reduce'
  | 'enter'
  | 'view'
  | 'standing'
  | 'own'
  | 'result'
  | 'chat'
  | 'entered'
  | 'bot'
  | 'empty'
  | 'mine'
  | 'fold'
  | 'onCue'
  | 'merge'
  | 'durationMs'
  | 'next'
  | 'cue'
  | 'input';

type Anything = (...args: never[]) => unknown;

/** The sound game under the name `broken`, with `part` calling `instead` when `when` says so: by default always. */
export function brokenGame(
  part: Part,
  { instead = fail, when = () => true }: { instead?: Anything; when?: () => boolean } = {},
): AnyGame {
  const bent =
    (sound: unknown): Anything =>
    (...args) =>
      when() ? instead(...args) : (sound as Anything)(...args);
  const game = { ...soundGame, id: 'broken', edge: { ...soundGame.edge }, stage: { ...soundGame.stage } };
  const phases = structuredPhases(game.phases as Record<string, object>);
  if (part === 'durationMs' || part === 'next' || part === 'cue') {
    // Of the phase in the middle: the round has begun, and is not yet settled.
    const shut = phases['shut'] as Record<string, unknown>;
    const old = shut[part];
    shut[part] = bent(typeof old === 'function' ? old : () => old);
  } else if (part === 'input') {
    const schema = z.object({ again: z.boolean().default(false) }).refine(() => (when() ? (instead() as boolean) : true));
    game.inputs = { press: { schema, limit: { perSecond: 10, burst: 10 } } };
  } else if (part in game.edge) Object.assign(game.edge, { [part]: bent(game.edge[part as keyof typeof game.edge]) });
  else if (part in game.stage) Object.assign(game.stage, { [part]: bent(game.stage[part as keyof typeof game.stage]) });
  else Object.assign(game, { [part]: bent(game[part as keyof typeof game]) });
  return { ...game, phases } as AnyGame;
}

function structuredPhases(phases: Record<string, object>): Record<string, object> {
  return Object.fromEntries(Object.entries(phases).map(([name, phase]) => [name, { ...phase }]));
}

function fail(): never {
  throw new Error('the game is broken');
}
