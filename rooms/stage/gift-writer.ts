/** Writes gifts: all that wait go into one commit, one commit at a time, so that it is never long in doubt what is kept. */
import type { ContestId, ShowId } from '../../shared/ids.ts';
import { report } from '../guard.ts';
import { mayPass } from '../journal-error.ts';
import type { Journal, StoredGift } from '../journal.ts';
import type { Services } from '../services.ts';

/** Gifts of one commit. */
const mostPerCommit = 200;
/** How often the journal is asked whether a failed commit was kept after all. */
const askAgainMs = 250;
/** The part of the journal that has the sum of all gifts: written in the same commits. */
const sumPart = { part: 'gifts', shard: 0, records: [] };

/** What became of a gift: `unwritten` may work later, `unwritable` never will. */
export type GiftWrite = 'written' | 'unwritten' | 'unwritable';

interface Waiting {
  gift: StoredGift;
  answer: (done: GiftWrite) => void;
}

interface Place {
  show: ShowId;
  /** The points of all gifts that were ever kept, as the journal has them. */
  points: number;
  /** A gift has become durable; called once for each, in the order in which the journal has them. */
  onKept(gift: StoredGift): void;
}

/** The points of all gifts that a show ever kept. Throws what the journal throws. */
export async function keptGiftPoints(journal: Pick<Journal, 'shard'>, show: ShowId): Promise<number> {
  const stored = await journal.shard(show, sumPart.part, sumPart.shard);
  return (stored?.state as { points: number } | undefined)?.points ?? 0;
}

export class GiftWriter {
  readonly #services: Pick<Services, 'clock' | 'journal' | 'log' | 'metrics'>;
  readonly #place: Place;
  #points: number;
  #waiting: Waiting[] = [];
  /** Being committed; or, once that has failed, in doubt. */
  #underWay: Waiting[] = [];
  #isInDoubt = false;
  #working: Promise<void> | null = null;
  #stopped = false;
  #wake: (() => void) | null = null;

  constructor(services: Pick<Services, 'clock' | 'journal' | 'log' | 'metrics'>, place: Place) {
    this.#services = services;
    this.#place = place;
    this.#points = place.points;
  }

  /** Of all gifts that were ever kept. */
  get points(): number {
    return this.#points;
  }

  /** Keeps a gift whose key the journal does not know. */
  write(gift: StoredGift): Promise<GiftWrite> {
    if (this.#isInDoubt || this.#stopped) return Promise.resolve('unwritten');
    return new Promise((answer) => {
      this.#waiting.push({ gift, answer });
      this.#working ??= this.#work().finally(() => {
        this.#working = null;
      });
    });
  }

  /** Whether a gift that counts in this battle and arrived before `at` may yet become durable. */
  owes(contest: ContestId, at: number): boolean {
    return [...this.#underWay, ...this.#waiting].some(
      ({ gift }) => gift.reply.counted && gift.reply.battle === contest && gift.at < at,
    );
  }

  /** Takes nothing more; resolves when what was handed to the journal is done. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#wake?.();
    this.#turnAway();
    await this.#working;
  }

  async #work(): Promise<void> {
    while (this.#waiting.length > 0) {
      this.#underWay = this.#waiting.splice(0, mostPerCommit);
      const done = await this.#commit(this.#underWay);
      if (done === 'written') this.#keep();
      for (const { answer } of this.#underWay) answer(done);
      if (done === 'unwritten') await this.#settleDoubt();
      this.#underWay = [];
    }
  }

  async #commit(batch: readonly Waiting[]): Promise<GiftWrite> {
    const { journal } = this.#services;
    const gifts = batch.map(({ gift }) => gift);
    const state = { points: this.#points + pointsOf(batch) };
    try {
      await journal.commit({ show: this.#place.show, gifts, shard: { ...sumPart, state } });
      return 'written';
    } catch (error) {
      report(this.#services, 'journal', error);
      return mayPass(error) ? 'unwritten' : 'unwritable';
    }
  }

  #keep(): void {
    this.#points += pointsOf(this.#underWay);
    for (const { gift } of this.#underWay) this.#place.onKept(gift);
  }

  /** A commit that failed may have been kept all the same: nothing else is written until that is known. */
  async #settleDoubt(): Promise<void> {
    const { clock, journal } = this.#services;
    this.#isInDoubt = true;
    this.#turnAway();
    // Kept whole or not at all: one of them speaks for all.
    const [{ gift }] = this.#underWay as [Waiting];
    while (this.#isInDoubt && !this.#stopped) {
      try {
        const kept = await journal.gift(this.#place.show, gift.service, gift.key);
        if (kept) this.#keep();
        this.#isInDoubt = false;
      } catch (error) {
        report(this.#services, 'journal', error);
        await new Promise<void>((wake) => {
          this.#wake = wake;
          clock.after(askAgainMs, wake);
        });
      }
    }
  }

  /** What the journal was not handed yet can be sent again at once. */
  #turnAway(): void {
    for (const { answer } of this.#waiting.splice(0)) answer('unwritten');
  }
}

function pointsOf(batch: readonly Waiting[]): number {
  return batch.reduce((sum, { gift }) => sum + gift.request.value, 0);
}
