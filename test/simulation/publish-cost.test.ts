/** What a played round and a sale cost the fan-out, in figures that no clock or machine can change. */
import assert from 'node:assert/strict';
import { showWorld } from '../support/show-world.ts';
import { beginBattle, cast, give } from '../support/stage-contests.ts';
import { grabbed, schedule } from '../support/stage-sales.ts';

/**
 * Recorded. Each publish is one system call per viewer, and each byte goes to every one of them: these may change on
 * purpose only, and then for the better.
 */
const recorded = { publishes: 44, frames: 52, bytes: 4069 };
/** About 20 bytes a tick: what moved of left, held and sold, however many grabbed meanwhile. */
const recordedSale = { publishes: 43, bytes: 970 };
/** About 25 bytes a tick, with the rules at the beginning: the scores that moved, and now and then a name at the top. */
const recordedBattle = { publishes: 84, bytes: 2157 };

describe('the cost of publishing', () => {
  it('[NET-40] a scripted race with chat takes one publish per tick, and as many bytes as recorded', async () => {
    const world = await showWorld({ seed: 'publish-cost' });
    const members = Array.from({ length: 20 }, (_, i) => world.join(`viewer-${i}`, `Viewer ${i}`));
    await world.pass(1500);
    const ticks = () => world.counted.get('drumroll_ticks_total') ?? 0;
    const [ticksBefore, publishedBefore] = [ticks(), world.fanout.published.length];

    await world.command('round.start', { game: 'tap-race', settings: { durationSeconds: 5 } });
    await world.pass(3000);
    for (let turn = 0; turn < 40; turn++) {
      for (const member of members.filter((_, i) => i % 4 === turn % 4))
        void world.input(member, { type: 'tap', payload: { count: 1 + (turn % 3) } });
      if (turn % 8 === 0) void world.chat(members[turn % members.length]!, `line ${turn}`);
      await world.pass(100);
    }
    await world.pass(10_000);
    assert.equal(world.json().round?.phase, 'over');
    assert.deepEqual(world.errors, []);

    const published = world.fanout.published.slice(publishedBefore).filter(({ topic }) => topic === 'show/demo');
    const frames = published.flatMap((each) => each.frames);
    const bytes = frames.reduce((sum, { length }) => sum + length, 0);
    assert.equal(published.length, ticks() - ticksBefore, 'one publish per tick');
    assert.deepEqual({ publishes: published.length, frames: frames.length, bytes }, recorded);
  });

  it('[SALE-114] a scripted sale takes one publish per tick, and as many bytes as recorded, however many grab', async () => {
    const world = await showWorld({ seed: 'sale-cost' });
    for (let i = 0; i < 20; i++) world.join(`viewer-${i}`);
    await schedule(world, { stock: 100, countdownMs: 3000, durationMs: 20_000, checkoutUrl: 'https://shop.example/{hold}' });
    await world.pass(2000);
    const ticks = () => world.counted.get('drumroll_ticks_total') ?? 0;
    const [ticksBefore, publishedBefore] = [ticks(), world.fanout.published.length];
    await world.pass(1000);
    for (let turn = 0; turn < 50; turn++) {
      const hold = await grabbed(world, `buyer-${turn}`);
      await grabbed(world, `other-${turn}`);
      if (turn % 2 === 0) await world.ledger.confirm({ hold, order: `order-${turn}` }, world.clock.now());
      await world.pass(20);
    }
    await world.pass(25_000);
    assert.deepEqual(world.errors, []);
    const published = world.fanout.published.slice(publishedBefore).filter(({ topic }) => topic === 'show/demo');
    assert.equal(published.length, ticks() - ticksBefore, 'one publish per tick');
    const bytes = published.flatMap(({ frames }) => frames).reduce((sum, { length }) => sum + length, 0);
    assert.deepEqual({ publishes: published.length, bytes }, recordedSale);
  });

  it('[BATTLE-167] a scripted battle takes one publish per tick, and as many bytes as recorded, however many vote', async () => {
    const world = await showWorld({ seed: 'battle-cost' });
    const members = Array.from({ length: 40 }, (_, i) => world.join(`viewer-${i}`, `Viewer ${i}`));
    await world.pass(1500);
    const ticks = () => world.counted.get('drumroll_ticks_total') ?? 0;
    const [ticksBefore, publishedBefore] = [ticks(), world.fanout.published.length];
    await beginBattle(world, { durationMs: 10_000, giftGraceMs: 1000, verdict: { durationMs: 2000 } });
    for (let turn = 0; turn < 100; turn++) {
      for (const member of members.filter((_, i) => i % 8 === turn % 8)) void cast(world, member, turn % 3 ? 'red' : 'blue');
      if (turn % 20 === 0) void give(world, 'blue', 10 + turn, { viewer: `giver-${turn}`, name: `Giver ${turn}` });
      await world.pass(100);
    }
    await world.pass(5000);
    assert.equal(world.json().battle?.status, 'over');
    assert.deepEqual(world.errors, []);
    const published = world.fanout.published.slice(publishedBefore).filter(({ topic }) => topic === 'show/demo');
    assert.equal(published.length, ticks() - ticksBefore, 'one publish per tick');
    const bytes = published.flatMap(({ frames }) => frames).reduce((sum, { length }) => sum + length, 0);
    assert.deepEqual({ publishes: published.length, bytes }, recordedBattle);
  });
});
