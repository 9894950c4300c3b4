/** Orders at a show that was invited to a battle: which of them it takes, and when. */
import assert from 'node:assert/strict';
import type { CommandName } from '../../../shared/protocol/index.ts';
import { codeOf, coreStand } from '../../support/core-stand.ts';
import { id, stages, twoSides } from '../../support/duel-pair.ts';

describe('a show that was invited to a battle', () => {
  /** What each order is answered at the show that was invited. */
  const atMirror: Record<string, { args?: unknown } & Record<keyof typeof stages, string>> = {
    'battle.accept': { args: { battle: id }, ...each('battle/wrong-status'), asked: 'ok', over: 'battle/none' },
    'battle.reject': { args: { battle: id }, ...each('battle/wrong-status'), asked: 'ok', over: 'battle/none' },
    'battle.boost': { args: { side: 'night' }, ...each('battle/wrong-status'), running: 'ok', over: 'battle/none' },
    'battle.extend': { args: { ms: 1000 }, ...each('battle/not-referee'), over: 'battle/none' },
    'battle.end': { ...each('battle/wrong-status'), ready: 'ok', running: 'ok', over: 'battle/none' },
    'battle.cancel': { ...each('battle/not-referee'), asked: 'ok', accepted: 'battle/wrong-status', over: 'battle/none' },
    'battle.start': { args: { sides: twoSides }, ...each('battle/running'), over: 'ok' },
    'battle.invite': { args: { show: 'third' }, ...each('battle/running'), over: 'ok' },
    'rehearsal.start': { ...each('battle/running'), over: 'ok' },
  };
  for (const [name, { args, ...codes }] of Object.entries(atMirror)) {
    it(`[BATTLE-119] at the invited show ${name} is taken or refused by where the battle stands`, () => {
      for (const [stage, make] of Object.entries(stages)) {
        const { night } = make();
        const before = night.core;
        const code = codeOf(night.give(name as CommandName, args));
        assert.equal(code, codes[stage as keyof typeof stages], stage);
        if (code !== 'ok') assert.equal(night.core, before, `${stage}: a refusal changes nothing`);
      }
    });
  }

  it('[BATTLE-120] an answer is for the invitation of that id, once, while it lasts', () => {
    const { night } = stages.asked();
    assert.equal(codeOf(night.give('battle.accept', { battle: 'day.battle-2' })), 'battle/unknown');
    night.now += 15_000;
    assert.equal(codeOf(night.give('battle.accept', { battle: id })), 'battle/wrong-status');
    assert.equal(codeOf(coreStand().give('battle.accept', { battle: id })), 'battle/none');
    assert.equal(codeOf(stages.running().day.give('battle.accept', { battle: id })), 'battle/wrong-status');
  });
});

function each(code: string): Record<keyof typeof stages, string> {
  return { asked: code, accepted: code, ready: code, running: code, counting: code, verdict: code, over: code };
}
