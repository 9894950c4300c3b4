/** The newest word of every shard on each battle and poll, and their sum. A lost, late or repeated snapshot changes nothing. */
import { mergeTallies } from '../../shared/ballot/index.ts';
import type { BallotTally } from '../../shared/ballot/index.ts';
import type { ContestId } from '../../shared/ids.ts';
import type { BallotSnapshot, Snapshot } from '../stage-wire.ts';

interface Word {
  seq: number;
  said: BallotSnapshot;
}

export class Ballots {
  readonly #shards: number;
  readonly #epoch: number;
  /** By contest, then by shard. */
  readonly #newest = new Map<ContestId, Map<number, Word>>();

  constructor(shards: number, epoch: number) {
    this.#shards = shards;
    this.#epoch = epoch;
  }

  /** Keeps what is newer than what is known of its shard; says whether anything was. */
  take({ shard, epoch, seq, ballots }: Pick<Snapshot, 'shard' | 'epoch' | 'seq' | 'ballots'>): boolean {
    if (epoch !== this.#epoch || shard < 0 || shard >= this.#shards) return false;
    let isNews = false;
    for (const said of ballots) {
      const words = this.#wordsOn(said.contest);
      const known = words.get(shard);
      if (known && known.seq >= seq) continue;
      words.set(shard, { seq, said });
      isNews = true;
    }
    return isNews;
  }

  /** The merged tally of a contest; null until every shard has spoken of it, unless `partial` asks for what there is. */
  merged(contest: ContestId, partial?: 'partial'): BallotTally | null {
    const words = this.#newest.get(contest);
    if (!words || (words.size < this.#shards && !partial)) return null;
    // Always in the order of the shards, so that the sum is the same whatever came first.
    const inOrder = [...words].toSorted(([a], [b]) => a - b);
    return inOrder.map(([, { said }]) => said.tally).reduce(mergeTallies);
  }

  /** Which shards have not said their last word on this step; one that lost its part never will. */
  missingFinals(contest: ContestId, step: number): number[] {
    const words = this.#newest.get(contest);
    const missing: number[] = [];
    for (let shard = 0; shard < this.#shards; shard++) {
      const said = words?.get(shard)?.said;
      if (!said?.final || said.step !== step || said.fault !== undefined) missing.push(shard);
    }
    return missing;
  }

  /** Forgets all contests but these. */
  keep(contests: ReadonlySet<ContestId>): void {
    for (const contest of this.#newest.keys()) if (!contests.has(contest)) this.#newest.delete(contest);
  }

  #wordsOn(contest: ContestId): Map<number, Word> {
    const known = this.#newest.get(contest);
    if (known) return known;
    const words = new Map<number, Word>();
    this.#newest.set(contest, words);
    return words;
  }
}
