/** Coin flip: call heads or tails before the coin lands; the fastest who were right win. */
import { z } from 'zod';
import { GameView, addCount, defineGame, labelled, mergeCounts, mergeTop, raiseTop, t } from '../../shared/game-kit/index.ts';
import type { Counts, Top } from '../../shared/game-kit/index.ts';

interface Tally {
  calls: Counts;
  right: Top;
}

const winners = 3;
const secondsText = { en: 'Time to call (seconds)', 'zh-CN': '竞猜时间（秒）' };

export const coinFlip = defineGame({
  id: 'coin-flip',
  title: { en: 'Coin flip', 'zh-CN': '猜硬币' },
  settings: z.object({ seconds: labelled(z.int().min(3).max(60).default(10), secondsText) }),
  inputs: { call: { schema: z.object({ heads: z.boolean() }), limit: { perSecond: 2, burst: 2 } } },
  stage: {
    setup: (_settings, random) => ({ heads: random.int(2) === 0, calls: {} as Counts, right: [] as Top }),
    reduce: (state, tally) => ({ ...state, ...tally }),
  },
  initial: 'call',
  phases: {
    call: { accepts: ['call'], durationMs: (settings) => settings.seconds * 1000, next: 'land' },
    land: { durationMs: 3000, next: 'result', cue: (state) => ({ heads: state.heads }) },
    result: { durationMs: 5000, next: null, settles: true },
  },
  edge: {
    empty: (): Tally => ({ calls: {}, right: [] }),
    mine: () => ({ called: '', ms: 0, won: false }),
    fold: (tally, mine, { payload }, { elapsedMs }) => {
      if (mine.called) return 'input/already';
      mine.called = payload.heads ? 'heads' : 'tails';
      mine.ms = Math.round(elapsedMs);
      addCount(tally.calls, mine.called);
    },
    onCue: (tally, mine, cue, { viewer, name }) => {
      mine.won = mine.called === (cue.heads ? 'heads' : 'tails');
      if (mine.won) raiseTop(tally.right, winners, { viewer, name, score: 60_000 - mine.ms });
    },
    merge: (a, b) => ({ calls: mergeCounts(a.calls, b.calls), right: mergeTop(a.right, b.right, winners) }),
  },
  View: GameView.extend({ heads: t.uint32(), tails: t.uint32() }, 'CoinFlipView'),
  view: ({ calls }) => ({ heads: calls['heads'] ?? 0, tails: calls['tails'] ?? 0 }),
  own: (mine) => ({ called: mine.called, won: mine.won }),
  result: ({ heads, right }) => ({
    winners: right.map(({ viewer, name }, i) => ({ viewer, name, rank: i + 1 })),
    summary: { heads },
  }),
  bot: (random, { phase }) => (phase === 'call' ? { type: 'call', payload: { heads: random.int(2) === 0 } } : null),
});
