/** Takes up a stored show: a round that cannot go on with the games of today is aborted before anybody sees it. */
import { report } from '../guard.ts';
import type { Services } from '../services.ts';
import { abortRound } from './core-rounds.ts';
import type { Step } from './core-events.ts';
import type { Core } from './core-state.ts';
import { runningRound } from './core-state.ts';
import { Orders } from './orders.ts';
import { SaleBoard } from './project-sales.ts';
import { emptyState, project } from './project.ts';

type Deps = Pick<Services, 'games' | 'clock' | 'metrics' | 'log'>;

/** The show as it can go on: with the end of a round that cannot. */
export function resume(core: Core, services: Deps): Step {
  if (!runningRound(core)) return { core, effects: [] };
  const { games, clock } = services;
  try {
    // What a stage asks of the game before anything has happened.
    project(core, { viewers: 0, likes: 0 }, { state: emptyState(), board: new SaleBoard(), games, now: clock.now() });
    new Orders(games).next(core);
    return { core, effects: [] };
  } catch (error) {
    report(services, 'stage.resume', error);
    return abortRound(core, String(error), clock.now());
  }
}
