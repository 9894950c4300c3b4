/** What panels know beyond the public state. */
import { extensionLeftMs } from '../../shared/battle/index.ts';
import type { PanelBattle, PanelRule, PanelSale, PanelState } from '../../shared/protocol/index.ts';
import type { BattleCore, RuleCore } from './core-contests.ts';
import type { Core, SaleCore } from './core-state.ts';

export function panelStateOf(core: Core, ledger: PanelState['ledger']): PanelState {
  const { rundown, muted, banned, winners } = core;
  const rehearsal = core.rehearsal ? { bots: core.rehearsal.bots } : null;
  const sales = core.sales.map(panelSaleOf);
  const battle = core.battle && panelBattleOf(core.battle);
  return { rundown, muted, banned, rehearsal, winners, sales, ledger, battle, rules: core.rules.map(panelRuleOf) };
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

function panelBattleOf(known: BattleCore): PanelBattle {
  const { role, battle } = known;
  const { id, rules, sides } = battle;
  const boostsLeft = Object.fromEntries(
    sides.map((side) => [side.id, Math.max(0, rules.boostsPerSide - boostsHad(known, side.id))]),
  );
  return { id, role, rules, boostsLeft, extensionLeftMs: extensionLeftMs(battle) };
}

/** Wished at least: another show's stage may not have heard of it yet. */
function boostsHad(known: BattleCore, side: string): number {
  const ofSide = (boosts: readonly { side: string }[]) => boosts.filter((boost) => boost.side === side).length;
  return Math.max(ofSide(known.battle.boosts), known.role === 'mirror' ? ofSide(known.boosts) : 0);
}

function panelRuleOf(rule: RuleCore): PanelRule {
  const { id, when, item, state, code } = rule;
  return { id, when, item, state, code };
}
