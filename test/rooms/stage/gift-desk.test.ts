/** The gift desk: each gift once by its key, judged as it arrives, durable before its answer. */
import assert from 'node:assert/strict';
import { closePeriod } from '../../../shared/battle/index.ts';
import { battleId, giftWorld, pointsBySide, runningBattle } from '../../support/gift-world.ts';
import { settled } from '../../support/show-world.ts';

const counted = { counted: true, battle: battleId, side: 'cats', points: 5 } as const;

function codeOf(answer: object): unknown {
  return 'code' in answer ? answer.code : 'ok';
}

describe('the gift desk', () => {
  it('[BATTLE-172] a gift is answered once it is durable, and counts from then on', async () => {
    const world = await giftWorld();
    await settled();
    world.journal.hold();
    let answered: object | null = null;
    const gift = world.give().then((answer) => (answered = answer));
    await world.pass(500);
    assert.deepEqual([answered, pointsBySide(world)], [null, {}]);
    world.journal.release();
    assert.deepEqual(await gift, counted);
    assert.deepEqual(pointsBySide(world), { cats: 5 });
    const [kept] = await world.kept();
    assert.deepEqual([kept!.service, kept!.key, kept!.reply, kept!.slice], ['shop', 'k', counted, 0]);
  });

  it('[BATTLE-172] gifts that wait for the same commit are written together, in the order in which they came', async () => {
    const world = await giftWorld();
    await settled();
    world.journal.hold();
    const gifts = ['a', 'b', 'c', 'd'].map((key) => world.give({ key }));
    await settled();
    world.journal.release();
    await Promise.all(gifts);
    const entries = world.journal.handed.map(({ gifts: written }) => written?.map(({ key }) => key).join(''));
    assert.equal(entries.join('|').replaceAll('|', ''), 'abcd');
    assert.ok(entries.length < 4, entries.join('|'));
    assert.deepEqual(pointsBySide(world), { cats: 20 });
  });

  it('[BATTLE-173] the same key is answered the same and counts once, also at the same time, after a crash and after the battle', async () => {
    const world = await giftWorld();
    await settled();
    const both = await Promise.all([world.give(), world.give(), world.give()]);
    assert.deepEqual(both, [counted, counted, counted]);
    assert.deepEqual(await world.give(), counted);
    const again = await world.crash();
    await settled();
    assert.deepEqual(await again.give(), counted);
    await again.pass(60_000);
    again.advance((battle) => closePeriod(battle, again.clock.now(), []));
    again.advance();
    assert.deepEqual(await again.give(), counted);
    assert.deepEqual([(await again.kept()).length, pointsBySide(again)], [1, { cats: 5 }]);
  });

  it('[BATTLE-173] another payload under a used key is refused; keys of two services are two keys', async () => {
    const world = await giftWorld();
    await settled();
    const [first, other] = await Promise.all([world.give(), world.give({ value: 6 })]);
    assert.deepEqual([first, codeOf(other)], [counted, 'key-reused']);
    for (const changed of [
      { value: 6 },
      { side: 'dogs' },
      { viewer: 'bob' },
      { gift: 'rose' },
      { battle: battleId },
      { name: 'A' },
    ])
      assert.equal(codeOf(await world.give(changed)), 'key-reused');
    assert.deepEqual(await world.give({}, 'other-shop'), counted);
    assert.deepEqual(pointsBySide(world), { cats: 10 });
  });

  it('[BATTLE-174] a gift counts by when it arrived, however long its commit takes', async () => {
    const world = await giftWorld();
    await world.pass(9999);
    world.journal.hold();
    const last = world.give({ key: 'last' });
    await world.pass(1);
    const late = world.give({ key: 'late' });
    await world.pass(3000);
    world.journal.release();
    assert.deepEqual(await last, counted);
    assert.deepEqual(await late, { counted: false, why: 'too-late', battle: battleId });
    assert.deepEqual(world.desk.tally(battleId)!.points.gifts, { cats: { 9: 5 } });
  });

  it('[BATTLE-174] one that was paid before the end counts in the last slice when it arrives within the grace', async () => {
    const world = await giftWorld();
    const end = world.clock.now() + 10_000;
    await world.pass(11_999);
    assert.deepEqual(await world.give({ key: 'a', paidAt: end - 1 }), counted);
    assert.deepEqual(codeOf(await world.give({ key: 'b', paidAt: end })), 'ok');
    await world.pass(1);
    const late = { counted: false, why: 'too-late', battle: battleId };
    assert.deepEqual(await world.give({ key: 'c', paidAt: end - 1 }), late);
    assert.deepEqual(await world.give({ key: 'b', paidAt: end }), late);
    assert.deepEqual(world.desk.tally(battleId)!.points.gifts, { cats: { 9: 5 } });
    const ahead = await world.give({ key: 'd', paidAt: world.clock.now() + 60_001 });
    assert.equal(codeOf(ahead), 'bad-request');
  });

  it('[BATTLE-175] a gift that does not count is kept all the same, and its answer says why', async () => {
    const cases: [why: string, world: ReturnType<typeof giftWorld>, over?: object][] = [
      ['no-battle', giftWorld({ battle: () => null })],
      ['no-battle', giftWorld(), { battle: 'demo.battle-7' }],
      ['not-started', giftWorld({ battle: (now) => runningBattle(now, { prepareMs: 5000 }) })],
      ['other-kind', giftWorld({ battle: (now) => runningBattle(now, { gifts: ['rose'] }) }), { gift: 'car' }],
      ['other-kind', giftWorld({ battle: (now) => runningBattle(now, { gifts: ['rose'] }) })],
      ['no-gifts', giftWorld({ battle: (now) => runningBattle(now, { gifts: 'none' }) })],
      ['no-side', giftWorld(), { side: 'birds' }],
      ['rehearsal', giftWorld({ battle: (now) => runningBattle(now, {}, { rehearsal: true }) })],
    ];
    for (const [why, opening, over] of cases) {
      const world = await opening;
      await settled();
      const answer = await world.give(over);
      assert.ok(!('code' in answer) && !answer.counted && answer.why === why, `${why}: ${JSON.stringify(answer)}`);
      const kept = await world.kept(answer.battle ?? '');
      assert.deepEqual(kept[0]?.reply, answer, why);
      assert.equal(world.counted.get(`drumroll_gifts_total ${why}`), 1);
      assert.deepEqual(pointsBySide(world), {}, why);
      assert.equal(world.desk.points(), 5);
    }
  });

  it('[BATTLE-175] with only some kinds, gifts of those kinds count', async () => {
    const world = await giftWorld({ battle: (now) => runningBattle(now, { gifts: ['rose', 'ring'] }) });
    await settled();
    assert.deepEqual(await world.give({ gift: 'ring' }), counted);
  });

  it('[BATTLE-175] a show that is not live has no battle to give to', async () => {
    for (const status of ['scheduled', 'ended'] as const) {
      const world = await giftWorld();
      await settled();
      world.core = { ...world.core, status };
      assert.deepEqual(await world.give(), { counted: false, why: 'no-battle', battle: null });
      assert.equal((await world.kept('')).length, 1);
    }
  });

  it('[BATTLE-177] its word on a period is the last one only when no gift that arrived before the end is being written', async () => {
    const world = await giftWorld();
    const end = world.clock.now() + 10_000;
    await world.pass(9000);
    assert.equal(world.desk.isFinal(battleId, end), false);
    world.journal.hold();
    const gift = world.give();
    await world.pass(1500);
    const late = world.give({ key: 'late' });
    await settled();
    assert.equal(world.desk.isFinal(battleId, end), false);
    world.journal.release();
    await gift;
    assert.equal(world.desk.isFinal(battleId, end), true);
    await late;
    assert.deepEqual(pointsBySide(world), { cats: 5 });
  });

  it('[BATTLE-177] nor while the journal is asked whether it knows the key, nor for gifts that will not count', async () => {
    const world = await giftWorld();
    const end = world.clock.now() + 10_000;
    await world.pass(9500);
    world.journal.hold();
    const idle = world.give({ key: 'idle', side: 'birds' });
    await world.pass(1000);
    assert.equal(world.desk.isFinal(battleId, end), true);
    world.journal.release();
    await idle;
  });

  it('[BATTLE-181] gifts are counted by their outcome, each once; refusals each time', async () => {
    const world = await giftWorld();
    await settled();
    await Promise.all([world.give(), world.give(), world.give({ key: 'b', side: 'birds' })]);
    await world.give();
    await world.give({ value: 9 });
    await world.give({ value: 8 });
    const gifts = [...world.counted].filter(([name]) => name.startsWith('drumroll_gifts_total '));
    assert.deepEqual(Object.fromEntries(gifts.map(([name, by]) => [name.split(' ')[1], by])), {
      counted: 1,
      'no-side': 1,
      'key-reused': 2,
    });
  });

  it('[BATTLE-179] names are shown as names of viewers are; whoever sent none is a guest, and the same one for ever', async () => {
    const world = await giftWorld();
    await settled();
    const names = ['  Ann\u202e  Lee ', 'a badword', '', undefined];
    for (const [i, name] of names.entries())
      await world.give({ key: `${i}`, viewer: `v${i}`, value: 100 - i, ...(name === undefined ? { name: '' } : { name }) });
    const shown = world.desk.tally(battleId)!.top['cats']!.map((row) => row.name);
    assert.equal(shown[0], 'Ann Lee');
    for (const name of shown.slice(1)) assert.match(name, /^Guest \d{4}$/);
  });
});
