/** Where a battle stands at this very moment: by the server's word, and at its turns by the page's own clock. */
import type { ToJSON } from '@colyseus/schema';
import type { BattleReason, BattleResult, BattleStatus } from '../../shared/battle/terms.ts';
import type { BattleState } from '../../shared/state/show-state.ts';
import type { Moment } from './sale-now.ts';

export type BattleJson = ToJSON<BattleState>;
export type SideJson = BattleJson['sides'][number];

/** As the status, with `counting`: no more votes are taken, and the result is not settled yet. */
export type BattlePhase = BattleStatus | 'counting';

/** Votes open and close by the clock, without waiting for word; what the server says has happened has happened. */
export function phaseNow({ status, startedAt, endsAt }: BattleJson, { now, isSure }: Moment): BattlePhase {
  const told = status as BattleStatus;
  if (!isSure || endsAt === 0) return told;
  switch (told) {
    case 'ready':
      return startedAt > 0 && now >= startedAt ? 'running' : told;
    case 'running':
    case 'overtime':
      return now >= endsAt ? 'counting' : told;
    case 'verdict':
      return now >= endsAt ? 'over' : told;
    case 'inviting':
    case 'over':
    case 'rejected':
    case 'expired':
    case 'cancelled':
    case 'forfeited':
      return told;
  }
}

/** Whether votes are taken. */
export function takesVotes(phase: BattlePhase): boolean {
  return phase === 'running' || phase === 'overtime';
}

/** Whether it is being fought: scores move, or are about to be settled. */
export function isFought(phase: BattlePhase): boolean {
  return takesVotes(phase) || phase === 'counting';
}

/** Whether nothing more will come of it. */
export function isBattleOver(phase: BattlePhase): boolean {
  return phase === 'over' || phase === 'rejected' || phase === 'expired' || phase === 'cancelled' || phase === 'forfeited';
}

/** When what the phase waits for comes; null when that is not known. */
export function phaseEndsAt({ status, startedAt, endsAt, durationMs }: BattleJson, phase: BattlePhase): number | null {
  // A page that began by its own clock has not been told of the end yet.
  if (phase === 'running' && status === 'ready') return durationMs > 0 ? startedAt + durationMs : null;
  return phase === status && endsAt > 0 ? endsAt : null;
}

/** Whether points count more for everybody. */
export function isCritical({ criticalAt }: BattleJson, phase: BattlePhase, now: number): boolean {
  return criticalAt > 0 && now >= criticalAt && takesVotes(phase);
}

/** Whether scores are hidden: what is shown is how it stood when the mist came. */
export function isMisty({ mistAt }: BattleJson, phase: BattlePhase, now: number): boolean {
  return mistAt > 0 && now >= mistAt && isFought(phase);
}

/** `on`: its points count `factor` times until `until`; `next`: from `from` on. `queued` more wait behind it. */
export interface BoostNow {
  kind: 'on' | 'next';
  factor: number;
  from: number;
  until: number;
  queued: number;
}

export function boostNow({ boost, boostsQueued }: SideJson, phase: BattlePhase, now: number): BoostNow | null {
  const { factor, from, until } = boost;
  if (until <= now || !takesVotes(phase)) return null;
  return { kind: now >= from ? 'on' : 'next', factor, from, until, queued: boostsQueued };
}

/** How many times a point for this side counts: the larger of boost and critical time, never both. */
export function factorNow(battle: BattleJson, side: SideJson, { phase, now }: { phase: BattlePhase; now: number }): number {
  const boost = boostNow(side, phase, now);
  return Math.max(1, isCritical(battle, phase, now) ? battle.criticalFactor : 1, boost?.kind === 'on' ? boost.factor : 1);
}

/** The moments at which it changes by time alone. */
export function turnsOfBattle({ startedAt, endsAt, criticalAt, mistAt, sides }: BattleJson): number[] {
  return [startedAt, endsAt, criticalAt, mistAt, ...sides.flatMap(({ boost }) => [boost.from, boost.until])].filter(
    (moment) => moment > 0,
  );
}

/** How a battle was settled. */
export type Verdict =
  | { kind: 'won'; side: SideJson; by: 'score' | 'earliest' | 'forfeit' }
  | { kind: 'draw' }
  | { kind: 'below-minimum' }
  | { kind: 'void' };

/** Null until it is settled. */
export function verdictOf({ by, winner, sides }: BattleJson): Verdict | null {
  switch (by as BattleResult['by'] | '') {
    case 'score':
    case 'earliest':
    case 'forfeit': {
      const side = sides.find(({ id }) => id === winner);
      return side ? { kind: 'won', side, by: by as 'score' } : null;
    }
    case 'draw':
      return { kind: 'draw' };
    case 'below-minimum':
      return { kind: 'below-minimum' };
    case 'void':
      return { kind: 'void' };
    case '':
      return null;
  }
}

/** Why it ended otherwise than by its time; null when it did not. */
export function reasonOf({ reason }: BattleJson): BattleReason | null {
  return reason === '' ? null : (reason as BattleReason);
}

/** The newest battle that is meant for this audience: one of a rehearsal is for its time only. */
export function battleOf(show: { battle?: BattleJson; rehearsal: boolean } | null): BattleJson | null {
  const battle = show?.battle;
  return battle && battle.id !== '' && (show.rehearsal || !battle.rehearsal) ? battle : null;
}
