/** Quick quiz: a question, a few seconds to answer, the reveal; who knows most, fastest and longest leads the board. */
import { z } from 'zod';
import { GameView, addCount, defineGame, labelled, mergeCounts, prizeSetting, schema, shuffled, t } from '../game-kit/index.ts';
import type { Counts } from '../game-kit/index.ts';
import { banks, mixed, questionSchema } from './quick-quiz-banks.ts';
import type { Mixed } from './quick-quiz-banks.ts';
import { boardRows, countIn, mergeScores, newScore, noScores, rankIn, score, standingIn } from './quick-quiz-scoring.ts';
import type { Score, Scores } from './quick-quiz-scoring.ts';

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

const liveRows = 5;

/** A question as it is asked. `question` is its number, 1 is the first; only the reveal's cue has the `answer`. */
interface Cue {
  question: number;
  text: string;
  options: string[];
  answer?: number;
}

interface Tally {
  /** Answers by question and option: `2:0` is the first option of question 2. */
  chosen: Counts;
  scores: Scores;
}

interface Mine {
  /** The question last answered, 0 for none, with which option, after how long. */
  question: number;
  choice: number;
  ms: number;
  score: Score;
}

interface State {
  asked: Mixed[];
  /** The number of the running question. */
  at: number;
  tally: Tally;
}

const noTally = (): Tally => ({ chosen: {}, scores: noScores() });

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
    winners: labelled(z.int().min(0).max(boardRows).default(3), { en: 'Winners', 'zh-CN': '获奖人数' }),
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
      durationMs: ({ windowSeconds }) => windowSeconds * 1000,
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
    mine: (): Mine => ({ question: 0, choice: -1, ms: 0, score: newScore() }),
    fold: (tally, mine, { payload }, { cue, elapsedMs }, settings) => {
      if (cue?.question !== payload.question) return 'input/stale';
      const isNew = mine.question === 0;
      if (mine.score.out || (isNew && settings.elimination && cue.question > 1)) return 'input/out';
      if (mine.question === cue.question) return 'input/already';
      if (payload.choice >= cue.options.length) return 'input/choice';
      if (isNew) countIn(tally.scores);
      mine.question = payload.question;
      mine.choice = payload.choice;
      mine.ms = Math.round(elapsedMs);
      addCount(tally.chosen, `${payload.question}:${payload.choice}`);
    },
    onCue: (tally, mine, { question, answer }, { viewer, name }, { elimination, windowSeconds }) => {
      if (answer === undefined) return;
      const right = mine.question === question && mine.choice === answer;
      const windowMs = windowSeconds * 1000;
      score(tally.scores, mine.score, { viewer, name, question, right, ms: mine.ms, windowMs, elimination });
    },
    merge: (a, b) => ({ chosen: mergeCounts(a.chosen, b.chosen), scores: mergeScores(a.scores, b.scores) }),
  },
  View: QuickQuizView,
  view: (state, phase, { elimination }) => {
    const { players, out, board } = state.tally.scores;
    const histogram = chosenOf(state, state.at);
    return {
      question: state.at,
      total: state.asked.length,
      elimination,
      players,
      alive: players - out,
      answered: histogram.reduce((sum, count) => sum + count, 0),
      histogram: phase === 'reveal' ? histogram : [],
      top: board.slice(0, phase === 'board' ? boardRows : liveRows).map(({ name, points }) => ({ name, score: points })),
    };
  },
  standing: (state) => standingIn(state.tally.scores),
  own: ({ score: mine, question, choice }, standing, viewer) => ({
    score: mine.points,
    streak: mine.streak,
    out: mine.out,
    answered: { question, choice },
    last: mine.scored > 0 ? { question: mine.scored, right: mine.gained > 0, points: mine.gained } : null,
    rank: rankIn(standing, mine, viewer),
  }),
  result: (state, settings) => ({
    winners: state.tally.scores.board.slice(0, settings.winners).map(({ viewer, name }, i) => ({ viewer, name, rank: i + 1 })),
    summary: {
      players: state.tally.scores.players,
      out: state.tally.scores.out,
      questions: state.asked.slice(0, state.at).map((asked, i) => ({ ...asked, chosen: chosenOf(state, i + 1) })),
      board: state.tally.scores.board.map(({ viewer, name, points }) => ({ viewer, name, points })),
    },
  }),
  bot: (random, { phase, cue }) => {
    if (phase !== 'question' || !cue || random.next() < 0.85) return null;
    return { type: 'answer', payload: { question: cue.question, choice: random.int(cue.options.length) } };
  },
});

function asking({ asked, at }: State): Cue {
  const { text, options } = asked[at - 1]!;
  return { question: at, text, options };
}

function isOver({ at, asked, tally }: State, elimination: boolean): boolean {
  return at === asked.length || (elimination && tally.scores.out === tally.scores.players);
}

function chosenOf({ asked, tally }: State, question: number): number[] {
  return (asked[question - 1]?.options ?? []).map((_, option) => tally.chosen[`${question}:${option}`] ?? 0);
}
