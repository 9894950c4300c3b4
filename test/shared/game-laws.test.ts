/** Every registered game obeys every law. */
import { games } from '../../shared/games/index.ts';
import { laws } from '../support/game-laws/index.ts';
import { samplesOf, tryLaw } from '../support/game-laws/law.ts';

for (const game of Object.values(games)) {
  describe(`the laws of games: ${game.id}`, () => {
    for (const law of laws) it(`[${law.id}] ${game.id} ${law.says}`, () => tryLaw(law, game, samplesOf(game)));
  });
}
