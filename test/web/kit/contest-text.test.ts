/** How the end of a battle is told. */
import assert from 'node:assert/strict';
import { afterText, endText, leadText } from '../../../web/kit/contest-text.ts';
import { battleJson, sideJson } from '../../support/web-contest.ts';

const settled = (by: string, change = {}) => battleJson({ status: 'verdict', by, ...change });

describe('the end of a battle in words', () => {
  it('[PAGE-143] says who won and why, or why nobody did', () => {
    assert.equal(endText(settled('score', { winner: 'red' })), 'Red wins!');
    assert.match(endText(settled('earliest', { winner: 'red' })), /equal/);
    assert.match(endText(settled('forfeit', { winner: 'red', reason: 'given-up' })), /gave up/);
    assert.match(endText(settled('forfeit', { winner: 'red', reason: 'show-ended' })), /show ended/);
    assert.equal(endText(settled('draw')), 'It is a draw!');
    assert.equal(endText(settled('below-minimum', { minScore: 20_000 })), 'Nobody wins: no side reached 20,000.');
    const reasons = ['cancelled', 'show-ended', 'stage-away', 'rejected', 'no-answer', 'busy', 'rehearsal-ended'];
    const told = reasons.map((reason) => endText(battleJson({ status: 'cancelled', by: 'void', reason })));
    assert.equal(new Set(told).size, reasons.length, 'every reason has a sentence of its own');
    assert.equal(endText(battleJson()), '', 'nothing while it goes on');
  });

  it('[PAGE-143] says what comes after the verdict only when somebody won', () => {
    const forfeit = { verdict: 'forfeit', verdictText: 'ten squats' };
    assert.equal(afterText(settled('score', { winner: 'red', ...forfeit })), 'The forfeit: ten squats');
    assert.equal(afterText(settled('score', { winner: 'red', verdictText: 'A song!' })), 'A song!');
    assert.equal(afterText(settled('draw', forfeit)), '');
  });

  it('[PAGE-136] says who leads and by how much', () => {
    assert.equal(leadText([sideJson(), sideJson({ id: 'blue', name: 'Blue', score: 1200 })]), 'Blue leads by 1,200');
    assert.equal(leadText([sideJson(), sideJson({ id: 'blue' })]), 'Level');
  });
});
