/** How a battle goes from status to status: by its times, by the end of its periods, and by what ends it otherwise. */
import { endOf, lastSliceOf } from '../ballot/index.ts';
import type { Period } from '../ballot/index.ts';
import { closingOf, earnsOvertime } from './lead.ts';
import { scoresOf } from './score.ts';
import { overtimeMs } from './terms.ts';
import type { Battle, BattleReason, BattleResult, BattleStatus, SideId } from './terms.ts';
import { criticalFrom, graceMs, isPlaying, isSettled, mistFrom } from './times.ts';
import { verdictOf } from './verdict.ts';

/** Everybody is there: votes are taken once `prepareMs` are over. Does nothing unless an invitation is open. */
export function readyBattle(battle: Battle, now: number): Battle {
  const { rules, expiresAt } = battle;
  if (battle.status !== 'inviting' || (expiresAt > 0 && now >= expiresAt)) return battle;
  const startedAt = now + rules.prepareMs;
  const period: Period = { startsAt: startedAt, endsAt: startedAt + rules.durationMs, slice: 0 };
  return enter(
    { ...battle, startedAt, periods: [period], criticalAt: criticalFrom(battle, period), mistAt: mistFrom(battle, period) },
    'ready',
  );
}

/** Takes every step whose time has come by `now`, in order. What shards have to say is waited for: see `closePeriod`. */
export function advanceBattle(battle: Battle, now: number): Battle {
  let at = battle;
  for (let next = advanceOnce(at, now); next !== at; next = advanceOnce(at, now)) at = next;
  return at;
}

function advanceOnce(battle: Battle, now: number): Battle {
  const { expiresAt, startedAt, countsUntil, verdictUntil } = battle;
  switch (battle.status) {
    case 'inviting':
      return now < expiresAt ? battle : voided(battle, { status: 'expired', reason: 'no-answer', endedAt: expiresAt });
    case 'ready':
      return now < startedAt ? battle : enter(battle, 'running');
    case 'running':
    case 'overtime':
      return countsUntil === 0 || now < countsUntil ? battle : judged(battle, now);
    case 'verdict':
      return now < verdictUntil ? battle : enter(battle, 'over');
    case 'over':
    case 'rejected':
    case 'expired':
    case 'cancelled':
    case 'forfeited':
      return battle;
  }
}

/** The last period is over and everything of it has been heard but for `missing`: an overtime begins now, or gifts are waited for. */
export function closePeriod(battle: Battle, now: number, missing: readonly string[]): Battle {
  const period = battle.periods.at(-1);
  if (!isPlaying(battle) || battle.countsUntil > 0 || !period || now < period.endsAt) return battle;
  const closing = closingOf(battle, now);
  const closed = {
    ...battle,
    closings: [...battle.closings, closing],
    missing: [...new Set([...battle.missing, ...missing])],
  };
  if (!earnsOvertime(battle, closing)) return { ...closed, countsUntil: period.endsAt + graceMs(battle) };
  const overtime = { startsAt: now, endsAt: now + overtimeMs, slice: lastSliceOf(period, battle.sliceMs) + 1 };
  return enter({ ...closed, periods: [...battle.periods, overtime] }, 'overtime');
}

/** The other show does not want to, or cannot. Only an invitation can be rejected. */
export function reject(battle: Battle, reason: 'rejected' | 'busy', now: number): Battle {
  return battle.status === 'inviting' ? voided(battle, { status: 'rejected', reason, endedAt: now }) : battle;
}

/** Nothing counts. A verdict that was given stands: what cannot wait for its end cuts it short, a streamer cannot cancel it. */
export function cancel(battle: Battle, reason: BattleReason, now: number): Battle {
  if (battle.status === 'verdict' && reason !== 'cancelled') return enter(battle, 'over');
  return isSettled(battle) ? battle : voided(battle, { status: 'cancelled', reason, endedAt: now });
}

/** A side leaves: the other wins, whatever the score. What had not been accepted yet is cancelled; a verdict that was given stands. */
export function forfeit(battle: Battle, side: SideId, reason: BattleReason, now: number): Battle {
  if (battle.status === 'inviting' || isSettled(battle)) return cancel(battle, reason, now);
  const others = battle.sides.filter(({ id }) => id !== side);
  const winner = others.length === 1 ? others[0]!.id : null;
  const result: BattleResult = { winner, by: 'forfeit', scores: scoresOf(battle) };
  return enter({ ...cutShort(battle, now), result, reason, forfeitedBy: side, endedAt: now }, 'forfeited');
}

function judged(battle: Battle, now: number): Battle {
  const verdictUntil = now + battle.rules.verdict.durationMs;
  return enter({ ...battle, result: verdictOf(battle), verdictUntil, endedAt: now }, 'verdict');
}

function voided(
  battle: Battle,
  { status, reason, endedAt }: { status: 'rejected' | 'expired' | 'cancelled'; reason: BattleReason; endedAt: number },
): Battle {
  const result: BattleResult = { winner: null, by: 'void', scores: scoresOf(battle) };
  return enter({ ...cutShort(battle, endedAt), result, reason, endedAt }, status);
}

function enter(battle: Battle, status: BattleStatus): Battle {
  return { ...battle, status, step: battle.step + 1 };
}

/** No period lasts beyond `now`; a first one that had not begun is none. An overtime has begun when it is granted. */
function cutShort(battle: Battle, now: number): Battle {
  if (endOf(battle) <= now) return battle;
  const periods = battle.periods
    .filter(({ startsAt }, i) => i > 0 || startsAt < now)
    .map((period) => ({ ...period, endsAt: Math.min(period.endsAt, now) }));
  return { ...battle, periods };
}
