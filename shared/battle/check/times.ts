/** Whether a battle's times follow from its rules, its extensions and its end. */
import type { Judge } from '../../ballot/judge.ts';
import type { BattleReceipt } from '../receipt.ts';
import { extensionsMs, invitationMs, overtimeMs } from '../terms.ts';
import { slicesIn } from './reckon.ts';

export function checkTimes(receipt: BattleReceipt, judge: Judge): void {
  const { rules, sliceMs, periods, extensions, closings, countsUntil } = receipt;
  judge.equal(
    'slices are as long as the duration makes them',
    sliceMs,
    Math.max(1, Math.ceil(rules.durationMs / 300_000)) * 1000,
  );
  judge.check('it started after the preparation', wrongStart(receipt));
  judge.check('the periods are as long as the rules, extensions and overtimes make them', wrongPeriod(receipt));
  const extended = extensions.reduce((sum, { ms }) => sum + ms, 0);
  judge.check('extensions keep within the limit', extended <= extensionsMs ? null : `together they are ${extended} ms`);
  judge.equal('critical time begins in time', receipt.criticalAt, rules.critical ? beginning(receipt, rules.critical.lastMs) : 0);
  judge.equal('mist begins in time', receipt.mistAt, rules.mistMs > 0 ? beginning(receipt, rules.mistMs) : 0);
  const last = periods.at(-1);
  const isCounted = last !== undefined && closings.length === periods.length;
  const graceMs = rules.gifts === 'none' ? 0 : rules.giftGraceMs;
  judge.equal('late gifts were waited for as long as the rules say', countsUntil, isCounted ? last.endsAt + graceMs : 0);
  judge.check('it ended when it could', wrongEnd(receipt));
}

function wrongStart({ createdAt, expiresAt, startedAt, rules, status, periods }: BattleReceipt): string | null {
  if (expiresAt !== 0 && expiresAt !== createdAt + invitationMs) return `the invitation ran out at ${expiresAt}`;
  if (startedAt === 0) {
    if (periods.length > 0) return 'it has periods, but no start';
    return status === 'over' || status === 'forfeited' || expiresAt === 0 ? 'it has no start' : null;
  }
  const readyAt = startedAt - rules.prepareMs;
  const isInTime = expiresAt === 0 ? readyAt === createdAt : readyAt >= createdAt && readyAt < expiresAt;
  if (!isInTime) return `it was ready at ${readyAt}`;
  return status === 'rejected' || status === 'expired' ? `it was ${status}` : null;
}

function wrongPeriod(receipt: BattleReceipt): string | null {
  const { status, reason, startedAt, endedAt, sliceMs, rules, periods, extensions, closings } = receipt;
  const isBroken = status === 'cancelled' || status === 'forfeited';
  if (startedAt > 0 && periods.length === 0) return isBroken && endedAt <= startedAt ? null : 'there is none';
  if (periods.length === 0) return extensions.length + closings.length > 0 ? 'there is none' : null;
  if (!(closings.length === periods.length || (isBroken && closings.length === periods.length - 1)))
    return `${closings.length} of ${periods.length} were closed`;
  let heard = 0;
  for (const [i, period] of periods.entries()) {
    const [before, closing] = [periods[i - 1], closings[i]];
    const name = `period ${i + 1}`;
    if (period.startsAt !== (before ? closings[i - 1]!.at : startedAt)) return `${name} begins at ${period.startsAt}`;
    if (period.slice !== (before ? before.slice + slicesIn(before, sliceMs) : 0))
      return `${name} begins with slice ${period.slice}`;
    const isLast = i === periods.length - 1;
    const mayBeCut = isLast && (isBroken || reason === 'ended');
    // In the very millisecond of an early end votes were still taken when an extension was given.
    const takenUntil = mayBeCut ? period.endsAt + 1 : period.endsAt;
    const own = extensions.filter(({ at }) => at >= period.startsAt && at < takenUntil);
    heard += own.length;
    const plan = own.reduce((end, { ms }) => end + ms, period.startsAt + (before ? overtimeMs : rules.durationMs));
    const latest = isLast && isBroken ? Math.min(plan, endedAt) : plan;
    if (mayBeCut ? period.endsAt > latest || period.endsAt < period.startsAt : period.endsAt !== plan)
      return `${name} ends at ${period.endsAt}`;
    if (isLast && reason === 'ended' && period.endsAt === plan) return `${name} was ended early, but lasted to its end`;
    if (closing && closing.at < period.endsAt) return `${name} was closed before its end`;
  }
  return heard === extensions.length ? null : 'an extension was given while no votes were taken';
}

/** Where the last `ms` of the first period began, moved by extensions until it had come; with its slice. */
function beginning({ startedAt, sliceMs, rules, periods, extensions }: BattleReceipt, ms: number): number {
  if (startedAt === 0) return 0;
  const aligned = (endsAt: number): number => startedAt + Math.floor(Math.max(0, endsAt - ms - startedAt) / sliceMs) * sliceMs;
  let endsAt = startedAt + rules.durationMs;
  let begins = aligned(endsAt);
  for (const { at, ms: longer } of extensions) {
    if (periods[1] && at >= periods[1].startsAt) break;
    endsAt += longer;
    if (at < begins) begins = aligned(endsAt);
  }
  return begins;
}

function wrongEnd({ status, createdAt, expiresAt, endedAt, countsUntil, periods, closings }: BattleReceipt): string | null {
  const says = `it ended at ${endedAt}`;
  const lastOf = Math.max(createdAt, periods.at(-1)?.endsAt ?? 0, closings.at(-1)?.at ?? 0);
  if (endedAt < lastOf) return says;
  if (status === 'over' && endedAt < countsUntil) return says;
  if (status === 'expired' && endedAt !== expiresAt) return says;
  return status === 'rejected' && endedAt >= expiresAt ? says : null;
}
