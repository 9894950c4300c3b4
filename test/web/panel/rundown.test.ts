/** Edits of the rundown make whole new lists. */
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { rundownItem } from '../../../shared/protocol/commands.ts';
import type { RundownItem } from '../../../shared/protocol/messages.ts';
import { gameOf, moved, placeInShow, selectedAfter, withGame, withTitle, without } from '../../../web/panel/control/rundown.ts';

function items(...ids: string[]): RundownItem[] {
  return ids.map((id) => ({ id, title: id, command: { name: 'round.start', args: { game: 'tap-race' } } }));
}
const ids = (list: readonly RundownItem[]) => list.map(({ id }) => id).join('');

describe('rundown', () => {
  it('[PAGE-52] a game is added at the end as an item that the server takes', () => {
    const list = withGame(items('a'), { id: 'b', title: 'Race', game: 'tap-race', settings: { teams: ['x', 'y'] } });
    assert.equal(ids(list), 'ab');
    assert.ok(rundownItem.safeParse(list[1]).success);
    assert.equal(gameOf(list[1]!), 'tap-race');
    assert.equal(gameOf({ id: 'c', title: '', command: { name: 'show.end', args: {} } }), null);
  });

  it('[PAGE-52] items are renamed, removed and moved by one; at the ends nothing moves', () => {
    const list = items('a', 'b', 'c');
    assert.equal(withTitle(list, 'b', 'B')[1]?.title, 'B');
    assert.equal(ids(without(list, 'b')), 'ac');
    assert.equal(ids(moved(list, 'c', -1)), 'acb');
    assert.equal(ids(moved(list, 'a', -1)), 'abc');
    assert.equal(ids(moved(list, 'c', 1)), 'abc');
    assert.equal(ids(moved(list, 'gone', 1)), 'abc');
    assert.equal(ids(list), 'abc');
  });

  it('[PAGE-52] no move loses or doubles an item', () => {
    const moves = fc.array(fc.record({ id: fc.constantFrom('a', 'b', 'c', 'd'), by: fc.constantFrom(1 as const, -1 as const) }));
    fc.assert(
      fc.property(moves, (steps) => {
        const list = steps.reduce<RundownItem[]>((current, { id, by }) => moved(current, id, by), items('a', 'b', 'c', 'd'));
        assert.deepEqual(list.map(({ id }) => id).toSorted(), ['a', 'b', 'c', 'd']);
      }),
    );
  });

  it('[PAGE-53] the selection starts at what is next, steps by one and stops at the ends', () => {
    const rundown = { items: items('a', 'b', 'c'), next: 1 };
    assert.equal(selectedAfter(rundown, null, 1), 'b');
    assert.equal(selectedAfter(rundown, null, -1), 'a');
    assert.equal(selectedAfter(rundown, 'b', -1), 'a');
    assert.equal(selectedAfter(rundown, 'a', -1), 'a');
    assert.equal(selectedAfter(rundown, 'c', 1), 'c');
    assert.equal(selectedAfter(rundown, 'gone', 1), 'b');
    assert.equal(selectedAfter({ items: [], next: 0 }, null, 1), null);
  });

  it('[PAGE-53] what was played, what is next and what comes later is told by the server’s index', () => {
    const rundown = { items: items('a', 'b', 'c'), next: 1 };
    assert.deepEqual(
      [0, 1, 2].map((i) => placeInShow(rundown, i)),
      ['done', 'next', 'later'],
    );
  });
});
