/** A crowd at a sale, by a seed: grabs, repeats, reused keys, senseless quantities, orders, lost answers; all written down. */
import type { SaleLedger } from '../../rooms/sale-ledger.ts';
import type { Random } from '../../shared/game-kit/index.ts';
import { isRefusal } from '../../shared/protocol/index.ts';
import type { SaleEnd, SaleTerms } from '../../shared/sale/index.ts';
import type { History, SaleRecord } from '../../loadtest/sale-history.ts';
import { freshHold, opensAt, SaleStand, termsOf } from './ledger-stand.ts';
import { quickRandom } from './quick-random.ts';

export interface Load {
  seed: string;
  viewers: number;
  grabs: number;
  terms?: Partial<SaleTerms>;
  /** Closed, unless told otherwise. */
  end?: SaleEnd;
}

type GrabRecord = Extract<SaleRecord, { verb: 'grab' }>;

const senseless = [0, -1, -1000, 0.5, 2 ** 31, 1e12];
/** So many asks are under way at once. */
const atOnce = 50;

class Crowd {
  readonly records: SaleRecord[] = [];
  now = opensAt - 100;
  readonly #stand: SaleStand;
  readonly #random: Random;
  readonly #viewers: number;
  readonly #limit: number;
  /** Grabs so far, and holds that somebody knows of. */
  readonly #grabs: GrabRecord[] = [];
  readonly #holds: { hold: string; viewer: string }[] = [];

  constructor(stand: SaleStand, { seed, viewers }: Load, limit: number) {
    this.#stand = stand;
    this.#random = quickRandom(seed);
    this.#viewers = viewers;
    this.#limit = limit;
  }

  get grabbed(): number {
    return this.#grabs.length;
  }

  /** One moment: many ask at once, after some time has passed. */
  async moment(): Promise<void> {
    this.now += this.#random.int(40);
    await Promise.all(Array.from({ length: atOnce }, () => this.#ask()));
    const { ledger, ref } = this.#stand;
    if (this.#chance(0.2)) await ledger.expire(ref, this.now);
    await ledger.admit(ref, this.#random.int(40), this.now);
  }

  #ask(): Promise<void> {
    const known = this.#pick(this.#holds);
    if (known && this.#chance(0.08)) return this.#release(known);
    if (known && this.#chance(0.08)) return this.#confirm(known.hold);
    const before = this.#pick(this.#grabs);
    if (before && this.#chance(0.15)) return this.#grab(before);
    if (before && this.#chance(0.05)) return this.#grab({ ...before, quantity: before.quantity + 1 });
    const viewer = `v${this.#random.int(this.#viewers)}`;
    const quantity = this.#chance(0.06) ? this.#pick(senseless)! : 1 + this.#random.int(this.#limit + 1);
    return this.#grab({ viewer, key: `k${this.#random.int(4)}-${this.#grabs.length}`, quantity });
  }

  async #grab({ viewer, key, quantity }: { viewer: string; key: string; quantity: number }): Promise<void> {
    const record: GrabRecord = { verb: 'grab', viewer, key, quantity, ...this.#sent() };
    this.#grabs.push(record);
    const { ledger, ref } = this.#stand;
    const ask = { viewer, key, quantity, arrivedAt: this.now, hold: freshHold(ref) };
    const answer = await ledger.grab(ref, ask);
    if (!isRefusal(answer)) this.#holds.push({ hold: answer.hold, viewer });
    this.#heard({ ...record, answer });
  }

  async #release({ hold, viewer: own }: { hold: string; viewer: string }): Promise<void> {
    const viewer = this.#chance(0.2) ? null : this.#chance(0.2) ? 'thief' : own;
    const record = { verb: 'release' as const, viewer, hold, ...this.#sent() };
    this.#heard({ ...record, answer: await this.#stand.ledger.release({ hold, viewer }, this.now) });
  }

  async #confirm(hold: string): Promise<void> {
    const order = `o-${this.#random.int(3)}`;
    const record = { verb: 'confirm' as const, hold, order, ...this.#sent() };
    this.#heard({ ...record, answer: await this.#stand.ledger.confirm({ hold, order }, this.now) });
  }

  #sent(): { show: string; sale: string; sentAt: number; answer: 'unknown' } {
    const { show, sale } = this.#stand.ref;
    return { show, sale, sentAt: this.now, answer: 'unknown' };
  }

  /** Now and then the answer is lost on its way. */
  #heard(record: SaleRecord): void {
    this.records.push(this.#chance(0.03) ? { ...record, answer: 'unknown' } : record);
  }

  #chance(share: number): boolean {
    return this.#random.next() < share;
  }

  #pick<Item>(items: readonly Item[]): Item | undefined {
    return items[this.#random.int(Math.max(1, items.length))];
  }
}

/** Plays the whole sale to its end: the same seed plays the same sale. */
export async function playSale(ledger: SaleLedger, load: Load): Promise<History> {
  const terms = termsOf({ stock: 300, perViewer: 3, holdMs: 2000, closesAt: opensAt + 3_600_000, ...load.terms });
  const stand = await SaleStand.open(ledger, terms);
  const crowd = new Crowd(stand, load, terms.perViewer);
  while (crowd.grabbed < load.grabs) await crowd.moment();
  await stand.close(load.end ?? 'closed', crowd.now);
  const until = crowd.now + terms.holdMs;
  await stand.sweep(until);
  return { records: crowd.records, lines: await stand.lines(), until };
}
