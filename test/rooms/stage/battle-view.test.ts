/** How a battle reaches everybody: the state that moves with the ticks, orders to the crowds, what panels see and the log keeps. */
import assert from 'node:assert/strict';
import type { Core } from '../../../rooms/stage/core-state.ts';
import type { EdgeOrder } from '../../../rooms/stage-wire.ts';
import { createMemoryWire } from '../../../server/memory/wire.ts';
import type { AuditEntry } from '../../../shared/protocol/index.ts';
import { decodingViewer } from '../../support/decoding-viewer.ts';
import { showWorld } from '../../support/show-world.ts';
import type { ShowWorld } from '../../support/show-world.ts';
import { battleId, beginBattle, cast, give, home, scores, shownBattle, vote } from '../../support/stage-contests.ts';
import { tappedWire } from '../../support/tapped-wire.ts';

const feedOf = (world: ShowWorld) => world.shows.get('demo')!.crowd.feed;

/** Two who vote, one of each shard. */
function voters(world: ShowWorld) {
  return [0, 1].map((shard) => world.join(home(shard)));
}

/** When something left to viewers while `ms` passed and `act` was done every few ms. */
async function windows(world: ShowWorld, ms: number, act: () => unknown): Promise<number[]> {
  const at: number[] = [];
  for (let passed = 0; passed < ms; passed += 5) {
    void act();
    const before = world.fanout.published.length;
    await world.pass(5);
    if (world.fanout.published.slice(before).some(({ topic }) => topic === 'show/demo')) at.push(passed);
  }
  return at;
}

/** The battle before and after, as a line of the log has it. */
function battlesOf({ before, after }: AuditEntry): (Record<string, unknown> | null | undefined)[] {
  return [before, after].map((summary) => (summary as { battle?: Record<string, unknown> | null }).battle);
}

describe('the state of a battle', () => {
  it('[BATTLE-154] is the same for everybody, whenever they came, through a whole battle and the next', async () => {
    const world = await showWorld();
    const early = decodingViewer(feedOf(world));
    const [ann, bob] = voters(world);
    const sides = ['a', 'b', 'c', 'd'].map((id) => ({ id, name: id.toUpperCase() }));
    await beginBattle(world, { sides, giftGraceMs: 1000, verdict: { kind: 'highlight', text: '', durationMs: 2000 } });
    const lost = decodingViewer(feedOf(world));
    const looks = async (n: number) => {
      for (let look = 0; look < n; look++) {
        await vote(world, ann!, 'a');
        await vote(world, bob!, look % 2 ? 'd' : 'c');
        await give(world, 'b', 10 + look, { viewer: `giver-${look}`, name: `Giver ${look}` });
        await world.pass(1000);
        for (const viewer of [early, decodingViewer(feedOf(world))]) assert.deepEqual(viewer.json(), world.json());
      }
    };
    await looks(5);
    assert.deepEqual(
      shownBattle(world).sides[1]!.top.map(({ name, score }) => [name, score]),
      [
        ['Giver 4', 14],
        ['Giver 3', 13],
        ['Giver 2', 12],
      ],
    );
    // This one misses the end of the first battle, and the beginning of one with fewer sides.
    lost.leave();
    await world.pass(40_000);
    assert.equal(shownBattle(world).status, 'over');
    await beginBattle(world);
    await world.pass(1000);
    lost.resume();
    await world.pass(1000);
    for (const viewer of [early, lost, decodingViewer(feedOf(world))]) assert.deepEqual(viewer.json(), world.json());
    assert.deepEqual(scores(world), { red: 0, blue: 0 });
  });

  it('[BATTLE-154] whoever missed the end of a rehearsal does not see its battle when they are back', async () => {
    const world = await showWorld();
    const viewer = decodingViewer(feedOf(world));
    await world.command('rehearsal.start', { bots: 4 });
    await beginBattle(world);
    await world.command('poll.start', { question: 'Well?', choices: [{ text: 'Yes' }, { text: 'No' }] });
    await world.pass(500);
    viewer.leave();
    await world.command('rehearsal.end');
    await world.pass(500);
    viewer.resume();
    await world.pass(500);
    assert.deepEqual(viewer.json(), world.json());
    assert.deepEqual([world.json().battle?.id, world.json().poll?.id], ['', '']);
    assert.deepEqual([world.json().battle?.sides, world.json().poll?.choices], [[], []]);
  });

  it('[BATTLE-155] stands still in the mist, for panels too, while everything goes on being counted', async () => {
    const world = await showWorld();
    const panel = decodingViewer(feedOf(world), { panel: true });
    const [ann, bob] = voters(world);
    const startedAt = await beginBattle(world, { mistMs: 8000, overtimes: 0 });
    await vote(world, ann!, 'red', 2);
    await give(world, 'blue', 5, { viewer: 'gil', name: 'Gil' });
    await world.pass(startedAt + 12_000 - world.clock.now());
    const before = shownBattle(world);
    const { left } = (await vote(world, bob!, 'blue', 9)) as { left: number };
    await give(world, 'blue', 1000, { viewer: 'rich', name: 'Rich' });
    for (let at = 12_200; at < 20_000; at += 600) {
      await world.pass(startedAt + at - world.clock.now());
      assert.deepEqual(shownBattle(world), before);
      assert.doesNotMatch(JSON.stringify(world.panel()), /Rich|1009|1014/v);
    }
    assert.equal(left, 1, 'each voter knows what was taken of their own');
    assert.deepEqual(
      panel.messages.filter(({ payload }) => JSON.stringify(payload).includes('Rich')),
      [],
    );
    await world.pass(startedAt + 20_100 - world.clock.now());
    assert.deepEqual(scores(world), { red: 2, blue: 1014 });
    assert.deepEqual(
      shownBattle(world).sides[1]!.top.map(({ name }) => name),
      ['Rich', 'Gil'],
    );
  });

  it('[BATTLE-156] shows of each side the boost that lasts or comes next, and is right when one ends though nobody votes', async () => {
    const world = await showWorld();
    const startedAt = await beginBattle(world);
    await world.pass(100);
    for (const [side, factor] of [
      ['red', 2],
      ['red', 3],
      ['blue', 4],
    ] as const)
      await world.command('battle.boost', { side, factor, ms: 5000 });
    const boosts = () => shownBattle(world).sides.map(({ boost, boostsQueued }) => ({ ...boost, boostsQueued }));
    const none = { factor: 1, from: 0, until: 0, boostsQueued: 0 };
    const boost = (factor: number, from: number, boostsQueued = 0) => ({
      factor,
      from: startedAt + from,
      until: startedAt + from + 5000,
      boostsQueued,
    });
    for (const [at, expected] of [
      [900, [boost(2, 1000, 1), boost(4, 1000)]],
      [5900, [boost(2, 1000, 1), boost(4, 1000)]],
      [6100, [boost(3, 6000), none]],
      [10_900, [boost(3, 6000), none]],
      [11_100, [none, none]],
    ] as const) {
      await world.pass(startedAt + at - world.clock.now());
      assert.deepEqual(boosts(), expected, `${at} ms`);
    }
  });

  it('[BATTLE-157] panels know the rules, and what of boosts and extensions is left; none of it reaches viewers', async () => {
    const world = await showWorld();
    const panel = decodingViewer(feedOf(world), { panel: true });
    const viewer = decodingViewer(feedOf(world));
    assert.equal(world.panel().battle, null);
    await beginBattle(world, { boostsPerSide: 2, weights: [{ level: 5, weight: 3 }] });
    await world.command('battle.boost', { side: 'red' });
    await world.command('battle.extend', { ms: 60_000 });
    await world.command('rundown.set', { items: [{ id: 'cheer', title: 'Cheer', command: { name: 'round.cancel', args: {} } }] });
    const rule = { id: 'one', when: { kind: 'battle-won', side: 'red' }, item: 'cheer' };
    await world.command('rule.set', { rules: [rule] });
    await world.pass(200);
    const { battle, rules } = world.panel();
    assert.deepEqual([battle!.id, battle!.role], [battleId, 'host']);
    assert.deepEqual([battle!.boostsLeft, battle!.extensionLeftMs], [{ red: 1, blue: 2 }, 240_000]);
    assert.deepEqual(battle!.rules.weights, [{ level: 5, weight: 3 }]);
    assert.deepEqual(rules, [{ ...rule, state: 'waiting', code: null }]);
    const told = panel.messages.filter(({ type }) => type === 'panel.state');
    assert.deepEqual(told.at(-1)!.payload, JSON.parse(JSON.stringify(world.panel())));
    assert.deepEqual(viewer.messages, []);
  });

  it('[BATTLE-157] panels are not told again for every vote', async () => {
    const world = await showWorld();
    const panel = decodingViewer(feedOf(world), { panel: true });
    const [ann] = voters(world);
    await beginBattle(world);
    await world.pass(200);
    const told = panel.messages.length;
    for (let i = 0; i < 5; i++) await vote(world, ann!, 'red');
    await give(world, 'blue', 5);
    await world.pass(200);
    assert.equal(panel.messages.length, told);
  });

  it('[BATTLE-158] the log has what each order changed of it, and, by nobody, how it was settled', async () => {
    const world = await showWorld();
    const [ann] = voters(world);
    await beginBattle(world);
    await vote(world, ann!, 'red');
    await world.command('battle.boost', { side: 'red' });
    await world.command('viewer.mute', { viewer: 'cid' });
    await world.pass(60_000);
    const log = await world.journal.audit('demo', { limit: 10 });
    const [settled, mute, boost, start] = log;
    assert.equal(log.length, 4, 'not once more when its verdict has been shown');
    assert.deepEqual([start!.command, battlesOf(start!)[0], battlesOf(start!)[1]!['status']], ['battle.start', null, 'running']);
    assert.deepEqual([boost!.command, ...battlesOf(boost!).map((battle) => battle!['boosts'])], ['battle.boost', 0, 1]);
    assert.deepEqual([mute!.command, ...battlesOf(mute!)], ['viewer.mute', undefined, undefined]);
    assert.deepEqual([settled!.command, settled!.args, settled!.by], ['battle-settled', { battle: battleId }, 'drumroll']);
    assert.deepEqual(
      battlesOf(settled!).map((battle) => [battle!['status'], battle!['winner']]),
      [
        ['running', null],
        ['verdict', 'red'],
      ],
    );
  });

  it('[BATTLE-159] crowds get an order when the ballot changes, and none because something was counted', async () => {
    const orders: EdgeOrder[] = [];
    const order = (sent: EdgeOrder, deliver: () => void) => {
      orders.push(sent);
      deliver();
    };
    const world = await showWorld({ wire: () => tappedWire(createMemoryWire(), { order }) });
    const [ann, bob] = voters(world);
    await beginBattle(world, { giftGraceMs: 1000 });
    const begun = orders.length;
    const ballot = orders.at(-1)!.ballots[0]!;
    assert.deepEqual([ballot.id, ballot.options, ballot.votesPerViewer], [battleId, ['red', 'blue'], 10]);
    for (let i = 0; i < 6; i++) {
      await vote(world, i % 2 ? ann! : bob!, 'red');
      world.shard(ann!).like(ann!, { count: 1 });
      await give(world, 'blue', 5);
      await world.pass(500);
    }
    assert.equal(orders.length, begun);
    await world.command('viewer.mute', { viewer: 'cid' });
    assert.equal(orders.length, begun + 1);
    assert.equal(orders.at(-1)!.ballots, orders.at(-2)!.ballots, 'the very same list while it says the same');
    await world.command('battle.extend', { ms: 5000 });
    assert.notEqual(orders.at(-1)!.ballots, orders.at(-2)!.ballots);
    await world.pass(60_000);
    assert.equal(orders.at(-1)!.ballots[0]!.ended, true);
    // The end of the period, the verdict, and that it is over.
    assert.equal(orders.length, begun + 5);
  });

  it('[BATTLE-169] what only moves scores is learnt without a commit; what makes a rule due is durable before that fires', async () => {
    const world = await showWorld();
    const [ann] = voters(world);
    const item = { id: 'race', title: 'Race', command: { name: 'round.start', args: { game: 'tap-race' } } };
    await world.command('rundown.set', { items: [item] });
    const when = { kind: 'battle-total', points: 6 };
    await world.command('rule.set', { rules: [{ id: 'six', when, item: 'race' }] });
    await beginBattle(world);
    const written = () => world.journal.handed.filter(({ core }) => core !== undefined);
    const before = written().length;
    await vote(world, ann!, 'red', 3);
    await world.pass(1000);
    assert.deepEqual([written().length, scores(world)['red']], [before, 3]);
    await vote(world, ann!, 'red', 3);
    await world.pass(1000);
    const steps = written()
      .slice(before)
      .map(({ core, command }) => [(core as Core).rules[0]!.state, command !== undefined]);
    assert.deepEqual(steps, [
      ['due', false],
      ['due', true],
      ['fired', false],
    ]);
    assert.equal(world.json().round?.game, 'tap-race');
  });

  it('[BATTLE-160] leaves 20 times a second while votes are taken and 10 times otherwise, in one window each time', async () => {
    const world = await showWorld({ limits: { chatLinesPerSecond: 1000 } });
    const crowd = Array.from({ length: 100 }, (_, i) => world.join(`v${i}`));
    let [lines, turn] = [0, 0];
    const chat = () => world.chat(world.join(`chatter-${++lines}`), 'hello');
    await beginBattle(world, { votesPerViewer: 100, prepareMs: 5000, giftGraceMs: 5000 });
    await world.pass(3000);
    const before = await windows(world, 990, chat);
    await world.pass(2000);
    const [ticks, published] = [world.counted.get('drumroll_ticks_total')!, world.fanout.published.length];
    const during = await windows(world, 990, () => cast(world, crowd[turn++ % 100]!, 'red'));
    assert.equal(world.counted.get('drumroll_ticks_total')! - ticks, during.length);
    assert.equal(world.fanout.published.slice(published).filter(({ topic }) => topic === 'show/demo').length, during.length);
    await world.pass(21_000);
    assert.equal(shownBattle(world).status, 'running', 'gifts are waited for');
    const after = await windows(world, 990, chat);
    assert.deepEqual([before.length, during.length, after.length], [10, 20, 10]);
  });
});
