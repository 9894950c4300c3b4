/** The heartbeat of one show: when a tick is due, and what is done in it. */
import type { Services } from '../services.ts';
import type { FeedFrame } from '../stage-wire.ts';
import type { Contests } from './contests.ts';
import type { CoreHolder } from './core-holder.ts';
import { takesInputs } from './core-rounds.ts';
import { takesGrabs } from './core-sales.ts';
import type { LedgerEar } from './ledger-ear.ts';
import type { Sampled } from './project.ts';
import type { RoundKeeper } from './round-keeper.ts';
import { Sampler } from './sampler.ts';
import type { Screen } from './screen.ts';
import { Ticker } from './ticker.ts';

/** Ticks while viewers can do something, and otherwise. */
const busyTickMs = 50;
const quietTickMs = 100;

interface Show {
  holder: CoreHolder;
  screen: Screen;
  rounds: RoundKeeper;
  contests: Contests;
  ledger: LedgerEar;
  /** Whether a step is being committed: its own tick follows, and carries what has changed meanwhile, too. */
  isBusy(): boolean;
  /** Asks the shards for their snapshots. */
  pull(): void;
  publish(frame: FeedFrame): void;
  /** Tells the crowds what has changed for them, if anything has. */
  orderIfOutdated(): void;
  /** Runs a game's code; a fault in it ends its round. */
  ownFault(where: string, act: () => void): void;
}

export class Pulse {
  readonly #services: Services;
  readonly #show: Show;
  readonly #ticker: Ticker;
  readonly #sampler: Sampler;

  constructor(services: Services, show: Show) {
    this.#services = services;
    this.#show = show;
    const intervalMs = () => (this.#isLively() ? busyTickMs : quietTickMs);
    this.#ticker = new Ticker(services.clock, intervalMs, () => this.#tick());
    const look = () => this.#sample();
    this.#sampler = new Sampler(services.clock, look, () => this.touch());
  }

  /** Heads and likes as they were sampled last. */
  get sampled(): Sampled {
    return this.#sampler.now;
  }

  /** Samples once a second from now on. */
  begin(): void {
    this.#sampler.begin();
  }

  /** Something changed: it leaves with the next tick. */
  touch(): void {
    this.#ticker.touch();
  }

  /** What held ticks up is over, if only for now. */
  resume(): void {
    this.#ticker.resume();
  }

  stop(): void {
    this.#ticker.stop();
    this.#sampler.stop();
  }

  /** Whether viewers can do something right now. */
  #isLively(): boolean {
    const { holder, contests } = this.#show;
    return takesInputs(holder.core, this.#services) || takesGrabs(holder.core, this.#services.clock.now()) || contests.isBusy();
  }

  #tick(): 'ticked' | 'not-now' {
    const { holder, screen, rounds, contests, ledger } = this.#show;
    if (this.#show.isBusy()) return 'not-now';
    const { metrics, clock } = this.#services;
    const startedAt = clock.monotonic();
    this.#show.pull();
    this.#show.ownFault('game.reduce', () => {
      rounds.reduce();
      this.#show.orderIfOutdated();
    });
    contests.reduce();
    ledger.hear();
    this.#show.ownFault('game.view', () => screen.project(holder.core, this.sampled));
    const frame = screen.frame();
    if (frame) {
      this.#show.publish(frame);
      metrics.count('drumroll_ticks_total', 1);
    }
    metrics.observe('drumroll_tick_duration_seconds', (clock.monotonic() - startedAt) / 1000);
    rounds.check();
    contests.ticked();
    return 'ticked';
  }

  #sample(): Sampled {
    const { rounds, contests } = this.#show;
    this.#show.pull();
    contests.reckon();
    return { viewers: rounds.tallies.heads(), likes: rounds.tallies.likes() };
  }
}
