/** What the ledger's word makes of the core: the newest standing counts, and a ledger that is gone stops its sale. */
import type { SaleId, SaleStanding } from '../../shared/sale/index.ts';
import type { SaleHeard } from './core-events.ts';
import type { Core, SaleCore } from './core-state.ts';

/** Ended sales that a show keeps at hand; all of them stand in the ledger. */
const keptEnded = 12;
/** Older ones are kept while units are still held, so that these run out in time; but not without end. */
const keptHeld = 40;

/** Takes what the ledger says of the show's sales. What is older than what is known, or of other sales, changes nothing. */
export function hearLedger(core: Core, heard: readonly SaleHeard[], now: number): Core {
  return heard.reduce((before, each) => hearOne(before, each, now), core);
}

/** Stops a sale whose ledger is gone: what was sold cannot be known any more. Nothing opens it again. */
export function loseLedger(core: Core, id: SaleId, now: number): Core {
  const sale = core.sales.find((each) => each.id === id);
  if (!sale || sale.stopped) return core;
  const ended = sale.standing.ended ?? 'closed';
  const standing = { ...sale.standing, ended, nextExpiryAt: null };
  return withSale(core, { ...sale, standing, stopped: 'ledger-lost', endedAt: sale.endedAt ?? now });
}

function hearOne(core: Core, { sale: id, standing, generation, isRewound }: SaleHeard, now: number): Core {
  const sale = core.sales.find((each) => each.id === id);
  if (!sale || sale.stopped) return core;
  if (standing.totals.seq < sale.standing.totals.seq && !isRewound) return core;
  if (generation === undefined && isSame(standing, sale.standing)) return core;
  const endedAt = standing.ended ? (sale.endedAt ?? now) : null;
  return withSale(core, { ...sale, standing, endedAt, generation: generation ?? sale.generation });
}

/** Every line has its own number: between two standings after the same one, only what is known of the next expiry differs. */
function isSame(a: SaleStanding, b: SaleStanding): boolean {
  return a.totals.seq === b.totals.seq && a.nextExpiryAt === b.nextExpiryAt;
}

function withSale(core: Core, sale: SaleCore): Core {
  return { ...core, sales: kept(core.sales.map((each) => (each.id === sale.id ? sale : each))) };
}

/** All that go on, and the last of those that ended. */
function kept(sales: SaleCore[]): SaleCore[] {
  const ended = sales.filter(({ endedAt }) => endedAt !== null).toSorted((a, b) => b.endedAt! - a.endedAt!);
  if (ended.length <= keptEnded) return sales;
  const stays = ended.filter(({ standing }, i) => i < keptEnded || (standing.nextExpiryAt !== null && i < keptHeld));
  return sales.filter((sale) => sale.endedAt === null || stays.includes(sale));
}
