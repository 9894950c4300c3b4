/** One sale of a ledger under test: asks in few words, and reads what came of it. */
import assert from 'node:assert/strict';
import type { SaleLedger } from '../../rooms/sale-ledger.ts';
import { isRefusal } from '../../shared/protocol/index.ts';
import { holdIdOf, isGrabbed } from '../../shared/sale/index.ts';
import type {
  Adjustment,
  GrabAnswer,
  HoldId,
  LedgerLine,
  SaleEnd,
  SaleRef,
  SaleStanding,
  SaleTerms,
} from '../../shared/sale/index.ts';

export const opensAt = 1_800_000_000_000;
export const holdMs = 60_000;

/** A sale of five units, two each, that opens at `opensAt` for ten minutes. */
export function termsOf(over: Partial<SaleTerms> = {}): SaleTerms {
  return {
    show: 'demo',
    sale: 'lamp',
    stock: 5,
    perViewer: 2,
    holdMs,
    opensAt,
    closesAt: opensAt + 600_000,
    queue: false,
    rehearsal: false,
    ...over,
  };
}

export interface Grab {
  viewer: string;
  quantity?: number;
  /** Without one it is a key that nobody has used. */
  key?: string;
  /** Server time; without one it is the sale's opening. */
  at?: number;
  hold?: HoldId;
}

let made = 0;

/** A fresh id of a hold, as a desk makes them. */
export function freshHold(sale: Pick<SaleTerms, 'show' | 'sale'>): HoldId {
  return holdIdOf(sale, (++made).toString(16).padStart(16, '0'));
}

export class SaleStand {
  readonly ledger: SaleLedger;
  readonly ref: SaleRef;

  static async open(ledger: SaleLedger, over: Partial<SaleTerms> = {}): Promise<SaleStand> {
    const terms = termsOf(over);
    const opened = await ledger.open(terms, opensAt - 1000);
    assert.ok(!isRefusal(opened), JSON.stringify(opened));
    return new SaleStand(ledger, { show: terms.show, sale: terms.sale, generation: opened.generation });
  }

  constructor(ledger: SaleLedger, ref: SaleRef) {
    this.ledger = ledger;
    this.ref = ref;
  }

  grab({ viewer, quantity = 1, at = opensAt, hold = freshHold(this.ref), key = hold.slice(-16) }: Grab): Promise<GrabAnswer> {
    return this.ledger.grab(this.ref, { viewer, key, quantity, arrivedAt: at, hold });
  }

  /** A grab that must succeed; the hold's id. */
  async take(grab: Grab): Promise<HoldId> {
    const answer = await this.grab(grab);
    assert.ok(isGrabbed(answer), JSON.stringify(answer));
    return answer.hold;
  }

  confirm(hold: HoldId, order: string, at = opensAt): Promise<object> {
    return this.ledger.confirm({ hold, order }, at);
  }

  release(hold: HoldId, viewer: string | null, at = opensAt): Promise<object> {
    return this.ledger.release({ hold, viewer }, at);
  }

  adjust(change: Adjustment, at = opensAt - 500): Promise<object> {
    return this.ledger.adjust(this.ref, change, at);
  }

  close(how: SaleEnd, at = opensAt): Promise<object> {
    return this.ledger.close(this.ref, how, at);
  }

  async admit(count: number, at = opensAt): Promise<SaleStanding> {
    return granted(await this.ledger.admit(this.ref, count, at));
  }

  async expire(at: number): Promise<SaleStanding> {
    return granted(await this.ledger.expire(this.ref, at));
  }

  /** Asks as often as it takes until nothing is due any more. */
  async sweep(at: number): Promise<SaleStanding> {
    for (;;) {
      const standing = await this.expire(at);
      if (standing.nextExpiryAt === null || standing.nextExpiryAt > at) return standing;
    }
  }

  async standing(): Promise<SaleStanding> {
    return granted(await this.ledger.totals(this.ref));
  }

  /** `available/held/sold`, and `+queued` if anybody waits. */
  async stock(): Promise<string> {
    const { available, held, sold, queued } = (await this.standing()).totals;
    return `${available}/${held}/${sold}${queued > 0 ? `+${queued}` : ''}`;
  }

  lines(): Promise<LedgerLine[]> {
    return this.ledger.lines(this.ref, { after: 0, limit: 1_000_000 });
  }

  async kinds(): Promise<string[]> {
    return (await this.lines()).map(({ kind }) => kind);
  }
}

/** Fails when it is a refusal. */
export function granted<Answer extends object>(answer: Answer): Exclude<Answer, { code: string }> {
  assert.ok(!isRefusal(answer), JSON.stringify(answer));
  return answer as Exclude<Answer, { code: string }>;
}

/** A refusal's code and data, without the words; `ok` for anything else. */
export function refusalOf(answer: object): unknown {
  if (!isRefusal(answer)) return 'ok';
  const { code, opensAt: opens, left, perViewer, mine } = answer;
  const data = { opensAt: opens, left, perViewer, mine };
  const given = Object.entries(data).filter(([, value]) => value !== undefined);
  return given.length === 0 ? code : { code, ...Object.fromEntries(given) };
}
