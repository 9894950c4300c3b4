/** What the gifts of one battle come to on this stage: its part of the tally, and exactly what each giver gave each side. */
import { copyTally, emptyTally, foldGift } from '../../shared/ballot/index.ts';
import type { BallotTally, OptionId } from '../../shared/ballot/index.ts';
import { addCount } from '../../shared/game-kit/index.ts';
import type { ContestId, ViewerId } from '../../shared/ids.ts';
import type { StoredGift } from '../journal.ts';

/** Who gave, as everybody may see them. */
export interface Giver {
  /** Another one than any giver of another show. */
  viewer: ViewerId;
  name: string;
}

export class GiftBook {
  readonly contest: ContestId;
  readonly #giverOf: (gift: StoredGift) => Giver;
  readonly #tally = emptyTally();
  readonly #given = new Map<OptionId, Map<ViewerId, number>>();
  #copy: BallotTally | null = null;

  constructor(contest: ContestId, giverOf: (gift: StoredGift) => Giver) {
    this.contest = contest;
    this.#giverOf = giverOf;
  }

  /** All of it. It never changes: as long as nothing was added it is the very same. */
  get tally(): BallotTally {
    return (this.#copy ??= copyTally(this.#tally));
  }

  /** Adds a durable gift of this battle; each may be added once. */
  add(gift: StoredGift): void {
    this.#copy = null;
    const { reply, slice } = gift;
    if (!reply.counted || slice === undefined) {
      if (!reply.counted) addCount(this.#tally.refused, reply.why);
      return;
    }
    const giver = this.#giverOf(gift);
    const score = this.#give(reply.side, giver.viewer, reply.points);
    foldGift(this.#tally, { option: reply.side, slice, row: { ...giver, score }, points: reply.points });
  }

  /** What the viewer has given that side now. */
  #give(side: OptionId, viewer: ViewerId, points: number): number {
    let givers = this.#given.get(side);
    if (!givers) this.#given.set(side, (givers = new Map()));
    const sum = (givers.get(viewer) ?? 0) + points;
    givers.set(viewer, sum);
    return sum;
  }
}
