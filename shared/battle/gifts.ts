/** Whether a gift counts, for whom, and in which slice. A paid gift is never refused for not counting. */
import { endOf, lastSliceOf, sliceAt } from '../ballot/index.ts';
import type { ShowId } from '../ids.ts';
import type { GiftIdle, GiftReply, GiftRequest } from '../protocol/battles.ts';
import { refuse } from '../protocol/errors.ts';
import type { Refusal } from '../protocol/errors.ts';
import { ballotOf } from './ballot-of.ts';
import type { Battle } from './terms.ts';
import { giftsUntil, isOver, isSettled } from './times.ts';

/** A platform's clock may be fast by this much. */
const clockSlackMs = 60_000;

/** A gift that was paid in the future is a mistake, or made up. */
export function whyNoGift({ paidAt }: GiftRequest, at: number): Refusal | null {
  if (paidAt === undefined || paidAt <= at + clockSlackMs) return null;
  return refuse('bad-request', { detail: 'paidAt lies in the future' });
}

/** What a gift of this show, arrived at `at`, is answered; with the slice to fold it into when it counts. */
export function judgeGift(
  battle: Battle | null,
  show: ShowId,
  request: GiftRequest,
  at: number,
): { reply: GiftReply; slice: number | null } {
  const isMeant = battle && (request.battle === undefined ? !isOver(battle) : request.battle === battle.id);
  if (!battle || !isMeant) return idle('no-battle', request.battle ?? null);
  const why = whyIdle(battle, request);
  if (why) return idle(why, battle.id);
  const { home, options } = ballotOf(battle, show);
  const side = request.side ?? home;
  if (side === null || !options.includes(side)) return idle('no-side', battle.id);
  const slice = sliceOf(battle, request, at);
  if (typeof slice === 'string') return idle(slice, battle.id);
  return { reply: { counted: true, battle: battle.id, side, points: request.value }, slice };
}

function idle(why: GiftIdle, battle: string | null): { reply: GiftReply; slice: null } {
  return { reply: { counted: false, why, battle }, slice: null };
}

/** Money does not take part in a rehearsal; otherwise the battle's rules say which kinds count. */
function whyIdle({ rehearsal, rules: { gifts } }: Battle, { gift }: GiftRequest): GiftIdle | null {
  if (rehearsal) return 'rehearsal';
  if (gifts === 'none') return 'no-gifts';
  return gifts === 'all' || (gift !== undefined && gifts.includes(gift)) ? null : 'other-kind';
}

/** By arrival; one that was paid before the end and arrives within the grace counts in the last slice. */
function sliceOf(battle: Battle, { paidAt }: GiftRequest, at: number): number | 'not-started' | 'too-late' {
  if (isSettled(battle)) return 'too-late';
  const [first, last] = [battle.periods[0], battle.periods.at(-1)];
  if (!first || !last || at < first.startsAt) return 'not-started';
  const slice = sliceAt(battle, at);
  if (slice !== null) return slice;
  const isInTime = paidAt !== undefined && paidAt < endOf(battle) && at < giftsUntil(battle);
  return isInTime && at >= last.endsAt ? lastSliceOf(last, battle.sliceMs) : 'too-late';
}
