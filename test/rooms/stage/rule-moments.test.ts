/** Rules at awkward moments: the end of what they belong to, and battles whose verdict nobody sees. */
import assert from 'node:assert/strict';
import type { ShowRule } from '../../../shared/protocol/index.ts';
import { coreStand, votes } from '../../support/core-stand.ts';
import { stages, twoSides } from '../../support/duel-pair.ts';
import { showWorld } from '../../support/show-world.ts';
import { choose } from '../../support/stage-contests.ts';

const game = { id: 'game', title: 'Game', command: { name: 'round.start', args: { game: 'tap-race', settings: {} } } };

describe('a rule', () => {
  it('[BATTLE-271] that came due in a rehearsal fires nothing in the show after it, however close its end', async () => {
    const world = await showWorld({ commitMs: 20 });
    const order = async (name: string, args: unknown = {}) => {
      const reply = world.command(name, args);
      await world.pass(50);
      assert.ok((await reply).ok, name);
    };
    const rule: ShowRule = { id: 'r', when: { kind: 'poll-won' }, item: 'game' };
    await order('rundown.set', { items: [game] });
    await order('rule.set', { rules: [rule] });
    await order('rehearsal.start', { bots: 1 });
    const poll = world.command('poll.start', { question: '?', choices: [{ text: 'A' }, { text: 'B' }], durationMs: 10_000 });
    await world.pass(50);
    await poll;
    const ann = world.join('ann');
    await choose(world, ann, 'a');
    await world.pass(8000);
    const isSettling = () => world.journal.handed.some(({ receipts = [] }) => receipts.length > 0);
    while (!isSettling()) await world.pass(1);
    const end = world.command('rehearsal.end');
    await world.pass(2000);
    assert.deepEqual(await end, { ok: true });
    assert.deepEqual([world.json().rehearsal, world.json().round], [false, undefined]);
    assert.deepEqual(
      world.panel().rules.map(({ state }) => state),
      ['waiting'],
    );
  });

  it('[BATTLE-272] for what the sides have together is fired by what the mist hid, also when no verdict is shown', () => {
    const rules = [{ id: 'r', when: { kind: 'battle-total', points: 10 }, item: 'game' }];
    const stand = coreStand();
    stand.give('rundown.set', { items: [game] });
    stand.give('rule.set', { rules });
    const verdict = { kind: 'highlight', text: '', durationMs: 0 };
    stand.give('battle.start', {
      sides: twoSides,
      durationMs: 10_000,
      prepareMs: 0,
      mistMs: 10_000,
      overtimes: 0,
      giftGraceMs: 0,
      verdict,
    });
    stand.count(votes({ a: 10 }));
    assert.equal(stand.core.rules[0]!.state, 'waiting', 'nobody sees it yet');
    stand.pass(10_000);
    stand.final(votes({ a: 10 }));
    assert.deepEqual([stand.core.battle!.battle.status, stand.core.rules[0]!.state], ['over', 'due']);
  });

  it('[BATTLE-272] but not by a battle that was over before the rule was set', () => {
    const stand = coreStand();
    const verdict = { kind: 'highlight', text: '', durationMs: 0 };
    stand.give('battle.start', { sides: twoSides, durationMs: 10_000, prepareMs: 0, overtimes: 0, giftGraceMs: 0, verdict });
    stand.pass(10_000);
    stand.final(votes({ a: 10 }));
    stand.give('rundown.set', { items: [game] });
    stand.give('rule.set', { rules: [{ id: 'r', when: { kind: 'battle-total', points: 10 }, item: 'game' }] });
    stand.give('battle.end');
    stand.pass(1000);
    assert.equal(stand.core.rules[0]!.state, 'waiting');
  });

  it('[BATTLE-278] is not fired by a battle that its show gave up with its end, though the record comes when it is live again', () => {
    const { day, night, talk } = stages.running();
    for (const show of [day, night]) {
      show.give('rundown.set', { items: [game] });
      show.give('rule.set', { rules: [{ id: 'r', when: { kind: 'battle-won' }, item: 'game' }] });
    }
    night.give('show.end');
    night.give('show.start');
    talk();
    assert.deepEqual([night.core.battle!.battle.reason, night.core.battle!.agreed], ['show-ended', true]);
    assert.deepEqual([night.core.rules[0]!.state, day.core.rules[0]!.state], ['waiting', 'due']);
  });
});
