/** Looks after the running round of one show: what the shards have tallied, and the ends of its phases. */
import { guarded } from '../guard.ts';
import type { Services } from '../services.ts';
import type { Snapshot } from '../stage-wire.ts';
import type { CoreHolder } from './core-holder.ts';
import type { Step } from './core-events.ts';
import type { RoundCore } from './core-state.ts';
import { runningRound } from './core-state.ts';
import { EndClock } from './end-clock.ts';
import type { Deadline } from './end-clock.ts';
import type { Serial } from './serial.ts';
import { Tallies } from './tallies.ts';

/** What could not be written is tried again after this long. */
const retryMs = 250;

interface Show {
  holder: CoreHolder;
  serial: Serial;
  /** Asks the shards for their snapshots. */
  pull(): void;
}

/** The end of the running phase. */
interface PhaseEnd extends Deadline {
  round: RoundCore;
}

export class RoundKeeper {
  readonly tallies: Tallies;
  readonly #services: Services;
  readonly #show: Show;
  readonly #phases: EndClock<PhaseEnd>;
  /** Something may have changed what the game makes of the tallies. */
  #moved = false;
  /** The end that could not be written last. */
  #unwritten: PhaseEnd['what'] | null = null;
  /** The end of the running phase has been asked for. */
  #isEnding = false;
  #stopped = false;

  constructor(services: Services, show: Show) {
    const { shards, epoch } = show.holder.core;
    this.#services = services;
    this.#show = show;
    this.tallies = new Tallies(shards, epoch);
    this.#phases = new EndClock(services.clock, {
      deadline: () => (show.serial.busy || this.#stopped ? null : this.#phaseEnd()),
      missing: ({ round }) => (round.phase === 'soon' ? [] : this.tallies.missingFinals(round)),
      pull: () => show.pull(),
      end: ({ round }, missing) => this.#askEnd(round, missing),
    });
  }

  /** Follows the deadline of the running phase from now on. */
  begin(): void {
    this.#phases.arm();
  }

  /** The core has changed. */
  moved(): void {
    this.#moved = true;
  }

  /** Keeps a snapshot if it is news; says whether it was. */
  take(snapshot: Snapshot): boolean {
    if (!this.tallies.take(snapshot)) return false;
    this.#moved = true;
    return true;
  }

  /** Ends the phase if its time is up and every shard has said its last word. */
  check(): void {
    this.#phases.check();
  }

  /** A job has ended: deadlines count again. */
  resume(): void {
    const end = this.#phaseEnd();
    if (end && this.#unwritten === end.what) this.#phases.retry(retryMs);
    else this.#phases.resume();
  }

  /** Takes what the shards have tallied into the game's state. Throws what the game throws. */
  reduce(): void {
    const round = this.#running();
    if (!this.#moved || !round || round.phase === 'soon') return;
    this.#moved = false;
    const tally = this.#merged(round);
    if (tally !== null) this.#show.holder.learn({ kind: 'tally', tally });
  }

  stop(): void {
    this.#stopped = true;
    this.#phases.stop();
  }

  #running(): RoundCore | null {
    return runningRound(this.#show.holder.core);
  }

  #phaseEnd(): PhaseEnd | null {
    const round = this.#running();
    return round && { what: whatOf(round), endsAt: round.endsAt, round };
  }

  #merged(round: RoundCore, partial?: 'partial'): unknown {
    const game = this.#services.games[round.game];
    return game ? this.tallies.merged(round, game, partial) : null;
  }

  /** Ends the running phase when it is its turn: commands that were given before go first. */
  #askEnd(round: RoundCore, missing: readonly number[]): void {
    if (this.#isEnding) return;
    this.#isEnding = true;
    void this.#show.serial.run(() => this.#endPhase(round, missing));
  }

  async #endPhase({ id, step }: RoundCore, missing: readonly number[]): Promise<void> {
    this.#isEnding = false;
    const round = this.#running();
    // A command may have ended the round meanwhile, and begun another.
    if (!round || round.id !== id || round.step !== step || this.#stopped) return;
    if (missing.length > 0) this.#services.metrics.count('drumroll_missing_finals_total', missing.length);
    const { holder } = this.#show;
    const done = await holder.commit(this.#stepAtPhaseEnd(round, missing));
    const after = done.kind === 'unwritable' ? await holder.abort(done.error) : done;
    this.#unwritten = after.kind === 'unwritten' ? whatOf(round) : null;
  }

  #stepAtPhaseEnd(round: RoundCore, missing: readonly number[]): Step {
    const { holder } = this.#show;
    const act = () => {
      const tally = round.phase === 'soon' ? null : this.#merged(round, missing.length > 0 ? 'partial' : undefined);
      return holder.step({ kind: 'phase-end', tally, missing });
    };
    const fallback = (error: unknown) => holder.step({ kind: 'abort', error: String(error) });
    return guarded(this.#services, 'game.merge', { act, fallback });
  }
}

function whatOf({ id, step }: RoundCore): PhaseEnd['what'] {
  return `${id} ${step}`;
}
