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
  /** The entries as they stood when the draw began, and the winners when it ended. Nothing that arrives later changes them. */
  closed: { count: number; digest: string };
  winners: Lot[];
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
      return { seed, commitment: commitmentTo(seed), tally: { ...noEntries, lots: [] }, closed: noEntries, winners: [] };
    },
    reduce: (state, tally) => ({ ...state, tally }),
    enter: (state, phase) => {
      if (phase === 'draw') return { ...state, closed: { count: state.tally.count, digest: state.tally.digest } };
      return phase === 'result' ? { ...state, winners: state.tally.lots } : state;
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
  view: ({ seed, commitment, tally, closed, winners }, phase, settings) => {
    const entries = phase === 'ready' || phase === 'entries' ? tally.count : closed.count;
    const shown = { commitment, keyword: settings.keyword, k: settings.winners, entries };
    if (phase !== 'result') return { ...shown, seed: '', digest: '', winners: [] };
    return { ...shown, seed, digest: closed.digest, winners: winners.map(({ name }) => ({ name })) };
  },
  standing: ({ winners }, phase) => (phase === 'result' ? winners.map(({ viewer }) => viewer) : undefined),
  own: (mine, winners, viewer) => {
    const rank = (winners?.indexOf(viewer) ?? -1) + 1;
    return { entered: mine.entered, lot: mine.lot, won: rank > 0, rank };
  },
  result: ({ seed, commitment, closed, winners }, settings) => ({
    winners: winners.map(({ viewer, name }, i) => ({ viewer, name, rank: i + 1 })),
    summary: { commitment, seed, ...closed, k: settings.winners, winners },
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
