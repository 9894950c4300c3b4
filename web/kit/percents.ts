/** Shares in whole percent that add up to 100: the largest remainders are rounded up. */

/** Nothing at all is 0 everywhere. Of equal remainders the earlier one is rounded up. */
export function wholePercents(counts: readonly number[]): number[] {
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total === 0) return counts.map(() => 0);
  const exact = counts.map((count) => (100 * count) / total);
  const whole = exact.map(Math.floor);
  const missing = 100 - whole.reduce((sum, percent) => sum + percent, 0);
  const byRemainder = exact.map((share, i) => ({ i, rest: share - whole[i]! })).toSorted((a, b) => b.rest - a.rest);
  for (const { i } of byRemainder.slice(0, missing)) whole[i]!++;
  return whole;
}
