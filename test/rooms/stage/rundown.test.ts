/** The rundown: the streamer's prepared list, and the cursor that GO fires. */
import assert from 'node:assert/strict';
import { showWorld } from '../../support/show-world.ts';
import type { ShowWorld } from '../../support/show-world.ts';

const item = (id: string, name = 'viewer.mute', args: unknown = { viewer: id }) => ({ id, title: id, command: { name, args } });
const items = (ids: string) => Array.from(ids, (id) => item(id));

async function prepared(ids: string, fired = 0): Promise<ShowWorld> {
  const world = await showWorld();
  await world.command('rundown.set', { items: items(ids) });
  for (let i = 0; i < fired; i++) assert.deepEqual(await world.command('rundown.go'), { ok: true });
  return world;
}

function cursor(world: ShowWorld): string {
  const { rundown } = world.panel();
  return (
    rundown.items.map(({ id }, i) => (i === rundown.next ? `[${id}]` : id)).join('') + (rundown.items[rundown.next] ? '' : '[]')
  );
}

describe('the rundown', () => {
  it('[ROOM-17] GO fires the items one after another, and says when there are no more', async () => {
    const world = await prepared('abc');
    assert.equal(cursor(world), '[a]bc');
    for (const after of ['a[b]c', 'ab[c]', 'abc[]']) {
      assert.deepEqual(await world.command('rundown.go'), { ok: true });
      assert.equal(cursor(world), after);
    }
    assert.deepEqual(world.panel().muted, ['a', 'b', 'c']);
    const reply = await world.command('rundown.go');
    assert.equal(!reply.ok && reply.code, 'rundown/at-end');
  });

  it('[ROOM-17] GO with an item fires that one, and goes on behind it', async () => {
    const world = await prepared('abcd');
    await world.command('rundown.go', { item: 'c' });
    assert.equal(cursor(world), 'abc[d]');
    await world.command('rundown.go', { item: 'a' });
    assert.equal(cursor(world), 'a[b]cd');
    assert.deepEqual(world.panel().muted, ['c', 'a']);
  });

  it('[ROOM-17] it answers as the item’s own command would, and the id makes it one action', async () => {
    const world = await showWorld();
    await world.command('rundown.set', { items: [item('a', 'round.start', { game: 'lucky-draw' }), item('b')] });
    assert.deepEqual(await world.command('rundown.go', {}, { id: 'go' }), { ok: true, round: 1 });
    assert.deepEqual(await world.command('rundown.go', {}, { id: 'go' }), { ok: true, round: 1 });
    assert.equal(cursor(world), 'a[b]');
    await world.pass(100);
    assert.equal(world.json().round?.game, 'lucky-draw');
  });

  it('[ROOM-17] an item that is refused stays under the cursor', async () => {
    const world = await showWorld();
    await world.command('rundown.set', { items: [item('a', 'round.next'), item('b')] });
    const reply = await world.command('rundown.go');
    assert.equal(!reply.ok && reply.code, 'round/none');
    assert.equal(cursor(world), '[a]b');
  });

  it('[ROOM-18] an edit leaves the cursor at its item, or at what was put right before it', async () => {
    const cases: [before: string, fired: number, edited: string, cursor: string][] = [
      ['abc', 1, 'abc', 'a[b]c'],
      ['abc', 1, 'xabc', 'xa[b]c'],
      ['abc', 1, 'cba', '[c]ba'],
      ['abc', 1, 'acb', 'a[c]b'],
      ['abc', 1, 'bca', '[b]ca'],
      ['abc', 1, 'bc', '[b]c'],
      ['abc', 1, 'ac', 'a[c]'],
      ['abc', 2, 'a', 'a[]'],
      ['abc', 3, 'abcd', 'abc[d]'],
      ['abc', 3, 'ab', 'ab[]'],
      ['abc', 0, '', '[]'],
      ['', 0, 'ab', '[a]b'],
    ];
    for (const [before, fired, edited, expected] of cases) {
      const world = await prepared(before, fired);
      await world.command('rundown.set', { items: items(edited) });
      assert.equal(cursor(world), expected, `${before} after ${fired}, edited to ${edited}`);
    }
  });

  it('[ROOM-18] it survives a crash, cursor and all, and goes to the panels', async () => {
    const world = await prepared('abc', 2);
    const again = await world.crash();
    assert.equal(cursor(again), 'ab[c]');
    await again.command('rundown.go');
    assert.equal(cursor(again), 'abc[]');
    assert.deepEqual(again.panel().muted, ['a', 'b', 'c']);
  });
});
