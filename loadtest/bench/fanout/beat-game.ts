/** A game for the bench: each beat changes about 180 bytes of what everybody sees. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { GameView, defineGame, schema, t } from '../../../shared/game-kit/index.ts';
import type { AnyGame } from '../../../shared/game-kit/index.ts';

const BeatRow = schema({ name: t.string(), score: t.uint32() }, 'BeatRow');
const BeatView = GameView.extend({ beats: t.uint32(), rows: t.array(BeatRow) }, 'BeatView');

const rows = 6;
const nameLength = 20;

/** `onBeat` is called in the tick that shows a beat, before anything of it is published. */
export function beatGame(onBeat: () => void): AnyGame {
  const game = defineGame({
    id: 'beat',
    title: { en: 'Beat', 'zh-CN': '节拍' },
    settings: z.object({}),
    inputs: { beat: { schema: z.object({}), limit: { perSecond: 1000, burst: 1000 } } },
    initial: 'beating',
    phases: { beating: { accepts: ['beat'], durationMs: 3600_000, next: null } },
    edge: {
      empty: () => ({ beats: 0 }),
      mine: () => ({}),
      fold: (tally) => {
        tally.beats++;
      },
      merge: (a, b) => ({ beats: a.beats + b.beats }),
    },
    stage: {
      setup: () => ({ beats: 0 }),
      reduce: (state, tally) => {
        if (tally.beats !== state.beats) onBeat();
        return tally;
      },
    },
    View: BeatView,
    view: ({ beats }) => ({ beats, rows: Array.from({ length: rows }, (_, row) => rowAt(beats, row)) }),
    own: () => null,
    result: () => ({ winners: [], summary: {} }),
    bot: () => null,
  });
  // As in the registry: rooms handle games of unknown types.
  return game as unknown as AnyGame;
}

/** A row that is new with every beat. */
function rowAt(beats: number, row: number): { name: string; score: number } {
  const hash = createHash('sha256').update(`${beats}:${row}`).digest();
  return { name: hash.toString('hex').slice(0, nameLength), score: hash.readUInt32BE(0) };
}
