/** A battle and the clock: what happens next by itself, whether votes are taken, and when its special times begin. */
import { endOf, sliceAt } from '../ballot/index.ts';
import type { Period } from '../ballot/index.ts';
import type { Battle } from './terms.ts';

/** When `advanceBattle` next does something; null when it is not time that the battle waits for. */
export function timeOf(battle: Battle): number | null {
  switch (battle.status) {
    case 'inviting':
      return battle.expiresAt;
    case 'ready':
      return battle.startedAt;
    case 'running':
    case 'overtime':
      return battle.countsUntil || null;
    case 'verdict':
      return battle.verdictUntil;
    case 'over':
    case 'rejected':
    case 'expired':
    case 'cancelled':
    case 'forfeited':
      return null;
  }
}

/** Nothing more will come of it. */
export function isOver({ status }: Battle): boolean {
  return status === 'over' || status === 'rejected' || status === 'expired' || status === 'cancelled' || status === 'forfeited';
}

/** Its result stands, and so does its receipt: only the verdict may still be on show. */
export function isSettled(battle: Battle): boolean {
  return battle.status === 'verdict' || isOver(battle);
}

/** Votes are taken, or were a moment ago and are being counted. */
export function isPlaying({ status }: Battle): boolean {
  return status === 'running' || status === 'overtime';
}

/** Whether a vote that arrives now counts. */
export function takesVotes(battle: Battle, now: number): boolean {
  return (isPlaying(battle) || battle.status === 'ready') && sliceAt(battle, now) !== null;
}

/** How long gifts that were paid in time are waited for. */
export function graceMs({ rules }: Battle): number {
  return rules.gifts === 'none' ? 0 : rules.giftGraceMs;
}

/** Until when a gift may arrive that was paid before the last period's end. */
export function giftsUntil(battle: Battle): number {
  return endOf(battle) + graceMs(battle);
}

/** When critical time begins in a battle whose first period is this: 0 without. */
export function criticalFrom(battle: Battle, first: Period): number {
  return battle.rules.critical ? sliceBefore(battle, first, battle.rules.critical.lastMs) : 0;
}

/** When the mist comes: 0 without. */
export function mistFrom(battle: Battle, first: Period): number {
  return battle.rules.mistMs > 0 ? sliceBefore(battle, first, battle.rules.mistMs) : 0;
}

/** The beginning of the slice in which the last `ms` of the period begin: what is shown and what is counted are the same. */
function sliceBefore({ sliceMs }: Battle, { startsAt, endsAt }: Period, ms: number): number {
  return startsAt + Math.floor(Math.max(0, endsAt - ms - startsAt) / sliceMs) * sliceMs;
}
