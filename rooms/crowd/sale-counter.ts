/** Where the grabs of one sale are taken: judged by when they arrived, made to wait if a moment early, and put to the ledger. */
import type { Key, ViewerId } from '../../shared/ids.ts';
import { isRefusal, refuse } from '../../shared/protocol/index.ts';
import type { Refusal } from '../../shared/protocol/index.ts';
import { earlyGraceMs, holdIdOf } from '../../shared/sale/index.ts';
import type { GrabAnswer } from '../../shared/sale/index.ts';
import type { Services } from '../services.ts';
import { EarlyWindow } from './early-window.ts';
import type { WantedUnits } from './early-window.ts';
import type { KnownSale } from './known-sale.ts';

/** What a counter needs of the desk that it is part of. */
export interface CounterDesk {
  /** Why this viewer cannot grab now, whatever the sale; null when they can. */
  refusalOf(viewer: ViewerId): Refusal | null;
  /** Why this address has to wait; null when it has not. */
  slowDown(address: string): Refusal | null;
  /** Tells a viewer at once what is their own. */
  tell(viewer: ViewerId): void;
}

export class SaleCounter {
  readonly #services: Pick<Services, 'clock' | 'ledger' | 'secretHex'>;
  readonly #desk: CounterDesk;
  readonly #sale: KnownSale;
  /** The last key that each viewer asked with. */
  readonly #keys = new Map<ViewerId, Key>();
  /** How many asks of a viewer may have come to something that is not known here. */
  readonly #unsure = new Map<ViewerId, number>();
  #early: EarlyWindow | null = null;
  #timer: { at: number; cancel: () => void } | null = null;

  constructor(
    services: Pick<Services, 'clock' | 'ledger' | 'secretHex'>,
    { desk, sale }: { desk: CounterDesk; sale: KnownSale },
  ) {
    this.#services = services;
    this.#desk = desk;
    this.#sale = sale;
  }

  /** What a repeated key is answered; null when nothing is known of it. */
  answerAgain({ viewer, key, quantity }: WantedUnits): GrabAnswer | null {
    const done = this.#sale.holds.doneUnder(viewer, key);
    if (!done) return null;
    return done.quantity === quantity ? done.answer : refuse('key-reused');
  }

  /** `now` is when the grab arrived, epoch ms. */
  grab(wanted: WantedUnits, { address, now }: { address: string; now: number }): Promise<GrabAnswer> | GrabAnswer {
    // Whoever came before the opening comes first, however late the timer is.
    this.look(now);
    const { opensAt } = this.#sale;
    const known = this.#refusalKnownHere(wanted.viewer, now);
    if (known) return known;
    const isOver = this.#sale.isOver(now);
    if (!isOver && (opensAt === 0 || now < opensAt - earlyGraceMs)) return refuse('not-open', { opensAt });
    const slower = this.#chargeAddress(wanted, address);
    if (slower) return slower;
    if (isOver || now >= opensAt) return this.#ask(wanted, now);
    this.#early ??= new EarlyWindow(this.#sale.edge.seed);
    const waiting = this.#early.wait(wanted, opensAt);
    this.look(now);
    return waiting;
  }

  /** Lets those in who wait for the opening, if it has come, or turns them away if it never will. */
  look(now: number): void {
    if (!this.#early || this.#early.isEmpty) return;
    const { opensAt } = this.#sale;
    if (this.#sale.isOver(now)) return this.turnAway(refuse('sale/ended'));
    if (now >= opensAt) return this.#letIn(opensAt);
    this.#arm(opensAt, opensAt - now);
  }

  /** Sends away all who wait for the opening. */
  turnAway(refusal: Refusal): void {
    this.#disarm();
    this.#early?.turnAway(refusal);
  }

  #letIn(opensAt: number): void {
    this.#disarm();
    this.#early?.letIn(async (wanted) => this.#desk.refusalOf(wanted.viewer) ?? this.#ask(wanted, opensAt));
  }

  /** Whether a grab of this viewer may be one that was granted before, when nothing is granted any more. */
  mayRepeat(viewer: ViewerId, now: number): boolean {
    return this.#sale.isOver(now) && !this.#isStranger(viewer);
  }

  /** The ledger's own answer, where it is certain without asking. */
  #refusalKnownHere(viewer: ViewerId, now: number): Refusal | null {
    if (!this.#isStranger(viewer)) return null;
    if (this.#sale.isOver(now)) return refuse('sale/ended');
    return this.#sale.isSoldOut ? refuse('sold-out') : null;
  }

  /** Whether it is certain that this viewer never had anything of this sale: no key of theirs has an answer. */
  #isStranger(viewer: ViewerId): boolean {
    return this.#sale.isWhole && !this.#unsure.has(viewer) && !this.#sale.holds.hasAny(viewer);
  }

  /** A viewer's first grab of a sale is free, and so is the same one again. */
  #chargeAddress({ viewer, key }: WantedUnits, address: string): Refusal | null {
    const last = this.#keys.get(viewer);
    const slower = last === undefined || last === key ? null : this.#desk.slowDown(address);
    if (!slower) this.#keys.set(viewer, key);
    return slower;
  }

  #arm(at: number, inMs: number): void {
    if (this.#timer?.at === at) return;
    this.#disarm();
    const due = () => {
      this.#timer = null;
      this.look(this.#services.clock.now());
    };
    this.#timer = { at, cancel: this.#services.clock.after(inMs, due) };
  }

  #disarm(): void {
    this.#timer?.cancel();
    this.#timer = null;
  }

  async #ask({ viewer, key, quantity }: WantedUnits, arrivedAt: number): Promise<GrabAnswer> {
    const { ref } = this.#sale;
    const hold = holdIdOf(ref, this.#services.secretHex(8));
    this.#unsure.set(viewer, (this.#unsure.get(viewer) ?? 0) + 1);
    const answer = await this.#services.ledger.grab(ref, { viewer, key, quantity, arrivedAt, hold });
    // What could not be written may have been written all the same.
    if (!isRefusal(answer) || answer.code !== 'ledger-unavailable') this.#sure(viewer);
    if (!isRefusal(answer)) this.#desk.tell(viewer);
    return answer;
  }

  #sure(viewer: ViewerId): void {
    const asks = this.#unsure.get(viewer) ?? 0;
    if (asks > 1) this.#unsure.set(viewer, asks - 1);
    else this.#unsure.delete(viewer);
  }
}
