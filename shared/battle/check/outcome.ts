/** Whether boosts, overtimes, scores, the winner and the status follow from what was counted. */
import type { Judge } from '../../ballot/judge.ts';
import type { BattleReceipt } from '../receipt.ts';
import { overtimeMs } from '../terms.ts';
import { alone, beginOf, inFront, inputsOf, reckon, slicesIn } from './reckon.ts';

const reasonsOf: Record<BattleReceipt['status'], readonly BattleReceipt['reason'][]> = {
  over: [null, 'ended'],
  rejected: ['rejected', 'busy'],
  expired: ['no-answer'],
  cancelled: ['cancelled', 'show-ended', 'given-up', 'stage-away', 'rehearsal-ended'],
  forfeited: ['show-ended', 'given-up'],
};

export function checkOutcome(receipt: BattleReceipt, judge: Judge): void {
  const { status, reason, rehearsal, forfeitedBy, sides, boosts, rules, closings, result } = receipt;
  judge.check(
    'the reason fits how it ended',
    reasonsOf[status].includes(reason) ? null : `${status}, ${reason ?? 'by its time'}`,
  );
  judge.check('only a rehearsal ends with one', rehearsal || reason !== 'rehearsal-ended' ? null : 'it was none');
  const isSide = sides.some(({ id }) => id === forfeitedBy);
  judge.equal('a side gave up when it was forfeited, and only then', isSide, status === 'forfeited');
  for (const { id } of sides) {
    const own = boosts.filter(({ side }) => side === id);
    judge.check(`the boosts of ${id} keep to the rules`, wrongBoost(receipt, own));
  }
  const strangers = boosts.filter(({ side }) => !sides.some(({ id }) => id === side)).map(({ side }) => side);
  judge.equal('only sides have boosts', strangers, []);
  for (const [i, closing] of closings.entries()) {
    const name = i === 0 ? 'when votes ended' : `when overtime ${i} ended`;
    judge.check(`the standing ${name} is what had been counted`, wrongStanding(receipt, i));
    const changed = alone(closing.before) !== alone(closing.scores);
    const wentOn = receipt.periods.length > i + 1;
    // Nobody waited for an overtime of a battle that was ended, or broken off.
    const mayStop = i === closings.length - 1 && (reason === 'ended' || status !== 'over');
    const earned = changed && i < rules.overtimes;
    judge.check(`it went on ${name} only if it had to`, wentOn === earned || (!wentOn && mayStop) ? null : why(wentOn, changed));
  }
  judge.equal(
    'the scores are the points of every slice, times its factor',
    result.scores,
    reckon(receipt, () => true),
  );
  judge.equal('the winner follows from the scores and the rules', { winner: result.winner, by: result.by }, winnerOf(receipt));
}

function why(wentOn: boolean, changed: boolean): string {
  return `the lead had ${changed ? '' : 'not '}changed, and it went on${wentOn ? '' : ' no more'}`;
}

function wrongBoost(receipt: BattleReceipt, boosts: BattleReceipt['boosts']): string | null {
  const { rules, sliceMs, periods } = receipt;
  if (boosts.length > rules.boostsPerSide) return `there are ${boosts.length}`;
  for (const [i, { factor, from, until }] of boosts.entries()) {
    const before = boosts[i - 1];
    const slices = (until - from) / sliceMs;
    if (factor < 2 || factor > 5) return `one has the factor ${factor}`;
    if (slices < 5000 / sliceMs || slices > Math.ceil(60_000 / sliceMs) || !Number.isInteger(slices))
      return `one lasts ${until - from} ms`;
    if (before && from < before.until) return 'two of them overlap';
    const isQueued = before?.until === from;
    if (!isQueued && !periods.some((period) => isWithSlice(period, from, sliceMs))) return `one begins at ${from}, with no slice`;
  }
  return null;
}

/** Whether a slice of the period begins at that time, or would if it went on for one more. */
function isWithSlice(period: BattleReceipt['periods'][number], at: number, sliceMs: number): boolean {
  const slice = (at - period.startsAt) / sliceMs;
  return Number.isInteger(slice) && slice >= 1 && slice <= slicesIn(period, sliceMs) + 1;
}

/**
 * Later than at a closing only gifts can have come that were paid in time, or were taken while an early end was being
 * written, and what missing shards had.
 */
function wrongStanding(receipt: BattleReceipt, i: number): string | null {
  const { periods, closings, missing, sliceMs } = receipt;
  const [period, next, closing] = [periods[i], periods[i + 1], closings[i]];
  if (!period || !closing) return null;
  const lastSlice = period.slice + slicesIn(period, sliceMs) - 1;
  const before = reckon(receipt, (slice) => beginOf(receipt, slice) < period.endsAt - overtimeMs);
  const isOfIt = (slice: number): boolean => !next || slice < next.slice;
  const scores = reckon(receipt, isOfIt);
  for (const { id } of receipt.sides) {
    const [hadBefore, had] = [closing.before[id] ?? -1, closing.scores[id] ?? -1];
    const gifts = inputsOf(receipt, id).filter(({ kind, slice }) => kind === 'gifts' && slice >= lastSlice && isOfIt(slice));
    const late = gifts.reduce((sum, { score }) => sum + score, 0);
    const isExact = hadBefore === before[id]! && had >= scores[id]! - late;
    const isLess = hadBefore <= before[id]! && had >= hadBefore;
    if (had > scores[id]! || had < 0 || hadBefore < 0 || !(missing.length > 0 ? isLess : isExact))
      return `${id} had ${hadBefore}, then ${had}; its inputs are ${before[id]!}, then ${scores[id]!}`;
  }
  return null;
}

function winnerOf(receipt: BattleReceipt): { winner: string | null; by: string } {
  const { status, sides, forfeitedBy, rules } = receipt;
  if (status === 'forfeited') {
    const [other = null, ...more] = sides.map(({ id }) => id).filter((id) => id !== forfeitedBy);
    return { winner: more.length === 0 ? other : null, by: 'forfeit' };
  }
  if (status !== 'over') return { winner: null, by: 'void' };
  const scores = reckon(receipt, () => true);
  if (Math.max(...Object.values(scores)) < rules.minScore) return { winner: null, by: 'below-minimum' };
  const first = alone(scores);
  if (first !== null) return { winner: first, by: 'score' };
  const reached = inFront(scores).map(
    (side) => [side, Math.max(-1, ...inputsOf(receipt, side).map(({ slice }) => slice))] as const,
  );
  const soonest = Math.min(...reached.map(([, slice]) => slice));
  const earliest = reached.filter(([, slice]) => slice === soonest);
  if (rules.draw === 'draw' || earliest.length > 1) return { winner: null, by: 'draw' };
  return { winner: earliest[0]![0], by: 'earliest' };
}
