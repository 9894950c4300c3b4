/** Records of battles and polls: what they add up to, and how a battle's course is drawn. */
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { battleReceipt, newBattle } from '../../../shared/battle/index.ts';
import type { BattleReceipt } from '../../../shared/battle/index.ts';
import { battleRules } from '../../../shared/protocol/battles.ts';
import { isRefusal } from '../../../shared/protocol/errors.ts';
import { cancel } from '../../../shared/battle/index.ts';
import { inputRows, refusedRows, votersIn } from '../../../web/panel/receipts/inputs.ts';
import { isVoid, recordFile, recordTitle, recordsOf } from '../../../web/panel/receipts/records.ts';
import { resultText } from '../../../web/panel/receipts/result-text.ts';
import { timelineOf } from '../../../web/panel/receipts/timeline.ts';
import { settledBattle, settledPoll } from '../../support/contest-receipts.ts';

const battle = settledBattle(1);
const start = 1_000_000;

/** One that was called off before anything happened. */
function calledOff(): BattleReceipt {
  const sides = battle.sides.map((side) => ({ ...side }));
  const rules = battleRules.parse({});
  const fresh = newBattle({
    id: 'demo.battle-2',
    rules,
    sides,
    referee: 'demo',
    rehearsal: false,
    status: 'inviting',
    now: start,
  });
  assert.ok(!isRefusal(fresh));
  return battleReceipt(cancel(fresh, 'cancelled', start + 1));
}

function told(by: BattleReceipt['result']['by'], reason: BattleReceipt['reason']): string {
  return resultText({ ...battle, reason, result: { winner: by === 'draw' ? null : 'right', by, scores: {} } });
}

describe('records of battles and polls', () => {
  it('[PAGE-176] points are added up by side and kind over shows and slices, beside the score that counts', () => {
    assert.deepEqual(
      inputRows(battle).map(({ side, votes, points, score }) => [side, votes, points, score]),
      [
        ['left', 3, { votes: 3, likes: 0, gifts: 42 }, battle.result.scores['left']],
        ['right', 1, { votes: 1, likes: 0, gifts: 0 }, battle.result.scores['right']],
      ],
    );
    const twice = inputRows({ ...battle, inputs: { demo: battle.inputs['demo']!, night: battle.inputs['demo']! } });
    assert.deepEqual(twice[0]?.points, { votes: 6, likes: 0, gifts: 84 });
    assert.equal(votersIn(Object.values(battle.inputs)), 2);
    assert.deepEqual(
      inputRows(calledOff()).map(({ points }) => points.votes),
      [0, 0],
    );
  });

  it('[PAGE-176] what did not count is told by its reason, the most first', () => {
    assert.deepEqual(refusedRows([{ refused: { 'vote/quota': 2, 'vote/closed': 1 } }, { refused: { 'vote/closed': 4 } }]), [
      { code: 'vote/closed', count: 5 },
      { code: 'vote/quota', count: 2 },
    ]);
    assert.deepEqual(refusedRows([]), []);
  });

  it('[PAGE-177] the course of a battle stands on one line, each boost with its side', () => {
    const course = timelineOf({
      ...battle,
      rules: { ...battle.rules, critical: { lastMs: 10_000, factor: 3 } },
      periods: [
        { startsAt: start, endsAt: start + 60_000, slice: 0 },
        { startsAt: start + 60_000, endsAt: start + 80_000, slice: 60 },
      ],
      criticalAt: start + 60_000,
      mistAt: 0,
      boosts: [
        { side: 'right', factor: 2, from: start + 20_000, until: start + 40_000 },
        { side: 'right', factor: 4, from: start + 70_000, until: start + 100_000 },
      ],
      extensions: [{ at: start + 40_000, ms: 10_000 }],
    });
    assert.deepEqual(
      course?.bars.map((line) => line.map(({ kind, index, factor, from, width }) => [kind, index, factor, from, width])),
      [
        [
          ['period', null, null, 0, 75],
          ['overtime', null, null, 75, 25],
        ],
        [['critical', null, 3, 75, 25]],
        [
          ['boost', 1, 2, 25, 25],
          ['boost', 1, 4, 87.5, 12.5],
        ],
      ],
    );
    assert.deepEqual(
      course.marks.map(({ ms, from }) => [ms, from]),
      [[10_000, 50]],
    );
  });

  it('[PAGE-177] nothing stands beyond the line, whatever the times; a battle that never began has none', () => {
    const moment = fc.integer({ min: start - 1000, max: start + 9000 });
    fc.assert(
      fc.property(moment, moment, fc.array(fc.tuple(moment, moment), { maxLength: 4 }), (criticalAt, mistAt, spans) => {
        const boosts = spans.map(([from, until]) => ({ side: 'left', factor: 2, from, until: Math.max(from, until) }));
        const course = timelineOf({
          ...battle,
          periods: [{ startsAt: start, endsAt: start + 8000, slice: 0 }],
          criticalAt,
          mistAt,
          boosts,
          extensions: [],
        });
        assert.ok(course);
        for (const { from, width, startsAt, endsAt } of course.bars.flat()) {
          assert.ok(from >= 0 && width >= 0 && from + width <= 100 + 1e-9);
          assert.ok(startsAt >= start && endsAt <= start + 8000);
        }
      }),
    );
    assert.equal(timelineOf(calledOff()), null);
  });

  it('[PAGE-178] battles and polls stand in one list, the newest first, each with what came of it', () => {
    const older = { ...battle, id: 'demo.battle-0', endedAt: battle.endedAt - 1000 };
    const poll = { ...settledPoll(1), endedAt: battle.endedAt - 500 };
    const list = recordsOf([battle, older], [poll]);
    assert.deepEqual(
      list.map(({ id }) => id),
      [battle.id, 'poll-1', 'demo.battle-0'],
    );
    assert.deepEqual(list.map(recordTitle), ['left · right', 'Which?', 'left · right']);
    assert.equal(resultText(battle), 'left wins!');
    assert.match(resultText(poll), /Blue.*100%/);
    assert.equal(resultText({ ...poll, result: { votes: { a: 0, b: 0 }, winner: null } }), 'Nobody voted.');
    assert.equal(resultText({ ...poll, result: { votes: { a: 1, b: 1 }, winner: null } }), 'It is a tie.');
    assert.match(resultText(calledOff()), /cancelled/);
    assert.ok(isVoid(calledOff()) && !isVoid(battle) && !isVoid(poll));
    assert.equal(recordFile(battle), 'demo.battle-1.json');
  });

  it('[PAGE-178] every way to end is told in words', () => {
    assert.match(told('earliest', null), /there first/);
    assert.match(told('forfeit', 'given-up'), /gave up/);
    assert.match(told('forfeit', 'show-ended'), /other show ended/);
    assert.match(told('draw', null), /draw/);
    assert.match(told('below-minimum', null), /Nobody wins/);
    assert.match(told('void', 'stage-away'), /could not be reached/);
  });
});
