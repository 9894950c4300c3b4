/** What shops are told of a show: committed with what it tells of, in order, and nothing of a rehearsal. */
import assert from 'node:assert/strict';
import { showWorld, streamer } from '../../support/show-world.ts';
import type { ShowWorld } from '../../support/show-world.ts';

const race = { game: 'tap-race', settings: { durationSeconds: 5, prize: { name: 'A cup', amount: 2 } } };

async function told(world: ShowWorld) {
  return (await world.journal.events(0, 100)).map(({ show, type, at, data }) => ({ show, type, at, data }));
}

describe('the events of a show', () => {
  it('[SALE-113] its start and its end', async () => {
    const world = await showWorld();
    let n = 0;
    const order = (name: string) => world.shows.command('night', { id: `${++n}`, name }, streamer);
    await world.shows.create({ id: 'night', title: 'Night' });
    await world.pass(1000);
    const startedAt = world.clock.now();
    await order('show.start');
    await order('show.start');
    await world.pass(5000);
    await order('show.end');
    const data = { title: 'Night' };
    assert.deepEqual(await told(world), [
      { show: 'night', type: 'show.started', at: startedAt, data },
      { show: 'night', type: 'show.ended', at: startedAt + 5000, data },
    ]);
  });

  it('[SALE-113] a settled round with who won what, in one entry with its receipt', async () => {
    const world = await showWorld();
    const ann = world.join('ann', 'Ann');
    await world.command('round.start', race);
    await world.pass(3100);
    await world.input(ann, { type: 'tap', payload: { count: 3 } });
    await world.pass(20_000);
    const winners = [{ viewer: 'ann', name: 'Ann', rank: 1, prize: { name: 'A cup', amount: 2 } }];
    const [event, ...others] = await told(world);
    assert.deepEqual(others, []);
    assert.deepEqual([event!.type, event!.data], ['round.settled', { round: 1, game: 'tap-race', outcome: 'settled', winners }]);
    const entry = world.journal.handed.find(({ events }) => events);
    assert.deepEqual(
      entry!.receipts?.map(({ id }) => id),
      ['1'],
    );
  });

  it('[SALE-113] a cancelled round has no winners, and what was told is not told again', async () => {
    const world = await showWorld();
    await world.command('round.start', race);
    await world.command('round.cancel', {}, { id: 'cancel' });
    await world.command('round.cancel', {}, { id: 'cancel' });
    const again = await world.crash();
    await again.command('round.cancel', {}, { id: 'cancel' });
    await again.pass(60_000);
    const data = { round: 1, game: 'tap-race', outcome: 'cancelled', winners: [] };
    assert.deepEqual(
      (await told(again)).map((event) => event.data),
      [data],
    );
  });

  it('[SALE-113] a round that today’s games cannot go on with is told as aborted', async () => {
    const world = await showWorld();
    await world.command('round.start', race);
    const again = await world.crash({ games: {} });
    assert.deepEqual(
      (await told(again)).map(({ data }) => (data as { outcome: string }).outcome),
      ['aborted'],
    );
  });

  it('[SALE-113] nothing of a rehearsal', async () => {
    const world = await showWorld();
    await world.command('rehearsal.start', { bots: 5 });
    await world.command('round.start', race);
    await world.pass(20_000);
    await world.command('round.start', race);
    await world.command('rehearsal.end');
    assert.deepEqual(await told(world), []);
  });
});
