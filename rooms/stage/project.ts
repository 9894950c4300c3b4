/** Shows the core: writes what is public of it into the synced state. */
import { RoundState, ShowState, assignView } from '../../shared/state/index.ts';
import type { AnyGame } from '../../shared/game-kit/index.ts';
import { prizeOf } from './core-rounds.ts';
import type { Core } from './core-state.ts';
import { projectBattle } from './project-battle.ts';
import { projectPoll } from './project-poll.ts';
import type { SaleBoard } from './project-sales.ts';

/** What the state shows beyond the core. */
export interface Sampled {
  viewers: number;
  likes: number;
}

interface Target {
  state: ShowState;
  board: SaleBoard;
  games: Readonly<Record<string, AnyGame>>;
  /** Server time, epoch ms. */
  now: number;
}

/** Makes `state` show `core`; only what differs is touched. */
export function project(core: Core, sampled: Sampled, { state, board, games, now }: Target): void {
  assignView(state, {
    show: core.show,
    title: core.title,
    status: core.status,
    viewers: sampled.viewers,
    tick: state.tick,
    startsAt: core.startsAt,
    rehearsal: core.rehearsal !== null,
    likes: sampled.likes,
    pinned: core.pinned ? `${core.pinned.name}: ${core.pinned.text}` : '',
    notices: core.notices,
    sales: board.rows(core.sales, now),
  });
  projectRound(core, state, games);
  projectBattle(core, state, now);
  projectPoll(core, state);
}

function projectRound(core: Core, state: ShowState, games: Readonly<Record<string, AnyGame>>): void {
  const round = core.round;
  if (!round) return blankRound(state);
  const game = games[round.game];
  // A new round gets a new view object, so that no field of another game's view lingers.
  if (!state.round || state.round.id !== round.id) {
    state.round = new RoundState();
    // A round that was over when this stage began has nothing more to show.
    if (game && round.phase !== 'over') state.round.view = new game.View();
  }
  const { id, phase, startsAt, endsAt, rehearsal } = round;
  const { name, amount } = prizeOf(round);
  const prize = amount > 1 ? `${name} × ${amount}` : name;
  assignView(state.round, { id, game: round.game, phase, startedAt: startsAt, endsAt, rehearsal, prize });
  // Once over, the last view stays as it was.
  if (!game || !state.round.view || phase === 'over') return;
  assignView(state.round.view, game.view(round.state, phase === 'soon' ? game.initial : phase, round.settings));
}

/** Takes away what a rehearsal showed. The field stays set: a full state does not mention unset fields, so a decoder that missed this would keep the old round. */
function blankRound(state: ShowState): void {
  if (!state.round || state.round.id === 0) return;
  state.round = new RoundState();
  assignView(state.round, { id: 0, game: '', phase: 'over', startedAt: 0, endsAt: 0, rehearsal: false, prize: '' });
}

/** An empty state to project into. */
export function emptyState(): ShowState {
  const state = new ShowState();
  state.tick = 0;
  return state;
}
