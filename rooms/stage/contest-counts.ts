/** What the show has counted of its battle and its poll: the shards' words and the gifts, learnt with every tick. */
import { emptyTally, mergeTallies, sliceAt } from '../../shared/ballot/index.ts';
import type { BallotTally } from '../../shared/ballot/index.ts';
import { isPlaying } from '../../shared/battle/index.ts';
import type { ContestId } from '../../shared/ids.ts';
import { guarded } from '../guard.ts';
import type { Services } from '../services.ts';
import type { Snapshot } from '../stage-wire.ts';
import { Ballots } from './ballots.ts';
import { edgeBallotsOf, isOnlyNews } from './core-ballots.ts';
import type { CoreHolder } from './core-holder.ts';
import type { CoreEvent } from './core-events.ts';
import type { Core } from './core-state.ts';
import type { Serial } from './serial.ts';

/** What could not be written is tried again after this long. */
const retryMs = 250;

interface Show {
  holder: CoreHolder;
  serial: Serial;
  gifts: {
    /** Of the battle that goes on; null while it is not known. */
    tally(contest: ContestId): BallotTally | null;
  };
  /** There is something to learn. */
  touch(): void;
}

type Deps = Pick<Services, 'clock' | 'log' | 'metrics'>;

export class ContestCounts {
  readonly #services: Deps;
  readonly #show: Show;
  readonly #ballots: Ballots;
  /** Something may have been counted that the core does not know. */
  #moved = false;
  #stopped = false;

  constructor(services: Deps, show: Show) {
    const { shards, epoch } = show.holder.core;
    this.#services = services;
    this.#show = show;
    this.#ballots = new Ballots(shards, epoch);
  }

  /** Takes what a shard has said, if it is news. */
  take(snapshot: Snapshot): void {
    if (this.#ballots.take(snapshot)) this.#moved = true;
  }

  /** The core has changed, or gifts were counted. */
  moved(): void {
    this.#moved = true;
    this.#ballots.keep(new Set(edgeBallotsOf(this.#show.holder.core).map(({ id }) => id)));
  }

  /** Takes what was counted into the core: at once when that only moves scores, else durable first and in its turn. */
  reduce(): void {
    if (!this.#moved) return;
    this.#moved = false;
    for (const contest of inPlay(this.#show.holder.core)) {
      const act = () => this.#learn({ kind: 'ballot', contest, tally: this.tally(contest) ?? this.#knownWithGifts(contest) });
      // What cannot be added up is left as it was.
      guarded(this.#services, 'contest.reduce', { act, fallback: () => {} });
    }
  }

  /** All that is known of it; null until every shard has spoken. */
  tally(contest: ContestId): BallotTally | null {
    return this.#withGifts(contest, this.#ballots.merged(contest));
  }

  /** The same once nothing more will come, though shards may be `missing`: then of them what was heard last. */
  finalTally(contest: ContestId, missing: readonly number[]): BallotTally {
    const merged = this.#ballots.merged(contest, missing.length > 0 ? 'partial' : undefined);
    return this.#withGifts(contest, merged) ?? this.#knownWithGifts(contest);
  }

  /** Shards that have not said their last word on this step. */
  missing(contest: ContestId, step: number): number[] {
    return this.#ballots.missingFinals(contest, step);
  }

  stop(): void {
    this.#stopped = true;
  }

  /** What the core has of it, which may be older than what the gift desk has. */
  #knownWithGifts(contest: ContestId): BallotTally {
    const known = knownTally(this.#show.holder.core, contest);
    const gifts = isPoll(this.#show.holder.core, contest) ? null : this.#show.gifts.tally(contest);
    return gifts ? { ...known, points: { ...known.points, gifts: gifts.points.gifts }, top: gifts.top } : known;
  }

  #withGifts(contest: ContestId, merged: BallotTally | null): BallotTally | null {
    if (!merged || isPoll(this.#show.holder.core, contest)) return merged;
    const gifts = this.#show.gifts.tally(contest);
    return gifts && mergeTallies(merged, gifts);
  }

  #learn(event: Extract<CoreEvent, { kind: 'ballot' }>): void {
    const { holder, serial } = this.#show;
    const { core, effects } = holder.step(event);
    if (effects.length === 0 && isOnlyNews(holder.core, core)) return holder.adopt(core);
    void serial.run(() => this.#commit(event));
  }

  async #commit(event: CoreEvent): Promise<void> {
    if (this.#stopped) return;
    const { holder } = this.#show;
    const done = await holder.commit(holder.step(event));
    if (done.kind === 'written') return;
    this.#services.clock.after(retryMs, () => {
      this.#moved = true;
      this.#show.touch();
    });
  }
}

/** Whether votes are taken right now. */
export function takesBallots(core: Core, now: number): boolean {
  return edgeBallotsOf(core).some((ballot) => !ballot.ended && sliceAt(ballot, now) !== null);
}

/** The contests that are being counted. */
function inPlay({ battle, poll }: Core): ContestId[] {
  const contests: ContestId[] = [];
  if (battle && isPlaying(battle.battle)) contests.push(battle.battle.id);
  if (poll?.poll.status === 'open') contests.push(poll.poll.id);
  return contests;
}

function isPoll({ poll }: Core, contest: ContestId): boolean {
  return poll?.poll.id === contest;
}

/** What the core has of it. */
function knownTally({ show, battle, poll }: Core, contest: ContestId): BallotTally {
  if (poll?.poll.id === contest) return poll.poll.tally;
  return (battle?.battle.id === contest && battle.battle.tallies[show]) || emptyTally();
}
