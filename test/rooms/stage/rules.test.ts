/** Rules on a whole stage: what settles or is reached fires a prepared item of the rundown, once, whatever happens in between. */
import assert from 'node:assert/strict';
import type { Journal } from '../../../rooms/journal.ts';
import { createMemoryJournal } from '../../../server/memory/journal.ts';
import type { PanelRule, ShowRule } from '../../../shared/protocol/index.ts';
import { showWorld } from '../../support/show-world.ts';
import type { ShowWorld } from '../../support/show-world.ts';
import { beginBattle, give, vote } from '../../support/stage-contests.ts';
import { cup, schedule, shown } from '../../support/stage-sales.ts';

type Item = { id: string; title: string; command: { name: string; args: unknown } };

function itemOf(id: string, name: string, args: unknown = {}): Item {
  return { id, title: id, command: { name, args } };
}

const tapRace = itemOf('game', 'round.start', { game: 'tap-race', settings: {} });

async function prepare(world: ShowWorld, items: Item[], rules: ShowRule[]): Promise<void> {
  assert.deepEqual(await world.command('rundown.set', { items }), { ok: true });
  assert.deepEqual(await world.command('rule.set', { rules }), { ok: true });
}

function states(world: ShowWorld): string[] {
  return world.panel().rules.map(({ id, state, code }: PanelRule) => [id, state, ...(code ? [code] : [])].join(' '));
}

/** A battle that red wins, to its verdict. */
async function redWins(world: ShowWorld): Promise<void> {
  const ann = world.join('ann');
  await beginBattle(world, { durationMs: 10_000 });
  await vote(world, ann, 'red');
  await world.pass(10_500);
}

/** What the server itself ordered, the oldest first. */
async function fired({ journal }: { journal: Journal }): Promise<string[]> {
  const audit = await journal.audit('demo', { limit: 1000 });
  const own = audit.filter(({ by, command }) => by === 'drumroll' && command === 'rundown.go');
  return own.toReversed().map(({ by, command, outcome }) => `${by} ${command} ${outcome}`);
}

const won: ShowRule['when'] = { kind: 'battle-won', side: 'red' };

describe('rules on the stage', () => {
  it('[BATTLE-193] a battle’s result opens a prepared sale', async () => {
    const world = await showWorld();
    const sale = await schedule(world);
    await prepare(world, [itemOf('open', 'sale.open', { sale })], [{ id: 'r', when: won, item: 'open' }]);
    await beginBattle(world, { durationMs: 10_000 });
    await vote(world, world.join('ann'), 'red');
    await world.pass(9000);
    assert.deepEqual([shown(world, sale).status, states(world)], ['scheduled', ['r waiting']]);
    await world.pass(1500);
    assert.deepEqual([shown(world, sale).status, states(world)], ['open', ['r fired']]);
    assert.deepEqual(world.errors, []);
  });

  it('[BATTLE-193] or lowers its price', async () => {
    const world = await showWorld();
    const sale = await schedule(world);
    await world.command('sale.open', { sale });
    await prepare(world, [itemOf('cheap', 'sale.adjust', { sale, price: 990 })], [{ id: 'r', when: won, item: 'cheap' }]);
    await world.pass(100);
    assert.equal(shown(world, sale).price, cup.price);
    await redWins(world);
    assert.deepEqual([shown(world, sale).price, states(world)], [990, ['r fired']]);
  });

  it('[BATTLE-193] or starts a game; the audit log says that the server ordered it', async () => {
    const world = await showWorld();
    await prepare(world, [tapRace], [{ id: 'r', when: won, item: 'game' }]);
    await redWins(world);
    assert.equal(world.json().round?.game, 'tap-race');
    assert.deepEqual(await fired(world), ['drumroll rundown.go accepted']);
    await world.pass(20_000);
    await redWins(world);
    assert.equal(world.json().round?.id, 1, 'a rule fires once');
  });

  it('[BATTLE-193] a side that did not win fires nothing', async () => {
    const world = await showWorld();
    await prepare(world, [tapRace], [{ id: 'r', when: { kind: 'battle-won', side: 'blue' }, item: 'game' }]);
    await redWins(world);
    assert.deepEqual([world.json().round, states(world)], [undefined, ['r waiting']]);
  });

  it('[BATTLE-194] a goal of likes is looked at each second, and counts from when it was set', async () => {
    const world = await showWorld();
    const [ann, bob] = [world.join('ann'), world.join('bob')];
    const like = (count: number) => [ann, bob].forEach((member) => world.shard(member).like(member, { count }));
    like(40);
    await world.pass(1500);
    await prepare(world, [tapRace], [{ id: 'g', when: { kind: 'goal', of: 'likes', target: 50 }, item: 'game' }]);
    like(24);
    await world.pass(1500);
    assert.deepEqual(states(world), ['g waiting']);
    like(1);
    await world.pass(1100);
    assert.deepEqual([world.json().round?.game, states(world)], ['tap-race', ['g fired']]);
  });

  it('[BATTLE-194] a goal of gifts goes on over a crash, with gifts of any battle and of none', async () => {
    const world = await showWorld();
    await give(world, 'red', 1000);
    await prepare(world, [tapRace], [{ id: 'g', when: { kind: 'goal', of: 'gifts', target: 100 }, item: 'game' }]);
    await give(world, 'red', 60);
    await world.pass(1500);
    const again = await world.crash();
    await again.pass(1500);
    await beginBattle(again);
    await give(again, 'red', 39);
    await again.pass(1500);
    assert.deepEqual(states(again), ['g waiting']);
    await give(again, 'blue', 1);
    await again.pass(1100);
    assert.deepEqual([again.json().round?.game, states(again)], ['tap-race', ['g fired']]);
  });

  it('[BATTLE-194] while no rule waits for a goal, totals cost no step and no commit', async () => {
    const world = await showWorld();
    await prepare(world, [tapRace], [{ id: 'r', when: won, item: 'game' }]);
    const ann = world.join('ann');
    const before = world.journal.handed.filter(({ core }) => core !== undefined).length;
    for (let i = 0; i < 5; i++) {
      world.shard(ann).like(ann, { count: 50 });
      await give(world, 'red', 1000);
      await world.pass(1000);
    }
    assert.equal(world.journal.handed.filter(({ core }) => core !== undefined).length, before);
  });

  it('[BATTLE-195] a crash at any moment between what settles and the item: it is fired once', async () => {
    const seen = new Set<string>();
    for (let afterMs = 0; afterMs < 100; afterMs += 3) {
      const journal = createMemoryJournal();
      let world = await showWorld({ journal, commitMs: 15, readMs: 5 });
      await prepare(world, [tapRace], [{ id: 'r', when: won, item: 'game' }]);
      const ann = world.join('ann');
      const began = await beginBattle(world, { durationMs: 10_000 });
      await vote(world, ann, 'red');
      await world.pass(began + 10_000 + afterMs - world.clock.now());
      seen.add(states(world)[0]!);
      world = await world.crash();
      await world.pass(3000);
      assert.deepEqual([world.json().round?.id, states(world)], [1, ['r fired']], `crashed ${afterMs} ms after the end`);
      assert.deepEqual(await fired({ journal }), ['drumroll rundown.go accepted']);
    }
    assert.deepEqual([...seen].toSorted(), ['r due', 'r fired', 'r waiting']);
  });

  it('[BATTLE-196] an item that may be refused for a moment is tried again each second', async () => {
    const world = await showWorld();
    await prepare(world, [tapRace], [{ id: 'r', when: won, item: 'game' }]);
    await world.command('round.start', { game: 'lucky-draw', settings: { entrySeconds: 60 } });
    await redWins(world);
    for (const viewer of ['a', 'b', 'c', 'd', 'e']) {
      await world.command('viewer.mute', { viewer });
      await world.pass(1000);
    }
    assert.deepEqual([world.json().round?.game, states(world)], ['lucky-draw', ['r due']]);
    const refused = (await fired(world)).filter((line) => line.endsWith('refused'));
    assert.ok(refused.length >= 5 && refused.length <= 7, `${refused.length} times in six seconds`);
    await world.command('round.cancel');
    await world.pass(1100);
    assert.deepEqual([world.json().round?.game, states(world)], ['tap-race', ['r fired']]);
  });

  it('[BATTLE-196] for a minute; then, and at once when it can never work, the rule says what refused it', async () => {
    const world = await showWorld();
    await prepare(world, [tapRace], [{ id: 'r', when: won, item: 'game' }]);
    await world.command('round.start', { game: 'lucky-draw', settings: { entrySeconds: 600 } });
    await redWins(world);
    await world.pass(58_000);
    assert.deepEqual(states(world), ['r due']);
    await world.pass(4000);
    assert.deepEqual(states(world), ['r refused round/running']);
    const never = await showWorld();
    await prepare(never, [itemOf('next', 'round.next')], [{ id: 'r', when: won, item: 'next' }]);
    await redWins(never);
    assert.deepEqual(states(never), ['r refused round/none']);
  });

  it('[BATTLE-196] a rule that is taken away, or changed, while it is tried is tried no more', async () => {
    const changed: ShowRule = { id: 'r', when: { kind: 'battle-drawn' }, item: 'game' };
    for (const rules of [[], [changed]]) {
      const world = await showWorld();
      await prepare(world, [tapRace], [{ id: 'r', when: won, item: 'game' }]);
      await world.command('round.start', { game: 'lucky-draw', settings: { entrySeconds: 60 } });
      await redWins(world);
      await world.command('rule.set', { rules });
      await world.command('round.cancel');
      await world.pass(5000);
      assert.deepEqual([world.json().round?.game, states(world)], ['lucky-draw', rules.map(() => 'r waiting')]);
    }
  });

  it('[BATTLE-196] what became of a rule is written once the journal takes it', async () => {
    const world = await showWorld();
    await prepare(world, [itemOf('mute', 'viewer.mute', { viewer: 'v' })], [{ id: 'r', when: won, item: 'mute' }]);
    let isFired = false;
    world.journal.failing = (call) => {
      if (call === 'read') return false;
      if (isFired) return true;
      isFired = call.command !== undefined && call.audit?.by === 'drumroll';
      return false;
    };
    await redWins(world);
    assert.deepEqual([world.panel().muted, states(world)], [['v'], ['r due']]);
    world.journal.failing = () => false;
    await world.pass(2500);
    assert.deepEqual(states(world), ['r fired']);
    assert.deepEqual(await fired(world), ['drumroll rundown.go accepted']);
  });
});
