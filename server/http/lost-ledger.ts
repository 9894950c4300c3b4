/** A sale whose ledger is gone is told the same wherever it is asked for, also when a new, empty ledger has begun. */
import type { SaleLedger } from '../../rooms/sale-ledger.ts';
import type { Shows } from '../../rooms/services.ts';
import { isRefusal, refuse } from '../../shared/protocol/index.ts';
import type { Refusal } from '../../shared/protocol/index.ts';
import type { SaleName } from '../../shared/sale/index.ts';

interface Known {
  ledger: Pick<SaleLedger, 'totals'>;
  shows: Pick<Shows, 'sale'>;
}

/** Why nothing can be done with a sale any more, as far as the show knows. */
export function stoppedSale({ shows }: Pick<Known, 'shows'>, { show, sale }: SaleName): Refusal | null {
  const stopped = shows.sale(show, sale)?.stopped;
  return stopped ? refuse(stopped) : null;
}

/** Also asks the ledger whether it is the one that the sale was opened in: of a sale that is over, nobody else does. */
export async function lostLedger({ ledger, shows }: Known, name: SaleName): Promise<Refusal | null> {
  const facts = shows.sale(name.show, name.sale);
  if (!facts) return null;
  if (facts.stopped) return refuse(facts.stopped);
  const standing = await ledger.totals({ ...name, generation: facts.generation });
  return isRefusal(standing) ? standing : null;
}

/** An empty ledger knows no hold: a refused ask about one may only mean that. */
export async function toldOfHold(known: Known, name: SaleName, refusal: Refusal): Promise<Refusal> {
  if (refusal.code !== 'hold/unknown') return refusal;
  return (await lostLedger(known, name)) ?? refusal;
}
