/** The registry: every game file is in it, under its own id. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { games } from '../../shared/games/index.ts';

describe('the registry of games', () => {
  it('[GAME-19] knows each game by its id, which is the name of its file', () => {
    assert.ok(Object.keys(games).length >= 3);
    for (const [id, game] of Object.entries(games)) {
      assert.equal(game.id, id);
      assert.match(id, /^[a-z]+(-[a-z]+)*$/);
      assert.ok(existsSync(`shared/games/${id}.ts`), id);
    }
  });

  it('[GAME-19] has view classes and titles that nobody else has', () => {
    const all = Object.values(games);
    assert.equal(new Set(all.map(({ View }) => View.name)).size, all.length);
    assert.equal(new Set(all.flatMap(({ title }) => [title.en, title['zh-CN']])).size, 2 * all.length);
  });
});
