/** Quick quiz: a question, a few seconds to answer, the reveal; who knows most, fastest and longest leads the board. */
import { z } from 'zod';
import {
  GameView,
  addCount,
  defineGame,
  labelled,
  mergeCounts,
  mergeTop,
  prizeSetting,
  raiseTop,
  ranksIn,
  schema,
  shuffled,
  t,
} from '../game-kit/index.ts';
import type { Counts, Row, Top } from '../game-kit/index.ts';
import { banks, mixed, questionSchema } from './quick-quiz-banks.ts';
import type { Mixed } from './quick-quiz-banks.ts';

const QuizRow = schema({ name: t.string(), score: t.uint32() }, 'QuizRow');
const QuickQuizView = GameView.extend(
  {
    /** 1 is the first; 0 before it. */
    question: t.uint8(),
    total: t.uint8(),
    elimination: t.boolean(),
    players: t.uint32(),
    /** Players who are still in: all of them without elimination. */
    alive: t.uint32(),
    /** Answers to the running question. */
    answered: t.uint32(),
    /** How many chose each option; empty except during the reveal. */
    histogram: t.array('uint32'),
    top: t.array(QuizRow),
  },
  'QuickQuizView',
);

const topRows = 10;
const liveRows = 5;
/** Scores this close share a rank below the board: it keeps the histogram of everybody's scores small. */
const rankStep = 20;

/** A question as it is asked. `question` is its number, 1 is the first; only the reveal's cue has the `answer`. */
interface Cue {
  question: number;
  text: string;
  options: string[];
  answer?: number;
}

interface QuizTopRow extends Row {
  points: number;
}

interface Tally {
  players: number;
  out: number;
  /** Answers by question and option: `2:0` is the first option of question 2. */
  chosen: Counts;
  /** The newest question whose reveal is in the scores. */
  scored: number;
  /** Players by band of score. */
  bands: Counts;
  top: Top<QuizTopRow>;
}

interface Mine {
  /** The question last answered, with which option, after how long. */
  question: number;
  choice: number;
  ms: number;
  /** The question last scored, and the points it brought. */
  scored: number;
  gained: number;
  points: number;
  streak: number;
  band: number;
  out: boolean;
}

interface State {
  asked: Mixed[];
  /** The number of the running question. */
  at: number;
  tally: Tally;
}

const noTally = (): Tally => ({ players: 0, out: 0, chosen: {}, scored: 0, bands: {}, top: [] });

export const quickQuiz = defineGame({
  id: 'quick-quiz',
  title: { en: 'Quick quiz', 'zh-CN': '极速问答' },
  settings: z.object({
    language: labelled(z.enum(['en', 'zh-CN']).default('en'), { en: 'Built-in questions', 'zh-CN': '内置题库' }),
    questions: labelled(z.array(questionSchema).max(50).default([]), {
      en: 'Own questions (none: built-in ones)',
      'zh-CN': '自定义题目（空：内置题库）',
    }),
    count: labelled(z.int().min(1).max(20).default(5), { en: 'Number of questions', 'zh-CN': '题目数量' }),
    options: labelled(z.int().min(2).max(4).default(4), { en: 'Options per question', 'zh-CN': '每题选项数' }),
    windowSeconds: labelled(z.int().min(3).max(60).default(10), { en: 'Time to answer (seconds)', 'zh-CN': '答题时间（秒）' }),
    revealSeconds: labelled(z.int().min(2).max(30).default(5), { en: 'Reveal (seconds)', 'zh-CN': '公布答案时间（秒）' }),
    elimination: labelled(z.boolean().default(false), { en: 'A wrong answer is out', 'zh-CN': '答错淘汰' }),
    shuffle: labelled(z.boolean().default(true), { en: 'Questions in random order', 'zh-CN': '题目随机排序' }),
    winners: labelled(z.int().min(0).max(topRows).default(3), { en: 'Winners', 'zh-CN': '获奖人数' }),
    prize: prizeSetting,
  }),
  inputs: {
    answer: {
      schema: z.object({ question: z.int().min(1).max(20), choice: z.int().min(0).max(3) }),
      limit: { perSecond: 2, burst: 4 },
    },
  },
  stage: {
    setup: (settings, random): State => {
      const bank = settings.questions.length > 0 ? settings.questions : banks[settings.language];
      const picked = (settings.shuffle ? shuffled(random, bank) : bank).slice(0, settings.count);
      return { asked: picked.map((question) => mixed(question, settings.options, random)), at: 0, tally: noTally() };
    },
    reduce: (state, tally) => ({ ...state, tally }),
    enter: (state, phase) => (phase === 'question' ? { ...state, at: state.at + 1 } : state),
  },
  initial: 'question',
  phases: {
    question: {
      accepts: ['answer'],
      durationMs: (set) => set.windowSeconds * 1000,
      next: 'locked',
      cue: (state) => asking(state),
    },
    locked: { durationMs: 1500, next: 'reveal', cue: (state) => asking(state) },
    reveal: {
      durationMs: ({ revealSeconds }) => revealSeconds * 1000,
      next: (settings, state) => (isOver(state, settings.elimination) ? 'board' : 'question'),
      cue: (state): Cue => ({ ...asking(state), answer: state.asked[state.at - 1]!.answer }),
    },
    board: { durationMs: 12_000, next: null, settles: true },
  },
  // A streamer's own questions come with their right answers: those stay on the stage.
  edgeSettings: (settings) => ({ ...settings, questions: [] }),
  edge: {
    empty: noTally,
    mine: (): Mine => ({ question: 0, choice: -1, ms: 0, scored: 0, gained: 0, points: 0, streak: 0, band: 0, out: false }),
    fold: (tally, mine, { payload }, { cue, elapsedMs }, settings) => {
      if (cue?.question !== payload.question) return 'input/stale';
      const isNew = mine.question === 0;
      if (mine.out || (isNew && settings.elimination && cue.question > 1)) return 'input/out';
      if (mine.question === cue.question) return 'input/already';
      if (payload.choice >= cue.options.length) return 'input/choice';
      if (isNew) {
        tally.players += 1;
        addCount(tally.bands, mine.band);
      }
      mine.question = payload.question;
      mine.choice = payload.choice;
      mine.ms = Math.round(elapsedMs);
      addCount(tally.chosen, `${payload.question}:${payload.choice}`);
    },
    onCue: (tally, mine, cue, { viewer, name }, { elimination, windowSeconds }) => {
      if (cue.answer === undefined || mine.scored >= cue.question || mine.out) return;
      mine.scored = cue.question;
      tally.scored = cue.question;
      const right = mine.question === cue.question && mine.choice === cue.answer;
      mine.streak = right ? mine.streak + 1 : 0;
      mine.gained = right ? pointsFor(mine.ms, mine.streak, windowSeconds * 1000) : 0;
      mine.out = elimination && !right;
      if (mine.out) tally.out += 1;
      if (!right) return;
      mine.points += mine.gained;
      addCount(tally.bands, mine.band, -1);
      mine.band = elimination ? mine.streak : Math.ceil(mine.points / rankStep);
      addCount(tally.bands, mine.band);
      // With elimination a streak is how far one came: whoever fell earlier stays behind, however fast they were.
      const score = elimination ? mine.streak * 1_000_000 + mine.points : mine.points;
      raiseTop(tally.top, topRows, { viewer, name, score, points: mine.points });
    },
    merge: (a, b) => ({
      players: a.players + b.players,
      out: a.out + b.out,
      chosen: mergeCounts(a.chosen, b.chosen),
      scored: Math.max(a.scored, b.scored),
      bands: mergeCounts(a.bands, b.bands),
      top: mergeTop(a.top, b.top, topRows),
    }),
  },
  View: QuickQuizView,
  view: (state, phase, { elimination }) => {
    const { players, out, top } = state.tally;
    const histogram = chosenOf(state, state.at);
    return {
      question: state.at,
      total: state.asked.length,
      elimination,
      players,
      alive: players - out,
      answered: histogram.reduce((sum, count) => sum + count, 0),
      histogram: phase === 'reveal' ? histogram : [],
      top: top.slice(0, phase === 'board' ? topRows : liveRows).map(({ name, points }) => ({ name, score: points })),
    };
  },
  standing: ({ tally: { scored, bands, top } }) => ({ scored, ranks: ranksIn(bands), top: top.map(({ viewer }) => viewer) }),
  own: (mine, standing, viewer) => ({
    score: mine.points,
    streak: mine.streak,
    out: mine.out,
    answered: { question: mine.question, choice: mine.choice },
    last: mine.scored > 0 ? { question: mine.scored, right: mine.gained > 0, points: mine.gained } : null,
    // 0 as long as the others' scores of that question are not in.
    rank: standing && standing.scored >= mine.scored ? rankAmong(standing, viewer, mine.band) : 0,
  }),
  result: (state, settings) => ({
    winners: state.tally.top.slice(0, settings.winners).map(({ viewer, name }, i) => ({ viewer, name, rank: i + 1 })),
    summary: {
      players: state.tally.players,
      out: state.tally.out,
      questions: state.asked.slice(0, state.at).map((asked, i) => ({ ...asked, chosen: chosenOf(state, i + 1) })),
      board: state.tally.top.map(({ viewer, name, points }) => ({ viewer, name, points })),
    },
  }),
  bot: (random, { phase, cue }) => {
    if (phase !== 'question' || !cue || random.next() < 0.6) return null;
    return { type: 'answer', payload: { question: cue.question, choice: random.int(cue.options.length) } };
  },
});

/**
 * Points for a right answer: 1000 within the first half second, falling evenly to 500 at the window's end,
 * and 100 more for each right answer in a row before it, at most 500 more. (The rule players know from Kahoot.)
 */
export function pointsFor(ms: number, streak: number, windowMs: number): number {
  const late = ms < 500 ? 0 : Math.min(ms / windowMs, 1);
  return Math.round(1000 * (1 - late / 2)) + Math.min(500, 100 * (streak - 1));
}

function asking({ asked, at }: State): Cue {
  const { text, options } = asked[at - 1]!;
  return { question: at, text, options };
}

function isOver({ at, asked, tally }: State, elimination: boolean): boolean {
  return at === asked.length || (elimination && tally.out === tally.players);
}

function chosenOf({ asked, tally }: State, question: number): number[] {
  return (asked[question - 1]?.options ?? []).map((_, option) => tally.chosen[`${question}:${option}`] ?? 0);
}

function rankAmong({ ranks, top }: { ranks: Counts; top: string[] }, viewer: string, band: number): number {
  const place = top.indexOf(viewer);
  return place >= 0 ? place + 1 : Math.max(top.length + 1, ranks[band] ?? 0);
}
