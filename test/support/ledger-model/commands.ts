/** What may happen to a sale, as fast-check draws it: asks that a ledger and the naive sale must answer alike. */
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { SaleLedger } from '../../../rooms/sale-ledger.ts';
import type { SaleTerms } from '../../../shared/sale/index.ts';
import { freshHold, opensAt, refusalOf, SaleStand } from '../ledger-stand.ts';
import type { NaiveSale } from './naive-sale.ts';

/** The naive sale, and the clock that asks are made by. */
export interface Model {
  sale: NaiveSale;
  now: number;
}

export interface Real {
  stand: SaleStand;
  /** Stops the ledger and opens it again; null for those that keep nothing. */
  again: (() => Promise<SaleLedger>) | null;
}

/** One ask: what the naive sale says to it, and how to put it to a ledger. `of` picks a grab among those so far. */
type Ask =
  | { kind: 'grab'; viewer: string; key: string; quantity: number; early: number }
  | { kind: 'confirm'; of: number; order: string }
  | { kind: 'release'; of: number; by: 'own' | 'shop' | 'other' }
  | { kind: 'expire'; early: number }
  | { kind: 'admit'; count: number }
  | { kind: 'adjust'; change: { stock?: number; perViewer?: number; times?: [opensAt: number, durationMs: number] } }
  | { kind: 'close'; how: 'closed' | 'cancelled' }
  | { kind: 'reopen'; over: Partial<SaleTerms> };

/** Asks of one moment: put to the ledger all at once. */
class Moment implements fc.AsyncCommand<Model, Real> {
  readonly #passMs: number;
  readonly #asks: readonly Ask[];

  constructor(passMs: number, asks: readonly Ask[]) {
    this.#passMs = passMs;
    this.#asks = asks;
  }

  check(): boolean {
    return true;
  }

  async run(model: Model, { stand }: Real): Promise<void> {
    model.now += this.#passMs;
    const expected: object[] = [];
    const answers: Promise<object>[] = [];
    for (const ask of this.#asks) answers.push(put(ask, { model, stand, expected }));
    for (const [n, answer] of (await Promise.all(answers)).entries()) {
      const [said, wanted] = [refusalOf(answer), refusalOf(expected[n]!)];
      assert.deepEqual(said === 'ok' ? withoutGeneration(answer) : said, wanted === 'ok' ? expected[n] : wanted);
    }
    assert.deepEqual(await stand.standing(), model.sale.standing());
    const holds = await stand.ledger.holds(stand.ref);
    assert.deepEqual(
      holds.map(({ hold, viewer, quantity, status }) => ({ hold, viewer, quantity, status })),
      model.sale.grabs.map(({ hold, viewer, quantity, status }) => ({ hold, viewer, quantity, status })),
    );
  }

  toString(): string {
    return `${this.#passMs} ms later: ${JSON.stringify(this.#asks)}`;
  }
}

/** The ledger's process ends and begins again. */
class Restart implements fc.AsyncCommand<Model, Real> {
  check(): boolean {
    return true;
  }

  async run(model: Model, real: Real): Promise<void> {
    if (!real.again) return;
    await real.stand.ledger.stop();
    real.stand = new SaleStand(await real.again(), real.stand.ref);
    assert.deepEqual(await real.stand.standing(), model.sale.standing());
  }

  toString(): string {
    return 'restart';
  }
}

interface Put {
  model: Model;
  stand: SaleStand;
  expected: object[];
}

/** Asks the naive sale at once, whose answer goes to `expected`; the ledger's answer comes later. */
function put(ask: Ask, { model: { sale, now }, stand, expected }: Put): Promise<object> {
  const { ledger, ref } = stand;
  const pick = (of: number) => sale.grabs[of % Math.max(1, sale.grabs.length)];
  switch (ask.kind) {
    case 'grab': {
      const { viewer, key, quantity, early } = ask;
      const grab = { viewer, key, quantity, arrivedAt: now - early, hold: freshHold(ref) };
      expected.push(sale.grab(grab));
      return ledger.grab(ref, grab);
    }
    case 'confirm': {
      const hold = pick(ask.of)?.hold ?? freshHold(ref);
      expected.push(sale.confirm(hold, ask.order, now));
      return ledger.confirm({ hold, order: ask.order }, now);
    }
    case 'release': {
      const grab = pick(ask.of);
      const hold = grab?.hold ?? freshHold(ref);
      const viewer = ask.by === 'shop' ? null : ask.by === 'own' ? (grab?.viewer ?? 'ann') : 'eve';
      expected.push(sale.release(hold, viewer, now));
      return ledger.release({ hold, viewer }, now);
    }
    case 'expire':
      expected.push(sale.expire(now - ask.early));
      return ledger.expire(ref, now - ask.early);
    case 'admit':
      expected.push(sale.admit(ask.count, now));
      return ledger.admit(ref, ask.count, now);
    case 'adjust': {
      const { times, ...rest } = ask.change;
      const change = times ? { ...rest, opensAt: opensAt + times[0], closesAt: opensAt + times[0] + times[1] } : rest;
      expected.push(sale.adjust(change, now));
      return ledger.adjust(ref, change, now);
    }
    case 'close':
      expected.push(sale.close(ask.how, now));
      return ledger.close(ref, ask.how, now);
    case 'reopen': {
      const terms = { ...sale.terms, ...ask.over };
      expected.push(sale.open(terms, now));
      return ledger.open(terms, now);
    }
  }
}

/** `open` says the ledger's name besides how the sale stands. */
function withoutGeneration(answer: object): object {
  return 'standing' in answer ? (answer.standing as object) : answer;
}

const viewers = fc.constantFrom('ann', 'ben', 'cem', 'dan');
const few = fc.integer({ min: 1, max: 4 });
const picks = fc.nat({ max: 30 });

const grab: fc.Arbitrary<Ask> = fc.record({
  kind: fc.constant('grab' as const),
  viewer: viewers,
  key: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'),
  quantity: fc.oneof({ weight: 9, arbitrary: few }, { weight: 1, arbitrary: fc.constantFrom(0, -1, 0.5, 7, 2 ** 40) }),
  early: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat({ max: 1500 }) }),
});
const confirm: fc.Arbitrary<Ask> = fc.record({
  kind: fc.constant('confirm' as const),
  of: picks,
  order: fc.constantFrom('o-1', 'o-2'),
});
const release: fc.Arbitrary<Ask> = fc.record({
  kind: fc.constant('release' as const),
  of: picks,
  by: fc.constantFrom('own' as const, 'own' as const, 'shop' as const, 'other' as const),
});
const times = fc.tuple(fc.integer({ min: -500, max: 10 }), fc.constantFrom(0, 2000, 6000, 60_000));
const adjust: fc.Arbitrary<Ask> = fc.record({
  kind: fc.constant('adjust' as const),
  change: fc.record({ stock: fc.nat({ max: 12 }), perViewer: fc.nat({ max: 6 }), times }, { requiredKeys: [] }),
});
const ask: fc.Arbitrary<Ask> = fc.oneof(
  { weight: 60, arbitrary: grab },
  { weight: 20, arbitrary: confirm },
  { weight: 16, arbitrary: release },
  { weight: 14, arbitrary: fc.record({ kind: fc.constant('admit' as const), count: fc.integer({ min: -1, max: 4 }) }) },
  { weight: 8, arbitrary: fc.record({ kind: fc.constant('expire' as const), early: fc.constantFrom(0, 0, 1, 700) }) },
  { weight: 8, arbitrary: adjust },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('close' as const), how: fc.constantFrom('closed' as const, 'cancelled' as const) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('reopen' as const),
      over: fc.record({ stock: fc.integer({ min: 1, max: 12 }), perViewer: few }, { requiredKeys: [] }),
    }),
  },
);
/** Mostly a little later; now and then much later, or a clock that was set back. */
const passes = fc.oneof(
  { weight: 6, arbitrary: fc.nat({ max: 400 }) },
  { weight: 2, arbitrary: fc.integer({ min: 900, max: 1100 }) },
  { weight: 1, arbitrary: fc.integer({ min: -700, max: 0 }) },
);

const moment = (asks: fc.Arbitrary<Ask>) =>
  fc
    .tuple(passes, fc.array(asks, { minLength: 1, maxLength: 6 }))
    .map(([passMs, drawn]): fc.AsyncCommand<Model, Real> => new Moment(passMs, drawn));
const restart = fc.constant(null).map((): fc.AsyncCommand<Model, Real> => new Restart());

/** Each is as likely as the others: restarts cost time and are rare. */
export const happenings = [
  ...Array.from({ length: 8 }, () => moment(ask)),
  ...Array.from({ length: 4 }, () => moment(grab)),
  restart,
];
