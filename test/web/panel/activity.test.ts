/** The activity strip: what became of each command. */
import assert from 'node:assert/strict';
import { refuse } from '../../../shared/protocol/errors.ts';
import {
  isPending,
  keptEntries,
  newestAbout,
  newestOf,
  newestSince,
  refusalOf,
  withAnswer,
  withSent,
} from '../../../web/panel/control/activity.ts';
import type { Activity } from '../../../web/panel/control/activity.ts';

function sent(...ids: string[]): Activity {
  return ids.reduce<Activity>((list, id, i) => withSent(list, { id, name: 'round.next', args: {}, sentAt: i * 100 }), []);
}

function about(id: string, sale: string) {
  return { id, name: 'sale.close', args: { sale }, sentAt: 0 };
}

function order(id: string, name: string) {
  return { id, name, args: {}, sentAt: 0 };
}

describe('activity strip', () => {
  it('[PAGE-51] a command is shown as sent until its answer is in, and never as done before', () => {
    const before = sent('a');
    assert.equal(before[0]?.outcome.kind, 'sent');
    assert.equal(isPending(before, 'round.next'), true);
    const after = withAnswer(before, 'a', { reply: { ok: true }, at: 42 });
    assert.deepEqual(after[0]?.outcome, { kind: 'accepted', latencyMs: 42 });
    assert.equal(isPending(after, 'round.next'), false);
  });

  it('[PAGE-180] a card shows the newest of its own commands that was given since it came', () => {
    const list = [order('a', 'battle.start'), order('b', 'battle.boost'), order('c', 'chat.pin')].reduce<Activity>(withSent, []);
    assert.equal(newestSince(list, ['battle.boost', 'battle.end'], 0)?.id, 'b');
    assert.equal(newestSince(list, ['battle.boost'], 1), null, 'it was about the battle before');
    assert.equal(newestSince(list, ['battle.end'], 0), null);
    assert.equal(newestOf(list, ['battle.start', 'chat.pin'])?.id, 'c');
    const answered = withSent(list, { ...order('e', 'battle.reject'), args: { battle: 'demo.battle-1' } });
    assert.equal(newestAbout(answered, 'demo.battle-1')?.id, 'e');
    assert.equal(newestAbout(answered, 'demo.battle-2'), null, 'the next invitation knows nothing of it');
  });

  it('[PAGE-115] a sale’s own card shows the newest command about that sale', () => {
    const list = [about('a', 'mug'), about('b', 'bowl'), about('c', 'mug')].reduce<Activity>(withSent, sent('d'));
    assert.equal(newestAbout(list, 'mug')?.id, 'c');
    assert.equal(newestAbout(list, 'bowl')?.id, 'b');
    assert.equal(newestAbout(list, 'cup'), null);
  });

  it('[PAGE-51] a refusal keeps its reason; a command without an answer says so', () => {
    const refusal = refuse('round/none');
    const list = withAnswer(sent('a', 'b'), 'b', { reply: { ok: false, ...refusal }, at: 160 });
    assert.deepEqual(list[0]?.outcome, { kind: 'refused', latencyMs: 60, refusal });
    assert.deepEqual(refusalOf(list, 'round.next'), refusal);
    assert.deepEqual(withAnswer(list, 'a', { reply: null, at: 5000 })[1]?.outcome, { kind: 'unanswered', latencyMs: 5000 });
  });

  it('[PAGE-51] the first answer stands, answers find their own command, and the newest is on top', () => {
    let list = sent('a', 'b');
    assert.deepEqual(
      list.map(({ id }) => id),
      ['b', 'a'],
    );
    list = withAnswer(list, 'a', { reply: { ok: true }, at: 10 });
    list = withAnswer(list, 'a', { reply: null, at: 999 });
    assert.deepEqual(list[1]?.outcome, { kind: 'accepted', latencyMs: 10 });
    assert.equal(list[0]?.outcome.kind, 'sent');
  });

  it('[PAGE-51] the strip stays short', () => {
    assert.equal(sent(...Array.from({ length: keptEntries + 5 }, (_, i) => `c${i}`)).length, keptEntries);
  });
});
