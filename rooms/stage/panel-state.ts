/** What panels know beyond the public state. */
import type { PanelSale, PanelState } from '../../shared/protocol/index.ts';
import type { Core, SaleCore } from './core-state.ts';

export function panelStateOf(core: Core, ledger: PanelState['ledger']): PanelState {
  const { rundown, muted, banned, rehearsal, winners, sales } = core;
  const bots = rehearsal ? { bots: rehearsal.bots } : null;
  return { rundown, muted, banned, rehearsal: bots, winners, sales: sales.map(panelSaleOf), ledger, battle: null, rules: [] };
}

/** Part by part: while units are taken, many times a second, long lists are the very same ones. */
export function saysTheSame(a: PanelState, b: PanelState): boolean {
  const parts = Object.keys(a) as (keyof PanelState)[];
  return parts.every((part) => a[part] === b[part] || JSON.stringify(a[part]) === JSON.stringify(b[part]));
}

function panelSaleOf({ id, standing, durationMs, queue, stopped }: SaleCore): PanelSale {
  const { holdMs, rehearsal } = standing.terms;
  return { id, holdMs, durationMs, queue, rehearsal, stopped };
}
