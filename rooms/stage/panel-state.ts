/** What panels know beyond the public state. */
import type { PanelSale, PanelState } from '../../shared/protocol/index.ts';
import type { Core, SaleCore } from './core-state.ts';

export function panelStateOf({ rundown, muted, banned, rehearsal, winners, sales }: Core): PanelState {
  const bots = rehearsal ? { bots: rehearsal.bots } : null;
  return { rundown, muted, banned, rehearsal: bots, winners, sales: sales.map(panelSaleOf) };
}

function panelSaleOf({ id, standing, durationMs, queue, stopped }: SaleCore): PanelSale {
  const { holdMs, rehearsal } = standing.terms;
  return { id, holdMs, durationMs, queue, rehearsal, stopped };
}
