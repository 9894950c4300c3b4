/** Lucky draw (福袋): enter by button or chat keyword; the k smallest lots win, and a stranger can check them. */
import { z } from 'zod';
import {
  GameView,
  addDigests,
  commitmentTo,
  defineGame,
  digestWith,
  emptyDigest,
  keepSmallest,
  labelled,
  lotDrawer,
  mergeLots,
  prizeSetting,
  schema,
  t,
} from '../game-kit/index.ts';
import type { Lot } from '../game-kit/index.ts';

const DrawWinner = schema({ name: t.string() }, 'DrawWinner');
const LuckyDrawView = GameView.extend(
  {
    /** SHA-256 of the seed: on show before entries open, so that the seed cannot be chosen to suit them. */
    commitment: t.string(),
    keyword: t.string(),
    k: t.uint8(),
    entries: t.uint32(),
    /** Empty until the result. */
    seed: t.string(),
    digest: t.string(),
    winners: t.array(DrawWinner),
  },
  'LuckyDrawView',
);

interface Tally {
  count: number;
  digest: string;
  lots: Lot[];
}

interface Mine {
  entered: boolean;
  /** Empty until the draw. */
  lot: string;
}

interface State {
  seed: string;
  commitment: string;
  tally: Tally;
  /** The entries as they stood when the draw began. Nothing that arrives later changes them. */
  closed: { count: number; digest: string };
}

const noEntries = { count: 0, digest: emptyDigest };

export const luckyDraw = defineGame({
  id: 'lucky-draw',
  title: { en: 'Lucky draw', 'zh-CN': '福袋抽奖' },
  settings: z.object({
    entrySeconds: labelled(z.int().min(5).max(600).default(20), {
      en: 'Time to enter (seconds)',
      'zh-CN': '参与时间（秒）',
    }),
    winners: labelled(z.int().min(1).max(100).default(3), { en: 'Winners', 'zh-CN': '中奖人数' }),
    keyword: labelled(z.string().trim().max(40).default('lucky'), {
      en: 'Chat keyword (empty: button only)',
      'zh-CN': '弹幕口令（空：仅按钮）',
    }),
    prize: prizeSetting,
  }),
  inputs: { enter: { schema: z.object({}), limit: { perSecond: 1, burst: 3 } } },
  stage: {
    setup: (_settings, random): State => {
      const seed = random.hex(32);
      return { seed, commitment: commitmentTo(seed), tally: { ...noEntries, lots: [] }, closed: noEntries };
    },
    reduce: (state, tally) => ({ ...state, tally }),
    enter: (state, phase) => {
      if (phase !== 'draw') return state;
      return { ...state, closed: { count: state.tally.count, digest: state.tally.digest } };
    },
  },
  initial: 'ready',
  phases: {
    ready: { durationMs: 3000, next: 'entries' },
    entries: { accepts: ['enter'], durationMs: (settings) => settings.entrySeconds * 1000, next: 'draw' },
    draw: { durationMs: 3000, next: 'result', cue: ({ seed, closed }) => ({ seed, digest: closed.digest, count: closed.count }) },
    result: { durationMs: 12_000, next: null, settles: true },
  },
  edge: {
    empty: (): Tally => ({ ...noEntries, lots: [] }),
    mine: (): Mine => ({ entered: false, lot: '' }),
    fold: (tally, mine, _input, from) => {
      if (mine.entered) return 'input/already';
      mine.entered = true;
      tally.count += 1;
      tally.digest = digestWith(tally.digest, from.viewer);
    },
    onCue: (tally, mine, cue, { viewer, name }, settings) => {
      if (!mine.entered || mine.lot) return;
      mine.lot = lotDrawer(cue.seed, cue.digest)(viewer);
      keepSmallest(tally.lots, settings.winners, { viewer, name, lot: mine.lot });
    },
    merge: (a, b, settings) => ({
      count: a.count + b.count,
      digest: addDigests(a.digest, b.digest),
      lots: mergeLots(a.lots, b.lots, settings.winners),
    }),
  },
  View: LuckyDrawView,
  view: ({ seed, commitment, tally, closed }, phase, settings) => {
    const shown = { commitment, keyword: settings.keyword, k: settings.winners };
    if (phase === 'ready' || phase === 'entries') return { ...shown, entries: tally.count, seed: '', digest: '', winners: [] };
    if (phase === 'draw') return { ...shown, entries: closed.count, seed: '', digest: '', winners: [] };
    return { ...shown, entries: closed.count, seed, digest: closed.digest, winners: tally.lots.map(({ name }) => ({ name })) };
  },
  standing: (state, phase) => (phase === 'result' ? state.tally.lots.map(({ viewer }) => viewer) : undefined),
  own: (mine, winners, viewer) => {
    const rank = (winners?.indexOf(viewer) ?? -1) + 1;
    return { entered: mine.entered, lot: mine.lot, won: rank > 0, rank };
  },
  result: ({ seed, commitment, tally, closed }, settings) => ({
    winners: tally.lots.map(({ viewer, name }, i) => ({ viewer, name, rank: i + 1 })),
    summary: { commitment, seed, ...closed, k: settings.winners, winners: tally.lots },
  }),
  chat: (text, settings) => {
    const keyword = plain(settings.keyword);
    return keyword !== '' && plain(text) === keyword ? { type: 'enter', payload: {} } : null;
  },
  entered: (mine) => mine.entered,
  bot: (random, sees) => (sees.phase === 'entries' && random.next() < 0.15 ? { type: 'enter', payload: {} } : null),
});

/** Letters as they are meant: full-width ones, capitals and spaces around them make no difference. */
function plain(text: string): string {
  return text.normalize('NFKC').trim().toLowerCase();
}
