/** The game that the documentation shows is the game that obeys the laws. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { laws } from '../support/game-laws/index.ts';

describe('the example in docs/games.md', () => {
  const doc = readFileSync('docs/games.md', 'utf8');

  it('[GAME-96] is word for word the game that the laws are tried on, and shorter than 60 lines', () => {
    const file = readFileSync('test/support/example-game.ts', 'utf8').replaceAll("'../../shared/game-kit/", "'../game-kit/");
    const shown = /```ts\n([\s\S]*?)```/.exec(doc)?.[1];
    assert.equal(shown, file);
    assert.ok(file.trimEnd().split('\n').length < 60);
  });

  it('[GAME-97] every law stands in the documentation', () => {
    for (const { id } of laws) assert.ok(doc.includes(`| ${id} |`), id);
  });
});
