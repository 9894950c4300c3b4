/** What a screen reader is told of a battle: little, and in time. */
import assert from 'node:assert/strict';
import type { BattlePhase } from '../../../../web/kit/battle-now.ts';
import { placedSides } from '../../../../web/kit/battle-sides.ts';
import { heardOf, leadEveryMs, makeTeller } from '../../../../web/viewer/battle/voice.ts';
import type { Heard } from '../../../../web/viewer/battle/voice.ts';
import { battleJson, endsAt, sideJson } from '../../../support/web-contest.ts';

const heard = (change: Partial<Heard> = {}): Heard => ({
  battle: 'demo.battle-1',
  phase: 'running',
  overtime: 0,
  leader: null,
  isSettled: false,
  ...change,
});

/** The words for these, one second after the other unless told otherwise. */
function listen(all: Partial<Heard>[], everyMs = leadEveryMs): (string | null)[] {
  const tell = makeTeller();
  return all.map((change, i) => tell(heard(change), i * everyMs));
}

/** The word for what a page finds when it is opened. */
const first = (phase: BattlePhase, isSettled = false) => listen([{ phase, isSettled, leader: 'red' }])[0];

describe('voice of a battle', () => {
  it('[PAGE-150] tells the invitation, the start, overtimes and the end, each once', () => {
    const life: Partial<Heard>[] = [
      { phase: 'inviting' },
      { phase: 'ready' },
      { phase: 'ready' },
      { phase: 'running' },
      { phase: 'running' },
      { phase: 'counting' },
      { phase: 'overtime', overtime: 1 },
      { phase: 'counting', overtime: 1 },
      { phase: 'overtime', overtime: 2 },
      { phase: 'overtime', overtime: 2 },
      { phase: 'verdict', overtime: 2, isSettled: true },
      { phase: 'over', overtime: 2, isSettled: true },
    ];
    const words = ['invited', 'soon', null, 'started', null, null, 'overtime', null, 'overtime', null, 'end', null];
    assert.deepEqual(listen(life), words);
  });

  it('[PAGE-150] of an old state a page that joins hears only that a battle goes on', () => {
    assert.equal(first('running'), 'started');
    assert.equal(first('overtime'), 'started');
    for (const phase of ['verdict', 'over', 'cancelled', 'forfeited', 'rejected'] as const)
      assert.equal(first(phase, true), null);
  });

  it('[PAGE-151] a lead that changes is told every few seconds at most, and a tie never', () => {
    const leaders = ['red', 'blue', 'red', 'blue', null, 'blue'].map((leader) => ({ leader }));
    assert.deepEqual(listen([{}, ...leaders]), ['started', 'lead', 'lead', 'lead', 'lead', null, null]);
    const quick = [{}, ...Array.from({ length: 24 }, (_, i) => ({ leader: i % 2 === 0 ? 'red' : 'blue' }))];
    const told = listen(quick, 1000).filter((word) => word === 'lead').length;
    assert.ok(told >= 2 && told <= 25_000 / leadEveryMs, `${told} times in 25 s`);
  });

  it('[PAGE-151] a lead that was not told because it was too soon is told when it still stands later', () => {
    const steps = [{}, { leader: 'red' }, { leader: 'red' }];
    assert.deepEqual(listen(steps, leadEveryMs / 2), ['started', null, 'lead']);
  });

  it('[PAGE-151] in mist nobody is said to lead, and afterwards no lead is news', () => {
    const sides = placedSides({ sides: [sideJson({ score: 5 }), sideJson({ id: 'blue' })] }, 'demo');
    const at = (now: number, mistAt = endsAt - 20_000) =>
      heardOf({ battle: battleJson({ mistAt }), phase: 'running', now, sides }).leader;
    assert.equal(at(endsAt - 30_000), 'red');
    assert.equal(at(endsAt - 10_000), null);
    assert.equal(at(endsAt - 10_000, 0), 'red');
    assert.equal(heardOf({ battle: battleJson(), phase: 'verdict', now: endsAt, sides }).leader, null);
  });
});
