/** One shard's part of the rounds: which runs here, what was restored of it, what goes into it, and whether it can be kept. */
import type { AnyGame } from '../../shared/game-kit/index.ts';
import type { RoundId, ViewerId } from '../../shared/ids.ts';
import { isRefusal, refuse } from '../../shared/protocol/index.ts';
import type { OwnRound, Refusal } from '../../shared/protocol/index.ts';
import { guarded } from '../guard.ts';
import type { Services } from '../services.ts';
import type { EdgePhase } from '../stage-wire.ts';
import { EdgeRound } from './edge-round.ts';
import type { Player } from './edge-round.ts';
import { InputGate } from './input-gate.ts';
import type { RawInput } from './input-gate.ts';
import type { KeptPart } from './kept-part.ts';
import type { ShardStore } from './shard-store.ts';

/** What a shard is told of its rounds. */
interface Listener {
  /** Something changed that the stage should know. */
  onChanged(): void;
  /** What is these viewers' own has changed. */
  onMoved(viewers: Iterable<ViewerId>): void;
  /** A round that ran before this shard began has been read. */
  onRestored(): void;
}

type Deps = Pick<Services, 'clock' | 'games' | 'log' | 'metrics'>;

export class ShardRounds {
  readonly #services: Deps;
  readonly #store: ShardStore;
  readonly #listener: Listener;
  readonly #gate = new InputGate();
  /** What the stage wants to run, whether or not this shard can. */
  #phase: EdgePhase | null = null;
  #current: EdgeRound | null = null;
  /** The last round that is over: its keys can still be asked again. */
  #ended: EdgeRound | null = null;
  /** Why this shard cannot keep its part of a round any more: the stage ends such a round. */
  #fault: { round: RoundId; error: string } | null = null;

  constructor(services: Deps, store: ShardStore, listener: Listener) {
    this.#services = services;
    this.#store = store;
    this.#listener = listener;
  }

  /** The round that runs here; null also while one is being read, or is lost. */
  get current(): EdgeRound | null {
    return this.#current;
  }

  get game(): AnyGame | null {
    return this.#current?.game ?? null;
  }

  /** Why the round that the stage runs is lost here. */
  get fault(): string | null {
    return this.#faultIn(this.#phase);
  }

  /** Whether the stage runs a round that this shard has yet to read. */
  get isReading(): boolean {
    return this.#phase !== null && !this.#current && this.fault === null;
  }

  /** The running round, or the last one. */
  find(id: RoundId): EdgeRound | null {
    return [this.#current, this.#ended].find((round) => round?.phase.round === id) ?? null;
  }

  /** Follows the stage. A shard that only begins, and finds a round under way, has records of it to read. */
  follow(phase: EdgePhase | null, since: 'begins' | 'goes on'): void {
    this.#phase = phase;
    this.#keeping(phase?.round, () => {
      if (!phase) return this.#end();
      this.#run(phase, since);
    });
  }

  /** Judges an input and takes it into the round; the answer says why it does not count. */
  take(player: Player, raw: RawInput): Refusal | null {
    const round = this.#current;
    if (!round) return refuse('round/none');
    const { clock, metrics } = this.#services;
    const input = this.#gate.judge(round, player.viewer, raw, { now: clock.now(), monotonic: clock.monotonic() });
    const outcome = (refused: Refusal | null) => {
      const type = refused?.code === 'unknown-type' ? 'unknown' : raw.type;
      metrics.count('drumroll_inputs_total', 1, { game: round.game.id, type, outcome: refused?.code ?? 'accepted' });
      return refused;
    };
    if (isRefusal(input)) return outcome(input);
    const first = round.record(player.viewer) === null;
    const refusal = round.fold(player, input, clock.now() - round.phase.startsAt);
    if (refusal) return outcome(refuse(refusal));
    if (first && !round.phase.rehearsal)
      this.#store.fact({ kind: 'played', viewer: player.viewer, at: clock.now(), what: round.game.id });
    this.#listener.onChanged();
    return outcome(null);
  }

  /** Resolves when all that the round has so far is durable. */
  async durable(round: EdgeRound): Promise<{ accepted: true } | Refusal> {
    const written = await this.#store.durable(round);
    return written ? { accepted: true } : refuse('busy', { retryAfterMs: 250 });
  }

  /** The whole tally of the running round; null when there is none, or it is lost. */
  tally(): unknown {
    return this.#keeping(this.#current?.phase.round, () => this.#current?.tally()) ?? null;
  }

  /** What one viewer is told about themselves. */
  ownOf(viewer: ViewerId): OwnRound | null {
    const round = this.#current;
    if (!round) return null;
    const act = () => round.own(viewer);
    const own = guarded(this.#services, 'shard.own', { act, fallback: () => null }) ?? null;
    return { id: round.phase.round, game: round.game.id, phase: round.phase.phase, own };
  }

  /** Gives up a round whose part here can never be written. */
  lose(part: KeptPart, error: unknown): void {
    if (this.#current && this.#current === part) this.#fail(this.#current.part, error);
  }

  #end(): void {
    const players = this.#current ? [...this.#current.players()] : [];
    this.#setAside();
    this.#listener.onMoved(players);
  }

  #run(phase: EdgePhase, since: 'begins' | 'goes on'): void {
    const game = this.#services.games[phase.game];
    if (!game || this.#faultIn(phase) !== null) return;
    if (this.#current?.phase.round === phase.round) return this.#goOn(this.#current, phase);
    // A round that was under way before this shard began has records; one that begins now has none.
    if (since === 'begins') return this.#restore(phase.round);
    this.#setAside();
    // Still reading an earlier part of the same round: it follows the newest order when it is done.
    if (this.#store.isRestoring(phase.round)) return;
    this.#gate.reset();
    this.#current = new EdgeRound(game, phase, null);
  }

  #goOn(round: EdgeRound, phase: EdgePhase): void {
    const moved = round.phase.step !== phase.step || !sameJson(round.phase.standing, phase.standing);
    round.apply(phase);
    this.#store.soon(round);
    if (moved) this.#listener.onMoved([...round.players()]);
  }

  #setAside(): void {
    if (this.#current) this.#store.now(this.#current);
    this.#ended = this.#current ?? this.#ended;
    this.#current = null;
  }

  /** Reads what this shard had of a running round; until then its inputs are `busy` and it sends nothing. */
  #restore(round: RoundId): void {
    this.#store.restore(round, (stored) => {
      const phase = this.#phase;
      const game = phase && this.#services.games[phase.game];
      if (!phase || !game || phase.round !== round) return;
      this.#current = this.#keeping(round, () => new EdgeRound(game, phase, stored)) ?? null;
      this.#listener.onRestored();
      this.#listener.onMoved(this.#current ? [...this.#current.players()] : []);
      this.#listener.onChanged();
    });
  }

  /** Does what the round depends on: when it throws, this shard's part of the round is lost. */
  #keeping<T>(round: RoundId | undefined, act: () => T): T | null {
    const fallback = (error: unknown) => {
      if (round !== undefined) this.#fail(round, error);
      return null;
    };
    return guarded(this.#services, 'shard.round', { act, fallback });
  }

  #fail(round: RoundId, error: unknown): void {
    this.#fault = { round, error: String(error) };
    this.#current = null;
    this.#listener.onChanged();
  }

  #faultIn(phase: EdgePhase | null): string | null {
    return phase && this.#fault?.round === phase.round ? this.#fault.error : null;
  }
}

function sameJson(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
