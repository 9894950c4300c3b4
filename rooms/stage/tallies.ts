/** The newest snapshot of every shard, and their sum. A lost, late or repeated snapshot changes nothing. */
import type { AnyGame } from '../../shared/game-kit/index.ts';
import type { RoundCore } from './core-state.ts';
import type { Snapshot } from '../stage-wire.ts';

export class Tallies {
  readonly #shards: number;
  readonly #epoch: number;
  readonly #newest = new Map<number, Snapshot>();

  constructor(shards: number, epoch: number) {
    this.#shards = shards;
    this.#epoch = epoch;
  }

  /** Keeps a snapshot if it is newer than what is known of its shard; says whether it was. */
  take(snapshot: Snapshot): boolean {
    if (snapshot.epoch !== this.#epoch || snapshot.shard < 0 || snapshot.shard >= this.#shards) return false;
    const known = this.#newest.get(snapshot.shard);
    if (known && known.seq >= snapshot.seq) return false;
    this.#newest.set(snapshot.shard, snapshot);
    return true;
  }

  /**
   * The merged tally of a round; null until every shard has spoken of it, unless `partial` asks for what there is.
   * Throws when a shard could not keep its part.
   */
  merged(round: RoundCore, game: AnyGame, partial?: 'partial'): unknown {
    const ofRound = [...this.#newest.values()].filter((snapshot) => snapshot.round === round.id);
    const failed = ofRound.find(({ fault }) => fault !== undefined);
    if (failed) throw new Error(`shard ${failed.shard}: ${failed.fault}`);
    const heard = ofRound.filter((snapshot) => snapshot.tally !== null);
    if (heard.length === 0 || (heard.length < this.#shards && !partial)) return null;
    // Always in the order of the shards, so that the sum is the same whatever came first.
    const tallies = heard.toSorted((a, b) => a.shard - b.shard).map((snapshot) => snapshot.tally);
    return tallies.reduce((sum, tally) => game.edge.merge(sum, tally, round.settings));
  }

  /** Which shards have not yet said their last word on the running phase. */
  missingFinals(round: RoundCore): number[] {
    const missing: number[] = [];
    for (let shard = 0; shard < this.#shards; shard++) {
      const snapshot = this.#newest.get(shard);
      const final = snapshot?.final && snapshot.round === round.id && snapshot.step === round.step;
      if (!final) missing.push(shard);
    }
    return missing;
  }

  heads(): number {
    return this.#sum((snapshot) => snapshot.heads);
  }

  likes(): number {
    return this.#sum((snapshot) => snapshot.likes);
  }

  #sum(of: (snapshot: Snapshot) => number): number {
    let sum = 0;
    for (const snapshot of this.#newest.values()) sum += of(snapshot);
    return sum;
  }
}
