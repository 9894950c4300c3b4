/** Builds the orders that crowds obey, each whole and numbered, and notices when the last one is out of date. */
import type { AnyGame } from '../../shared/game-kit/index.ts';
import type { EdgeBallot, EdgeOrder, EdgePhase, EdgeSale } from '../stage-wire.ts';
import { edgeBallotsOf } from './core-ballots.ts';
import type { Core, RoundCore, SaleCore } from './core-state.ts';
import { runningRound } from './core-state.ts';
import { cueContent } from './core-rounds.ts';

type Games = Readonly<Record<string, AnyGame>>;

export class Orders {
  readonly #games: Games;
  #rev = 0;
  #standing = 'null';
  /** The sales that were looked at last, what an order says of them, and what the last one said. */
  #sales: readonly SaleCore[] = [];
  #edges: readonly EdgeSale[] = [];
  #told: readonly EdgeSale[] = [];
  #ballots: readonly EdgeBallot[] = [];

  constructor(games: Games) {
    this.#games = games;
  }

  next(core: Core): EdgeOrder {
    const { epoch, status, muted, banned, rehearsal } = core;
    const round = runningRound(core);
    this.#standing = JSON.stringify(this.#standingOf(round) ?? null);
    const phase = round && this.#phaseOf(core, round);
    const sales = this.#edgesOf(core);
    this.#told = sales;
    const live = rehearsal ? { status, behind: rehearsal.before } : { status };
    const bots = rehearsal?.bots ?? 0;
    return { epoch, rev: ++this.#rev, ...live, muted, banned, bots, phase, sales, ballots: this.#ballotsOf(core) };
  }

  /** Whether what viewers are told about themselves would change with a new order. */
  outdated(core: Core): boolean {
    return JSON.stringify(this.#standingOf(runningRound(core)) ?? null) !== this.#standing;
  }

  /** Whether a new order would say something else of the sales. Stock that moves is none of its business. */
  salesOutdated(core: Core): boolean {
    return this.#edgesOf(core) !== this.#told;
  }

  /** The very same list as before, as long as it says the same. */
  #edgesOf({ sales }: Core): readonly EdgeSale[] {
    if (sales === this.#sales) return this.#edges;
    this.#sales = sales;
    const edges = sales.map(edgeSaleOf);
    if (JSON.stringify(edges) !== JSON.stringify(this.#edges)) this.#edges = edges;
    return this.#edges;
  }

  /** The very same list as before, as long as it says the same. */
  #ballotsOf(core: Core): readonly EdgeBallot[] {
    const ballots = edgeBallotsOf(core);
    if (JSON.stringify(ballots) !== JSON.stringify(this.#ballots)) this.#ballots = ballots;
    return this.#ballots;
  }

  #phaseOf(core: Core, round: RoundCore): EdgePhase {
    const { id, step, game, phase, startsAt, endsAt, rehearsal } = round;
    const edgeSettings = this.#games[game]?.edgeSettings;
    const settings = edgeSettings ? edgeSettings(round.settings) : round.settings;
    const cue = cueContent(core, { games: this.#games });
    return { round: id, step, game, settings, phase, startsAt, endsAt, cue, standing: this.#standingOf(round), rehearsal };
  }

  #standingOf(round: RoundCore | null): unknown {
    if (!round || round.phase === 'soon') return undefined;
    return this.#games[round.game]?.standing?.(round.state, round.phase);
  }
}

function edgeSaleOf({ id, standing, generation, stopped, seed }: SaleCore): EdgeSale {
  const { terms, ended } = standing;
  const { opensAt, closesAt, perViewer, queue, rehearsal } = terms;
  return { id, generation, opensAt, closesAt, perViewer, queue, ended, stopped, seed, rehearsal };
}
