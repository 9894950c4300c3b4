/** The ledger of a sale is gone: stops the sale, writes that to the log, and says so loudly. */
import type { AuditEntry } from '../../shared/protocol/index.ts';
import type { SaleId } from '../../shared/sale/index.ts';
import type { Services } from '../services.ts';
import { lossEntry } from './audit.ts';
import type { CoreHolder } from './core-holder.ts';

/** Returns the log's entry, for panels; null when the sale had been stopped before, or that could not be written yet. */
export async function loseLedger(
  { clock, log }: Pick<Services, 'clock' | 'log'>,
  holder: CoreHolder,
  { sale, auditId }: { sale: SaleId; auditId: string },
): Promise<AuditEntry | null> {
  const before = holder.core;
  const result = holder.step({ kind: 'ledger-lost', sale });
  if (result.core === before) return null;
  const audit = lossEntry({ id: auditId, sale, at: clock.now(), before, after: result.core });
  const done = await holder.commit(result, { audit });
  if (done.kind !== 'written') return null;
  log.error({ show: before.show, sale }, 'the ledger of a sale is gone: the sale was stopped');
  return audit;
}
