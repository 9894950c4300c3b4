/** Whether stock can be written right now, as the server last said. */
import type { PanelState } from '../../../shared/protocol/messages.ts';

/** A server that does not speak of its ledger has one that answers. */
export type LedgerWord = Pick<PanelState, 'sales'> & { ledger?: 'ok' | 'unavailable' };

export function isLedgerAway(panel: LedgerWord | null): boolean {
  return panel?.ledger === 'unavailable';
}
