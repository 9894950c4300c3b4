/** Quick quiz: what is secret until when, what counts as an answer, and how points, boards and ranks come about. */
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { AnyGame } from '../../../shared/game-kit/index.ts';
import { seededRandom } from '../../../shared/game-kit/index.ts';
import { banks, questionSchema } from '../../../shared/games/quick-quiz-banks.ts';
import { pointsFor } from '../../../shared/games/quick-quiz-scoring.ts';
import { quickQuiz } from '../../../shared/games/quick-quiz.ts';
import { bytesOf } from '../../support/round/plain.ts';
import { planRound } from '../../support/round/plan-round.ts';
import { playRound } from '../../support/round/play-round.ts';
import type { RoundTrace, StepTrace } from '../../support/round/play-round.ts';
import { makePlayers } from '../../support/round/round-plan.ts';
import type { PhaseSeen } from '../../support/round/round-plan.ts';

const game = quickQuiz as unknown as AnyGame;
type State = Parameters<typeof quickQuiz.stage.reduce>[0];

interface Cue {
  question: number;
  options: string[];
  answer?: number;
}

interface Own {
  score: number;
  rank: number;
  streak: number;
  out: boolean;
  last: { question: number; right: boolean; points: number } | null;
}

/** What each player does at each question: `right`, `wrong` or `-` (nothing); `ms` is when. */
type Script = readonly { does: string; ms?: number }[];

/** Plays scripted viewers; the harness knows the answers because it sets the round up itself. */
function quiz(
  settings: object,
  scripts: readonly Script[],
  late: (seen: PhaseSeen) => readonly { viewer: number; choice: number; question: number }[] = () => [],
): RoundTrace & { viewers: string[] } {
  const parsed = quickQuiz.settings.parse({ count: scripts[0]!.length, ...settings });
  const players = makePlayers(scripts.length);
  const { asked } = quickQuiz.stage.setup(parsed, seededRandom('quiz'));
  const inputs = (seen: PhaseSeen) => {
    if (seen.phase !== 'question') return [];
    const { question } = seen.cue as Cue;
    const { answer, options } = asked[question - 1]!;
    const scripted = scripts.flatMap((script, i) => {
      const { does, ms = 5000 } = script[question - 1]!;
      if (does === '-') return [];
      const choice = does === 'right' ? answer : (answer + 1) % options.length;
      return [{ viewer: players[i]!.viewer, type: 'answer', payload: { question, choice }, elapsedMs: ms }];
    });
    const extra = late(seen).map(({ viewer, ...payload }) => ({
      viewer: players[viewer]!.viewer,
      type: 'answer',
      payload,
      elapsedMs: 9000,
    }));
    return [...scripted, ...extra];
  };
  const trace = playRound(
    game,
    { settings: parsed, seed: 'quiz', players, inputs },
    { shards: 3, shardOf: (viewer) => viewer.charCodeAt(0) },
  );
  return { ...trace, viewers: players.map(({ viewer }) => viewer) };
}

const stepsOf = ({ steps }: RoundTrace, phase: string): StepTrace[] => steps.filter((step) => step.phase === phase);
const ownOf = ({ owns }: StepTrace, viewer: string): Own => owns[viewer] as Own;
const all = (does: string, times: number): Script => Array.from({ length: times }, () => ({ does }));

/** All that leaves the stage in a phase, apart from who is told what. */
const leaving = (state: State, phase: 'question' | 'locked', settings: ReturnType<typeof quickQuiz.settings.parse>): string =>
  JSON.stringify([
    quickQuiz.phases[phase].cue!(state, settings),
    quickQuiz.view(state, phase, settings),
    quickQuiz.standing!(state, phase),
    quickQuiz.edgeSettings!(settings),
  ]);

const pointsAt = (ms: number, streak = 1) => pointsFor(ms, streak, 10_000);
const standingAfter = (step: StepTrace) => quickQuiz.standing!(step.state as State, 'reveal');
const ownQuestion = (n: number) => ({ text: `Question ${n}`, right: `right ${n}`, wrong: [`wrong ${n}`, `worse ${n}`] });
const askedIn = (settings: object, seed = 's') =>
  quickQuiz.stage.setup(quickQuiz.settings.parse(settings), seededRandom(seed)).asked;

describe('quick quiz', () => {
  it('[GAME-40] before the reveal nothing that leaves the stage depends on which answer is right', () => {
    const question = { text: 'Which?', right: 'this one', wrong: ['that one', 'none', 'both'] };
    for (const settings of [
      quickQuiz.settings.parse({}),
      quickQuiz.settings.parse({ questions: [question, question], elimination: true }),
    ]) {
      const played = playRound(game, planRound(game, { settings, seed: 'x', players: 9, looks: 3, mischief: 0 }));
      for (const { phase, state } of played.steps) {
        if (phase !== 'question' && phase !== 'locked') continue;
        const real = state as State;
        for (const answer of [0, 1, 2, 3]) {
          const asked = real.asked.map((one, i) => (i === real.at - 1 ? { ...one, answer } : one));
          assert.equal(leaving({ ...real, asked }, phase, settings), leaving(real, phase, settings));
        }
      }
    }
  });

  it('[GAME-41] only the reveal’s cue says which option is right; late joiners find the whole question in every cue', () => {
    const trace = quiz({}, [all('right', 3)]);
    for (const { phase, cue, views, standing } of trace.steps) {
      assert.equal(Object.hasOwn(cue ?? {}, 'answer'), phase === 'reveal', phase);
      assert.ok(!JSON.stringify([views, standing ?? null]).includes('"answer"'), phase);
      if (phase !== 'board') assert.equal((cue as Cue).options.length, 4);
    }
    for (const { cue, state } of stepsOf(trace, 'reveal')) {
      const { question, answer, options } = cue as Required<Cue>;
      const { text, right } = banks.en.find((one) => one.text === (state as State).asked[question - 1]!.text)!;
      assert.equal(options[answer], right, text);
    }
  });

  it('[GAME-42] a right answer brings 1000 points at once, falling evenly to 500, and up to 500 for a streak', () => {
    assert.deepEqual(
      [0, 499, 500, 5000, 9999, 10_000, 12_000].map((ms) => pointsAt(ms)),
      [1000, 1000, 975, 750, 500, 500, 500],
    );
    assert.deepEqual(
      [1, 2, 3, 4, 5, 6, 7, 20].map((streak) => pointsAt(0, streak) - 1000),
      [0, 100, 200, 300, 400, 500, 500, 500],
    );
    fc.assert(
      fc.property(
        fc.nat(70_000),
        fc.nat(70_000),
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 3, max: 60 }),
        (a, b, streak, seconds) => {
          const [fast, slow] = [Math.min(a, b), Math.max(a, b)].map((ms) => pointsFor(ms, streak, seconds * 1000)) as [
            number,
            number,
          ];
          assert.ok(fast >= slow && slow >= 500 && fast <= 1500 && Number.isInteger(fast));
        },
      ),
    );
  });

  it('[GAME-43] the first answer to a question counts; a second, a stale, a future one or one to no option is refused', () => {
    const at2 = [
      { viewer: 0, question: 2, choice: 0 },
      { viewer: 0, question: 1, choice: 0 },
      { viewer: 0, question: 3, choice: 0 },
      { viewer: 1, question: 1, choice: 0 },
      { viewer: 1, question: 2, choice: 3 },
    ];
    const script = [{ does: 'right' }, { does: 'right' }, { does: '-' }];
    const trace = quiz({ options: 3 }, [script, all('-', 3)], ({ cue }) => ((cue as Cue).question === 2 ? at2 : []));
    assert.deepEqual(stepsOf(trace, 'question')[1]!.outcomes, [
      'accepted',
      'input/already',
      'input/stale',
      'input/stale',
      'input/stale',
      'input/choice',
    ]);
    assert.deepEqual(Object.keys(trace.steps.at(-1)!.records), [trace.viewers[0]]);
    assert.equal(ownOf(stepsOf(trace, 'reveal')[1]!, trace.viewers[0]!).last?.right, true);
  });

  it('[GAME-44] answers are counted while they come in; how they spread is told with the reveal', () => {
    const trace = quiz({}, [all('right', 2), all('right', 2), all('wrong', 2), all('-', 2)]);
    for (const { phase, views, cue } of trace.steps) {
      const last = views.at(-1) as { answered: number; players: number; histogram: number[] };
      assert.equal(last.answered, 3);
      if (phase === 'reveal') {
        const { answer, options } = cue as Required<Cue>;
        assert.deepEqual(
          last.histogram,
          options.map((_, i) => (i === answer ? 2 : i === (answer + 1) % 4 ? 1 : 0)),
        );
      } else assert.deepEqual(last.histogram, [], phase);
    }
    const live = (stepsOf(trace, 'question')[1]!.views as { answered: number }[]).map(({ answered }) => answered);
    assert.deepEqual([live[0], live.at(-1)], [0, 3]);
  });

  it('[GAME-45] a wrong or missing answer ends a streak and brings nothing', () => {
    const does = ['right', 'right', 'wrong', 'right', '-', 'right', 'right'];
    const trace = quiz({}, [does.map((one) => ({ does: one, ms: 0 }))]);
    const owns = stepsOf(trace, 'reveal').map((step) => ownOf(step, trace.viewers[0]!));
    assert.deepEqual(
      owns.map(({ streak }) => streak),
      [1, 2, 0, 1, 0, 1, 2],
    );
    assert.deepEqual(
      owns.map(({ last }) => last?.points),
      [1000, 1100, 0, 1000, 0, 1000, 1100],
    );
    assert.deepEqual(
      owns.map(({ score }) => score),
      [1000, 2100, 2100, 3100, 3100, 4100, 5200],
    );
  });

  it('[GAME-46] with elimination a wrong or missing answer is out, nobody joins later, and who lasts longer is ahead', () => {
    const lasting = [{ does: 'right', ms: 9900 }, { does: 'right', ms: 9900 }, { does: 'wrong' }, { does: 'right' }];
    const quick = [{ does: 'right', ms: 0 }, { does: '-' }, { does: 'right' }, { does: 'right' }];
    const joining = [{ does: '-' }, { does: 'right' }, { does: '-' }, { does: '-' }];
    const trace = quiz({ elimination: true }, [quick, lasting, joining]);
    const [, second, third] = stepsOf(trace, 'question');
    assert.deepEqual(second!.outcomes, ['accepted', 'input/out']);
    assert.deepEqual(third!.outcomes, ['input/out', 'accepted']);
    assert.deepEqual(stepsOf(trace, 'question').length, 3, 'it ends when nobody is left');
    assert.deepEqual(
      trace.result.winners.map(({ viewer }) => viewer),
      [trace.viewers[1], trace.viewers[0]],
    );
    const { board, out, players } = trace.result.summary as { board: { points: number }[]; out: number; players: number };
    assert.deepEqual({ out, players, points: board.map(({ points }) => points) }, { out: 2, players: 2, points: [1110, 1000] });
    const alive = stepsOf(trace, 'reveal').map(({ views }) => (views.at(-1) as { alive: number }).alive);
    assert.deepEqual(alive, [2, 1, 0]);
  });

  it('[GAME-47] the board is exact and ranks agree with it; below it, scores within 20 points share a rank', () => {
    fc.assert(
      fc.property(fc.nat(), fc.boolean(), fc.integer({ min: 1, max: 40 }), (seed, elimination, players) => {
        const plan = planRound(game, { settings: { count: 4, elimination }, seed: `${seed}`, players, looks: 2, mischief: 0.2 });
        const last = playRound(game, plan, { shards: 4, shardOf: (viewer) => viewer.charCodeAt(1) }).steps.at(-1)!;
        const keyOf = ({ points, band }: { points: number; band: number }): number =>
          elimination ? band * 1e6 + points : points;
        const rows = Object.entries(last.records as Record<string, { score: { points: number; band: number } }>)
          .map(([viewer, mine]) => ({ viewer, ...mine.score }))
          .toSorted((a, b) => keyOf(b) - keyOf(a) || (a.viewer < b.viewer ? -1 : 1));
        const board = rows.filter(({ points }) => points > 0).slice(0, 10);
        const { board: top } = (last.state as State).tally.scores;
        assert.deepEqual(
          top.map(({ viewer }) => viewer),
          board.map(({ viewer }) => viewer),
        );
        for (const [i, { viewer, band }] of rows.entries()) {
          const better = rows.filter((other) => other.band > band).length;
          assert.equal(ownOf(last, viewer).rank, i < board.length ? i + 1 : Math.max(board.length + 1, better + 1));
        }
      }),
      { numRuns: 60 },
    );
  });

  it('[GAME-48] a rank is told only once the others’ scores of the same question are in', () => {
    const trace = quiz({}, [all('right', 2), all('wrong', 2)]);
    const [first, second] = stepsOf(trace, 'reveal') as [StepTrace, StepTrace];
    const mine = second.records[trace.viewers[0]!] as Parameters<typeof quickQuiz.own>[0];
    assert.equal(quickQuiz.own(mine, undefined, trace.viewers[0]!).rank, 0);
    assert.equal(quickQuiz.own(mine, standingAfter(first), trace.viewers[0]!).rank, 0);
    assert.equal(quickQuiz.own(mine, standingAfter(second), trace.viewers[0]!).rank, 1);
  });

  it('[GAME-49] a reveal that reaches a shard twice scores once', () => {
    const settings = quickQuiz.settings.parse({});
    const [reveal] = stepsOf(quiz({}, [all('right', 1)]), 'reveal');
    const from = { viewer: Object.keys(reveal!.records)[0]!, name: 'N' };
    const mine = structuredClone(reveal!.records[from.viewer]) as Parameters<typeof quickQuiz.own>[0];
    const tally = structuredClone(reveal!.merged) as State['tally'];
    quickQuiz.edge.onCue!(tally, mine, reveal!.cue as Parameters<NonNullable<typeof quickQuiz.edge.onCue>>[2], from, settings);
    assert.deepEqual({ tally, mine }, { tally: reveal!.merged, mine: reveal!.records[from.viewer] });
  });

  it('[GAME-50] questions are the streamer’s own or from the bank of a language, as many and in the order the settings say', () => {
    const inOrder = askedIn({
      questions: [ownQuestion(1), ownQuestion(2), ownQuestion(3)],
      shuffle: false,
      count: 2,
      options: 2,
    });
    assert.deepEqual(
      inOrder.map(({ text }) => text),
      ['Question 1', 'Question 2'],
    );
    for (const { options, answer } of inOrder) assert.ok(options.length === 2 && options[answer]!.startsWith('right'));
    assert.equal(askedIn({ questions: [ownQuestion(1), ownQuestion(2)], count: 20 }).length, 2);
    assert.deepEqual(
      askedIn({ options: 4 }).map(({ options }) => options.length),
      [4, 4, 4, 4, 4],
    );
    const texts = new Set(banks['zh-CN'].map(({ text }) => text));
    for (const { text } of askedIn({ language: 'zh-CN' })) assert.ok(texts.has(text), text);
    assert.notDeepEqual(askedIn({}, 'one'), askedIn({}, 'another'));
    assert.equal(questionSchema.safeParse({ text: 'Same?', right: 'yes', wrong: ['no', 'yes '] }).success, false);
  });

  it('[GAME-50] the right answer is in every place as often', () => {
    const places = [0, 0, 0, 0];
    for (let i = 0; i < 400; i++)
      for (const { answer } of quickQuiz.stage.setup(quickQuiz.settings.parse({}), seededRandom(`${i}`)).asked)
        places[answer]! += 1;
    // 500 each with a standard deviation of 19.
    for (const count of places) assert.ok(Math.abs(count - 500) < 120, places.join(' '));
  });

  it('[GAME-51] each built-in bank has at least 20 good questions with three wrong answers, none twice', () => {
    for (const [language, bank] of Object.entries(banks)) {
      assert.ok(bank.length >= 20, language);
      assert.equal(new Set(bank.map(({ text }) => text)).size, bank.length);
      for (const question of bank) {
        assert.deepEqual(questionSchema.parse(question), question);
        assert.equal(question.wrong.length, 3, question.text);
      }
    }
  });

  it('[GAME-52] a tally stays below 64 KiB however many play: bands and options are bounded', () => {
    const bands = Object.fromEntries(Array.from({ length: (20 * pointsFor(0, 9, 60_000)) / 20 + 1 }, (_, i) => [i, 999_999]));
    const chosen = Object.fromEntries(Array.from({ length: 80 }, (_, i) => [`${20 - (i % 20)}:${i % 4}`, 999_999]));
    const row = { viewer: 'v'.repeat(64), name: '名'.repeat(24), score: 20_030_000, points: 30_000 };
    const board = Array.from({ length: 10 }, () => row);
    const largest: State['tally'] = { chosen, scores: { players: 1e6, out: 1e6, scored: 20, bands, board } };
    assert.ok(bytesOf(largest) < 64 * 1024, `${bytesOf(largest)} bytes`);
  });
});
