/** A battle as the panel shows it: what everybody sees joined with what only panels know, at this very moment. */
import type { PanelBattle, PanelState } from '../../../shared/protocol/messages.ts';
import type { ShowJson } from '../../../shared/state/show-state.ts';
import { overtimeMs, invitationMs } from '../../../shared/battle/terms.ts';
import { battleOf, isBattleOver, isMisty, phaseEndsAt, phaseNow } from '../../kit/battle-now.ts';
import type { BattleJson, BattlePhase } from '../../kit/battle-now.ts';
import { placedSides } from '../../kit/battle-sides.ts';
import type { PlacedSide } from '../../kit/battle-sides.ts';
import type { Moment } from '../../kit/sale-now.ts';

export interface BattleStanding {
  battle: BattleJson;
  /** Null until the panel's own message about this battle has come. */
  more: PanelBattle | null;
  phase: BattlePhase;
  sides: PlacedSide[];
  /** The other show's side, in a battle between shows. */
  rival: PlacedSide | null;
  /** Scores are hidden, here too. */
  misty: boolean;
  over: boolean;
  /** What the ring counts down, server time; null when nothing is waited for. */
  ring: { startsAt: number; endsAt: number } | null;
}

export interface Seen {
  show: Pick<ShowJson, 'show' | 'rehearsal' | 'battle'> | null;
  panel: Pick<PanelState, 'battle'> | null;
}

export function standingOf({ show, panel }: Seen, moment: Moment): BattleStanding | null {
  const battle = battleOf(show);
  if (!show || !battle) return null;
  const phase = phaseNow(battle, moment);
  const sides = placedSides(battle, show.show);
  const more = panel?.battle?.id === battle.id ? panel.battle : null;
  const endsAt = phaseEndsAt(battle, phase);
  return {
    battle,
    more,
    phase,
    sides,
    rival: sides.some(({ isHome }) => isHome) ? (sides.find(({ isHome }) => !isHome) ?? null) : null,
    misty: isMisty(battle, phase, moment.now),
    over: isBattleOver(phase),
    ring: endsAt === null ? null : { startsAt: endsAt - wholeMs(battle, { phase, more }), endsAt },
  };
}

/** How long the phase is as a whole, ms. */
function wholeMs({ startedAt, endsAt, durationMs }: BattleJson, { phase, more }: Pick<BattleStanding, 'phase' | 'more'>): number {
  switch (phase) {
    case 'inviting':
      return invitationMs;
    case 'ready':
      return more?.rules.prepareMs ?? 0;
    case 'running':
      return Math.max(durationMs, endsAt - startedAt);
    case 'overtime':
      return overtimeMs;
    case 'verdict':
      return more?.rules.verdict.durationMs ?? 0;
    case 'counting':
    case 'over':
    case 'rejected':
    case 'expired':
    case 'cancelled':
    case 'forfeited':
      return 0;
  }
}

/** What this panel is to the battle before its own message has come. */
export function roleOf({ more, battle }: Pick<BattleStanding, 'more' | 'battle'>, show: string): PanelBattle['role'] {
  if (more) return more.role;
  if (battle.sides.every((side) => side.show === show)) return 'host';
  return battle.referee === show ? 'referee' : 'mirror';
}
