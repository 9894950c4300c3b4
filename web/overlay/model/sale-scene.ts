/** Which flash sale is on air, chosen from the show's state and what this page saw of it a moment ago. */
import type { SaleStatus } from '../../../shared/sale/terms.ts';
import type { ShowJson } from '../../../shared/state/show-state.ts';
import { hasEnded, isStopped, salesOf, statusNow, turnsOf } from '../../kit/sale-now.ts';
import type { Moment, SaleJson } from '../../kit/sale-now.ts';
import { seeSale } from '../../kit/seen-sale.ts';
import type { SeenSale } from '../../kit/seen-sale.ts';
import { unheardMs } from './scene.ts';

export interface SaleScene {
  sale: SaleJson;
  status: SaleStatus;
  /** Whether units have just come back after it was sold out. */
  isBack: boolean;
}

/** What was seen of each sale, by id. */
export type Seen = ReadonlyMap<string, SeenSale>;

/** How a sale that is over says so, and for how long it is news that units are back, ms. */
export const farewellMs = 8000;
export const backMs = 6000;

/** What is on comes first, then what opens next, what may come back, and what has just ended. */
const order: readonly SaleStatus[] = ['open', 'countdown', 'sold-out', 'closed', 'cancelled'];

export function seeSales(before: Seen, show: ShowJson | null, moment: Moment): Seen {
  return new Map(
    salesOf(show).map((sale) => {
      const status = statusNow(sale, moment);
      return [sale.id, seeSale(before.get(sale.id), { ...moment, status })];
    }),
  );
}

/** `seen` is of this very moment. */
export function saleOnAir(show: ShowJson | null, seen: Seen, now: number): SaleScene | null {
  if (show?.status !== 'live') return null;
  const scenes = salesOf(show).flatMap((sale) => {
    const known = seen.get(sale.id);
    // What a fault has ended leaves the air at once: there is nothing to be proud of, and its numbers are not certain.
    if (isStopped(sale)) return [];
    if (!known || !order.includes(known.status)) return [];
    if (hasEnded(known.status) && !isWithin(known.endedAt, farewellMs, now)) return [];
    return [{ sale, status: known.status, isBack: isWithin(known.backAt, backMs, now) }];
  });
  const [first] = scenes.toSorted(
    (a, b) => order.indexOf(a.status) - order.indexOf(b.status) || emptiness(a) - emptiness(b) || a.sale.opensAt - b.sale.opensAt,
  );
  return first ?? null;
}

/** When what is on air may change by time alone. */
export function turnsOnAir(show: ShowJson | null, seen: Seen): number[] {
  const passed = [...seen.values()].flatMap(({ endedAt, backAt }) => [
    ...(endedAt === null ? [] : [endedAt + farewellMs]),
    ...(backAt === null ? [] : [backAt + backMs]),
  ]);
  return [...salesOf(show).flatMap(turnsOf), ...passed];
}

/** While the line is down a countdown stays true; how much is left does not, for longer than this. */
export function isBelieved({ status }: Pick<SaleScene, 'status'>, downMs: number): boolean {
  return downMs < unheardMs || status === 'countdown';
}

/** A sale that has something left goes before one that only takes numbers. */
function emptiness({ sale }: SaleScene): number {
  return sale.left === 0 ? 1 : 0;
}

function isWithin(at: number | null, spanMs: number, now: number): boolean {
  return at !== null && now - at < spanMs;
}
