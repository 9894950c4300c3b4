/** Which refusals of a grab pass by themselves, and how long to wait before asking again. */
import type { ErrorCode, Refusal } from '../../../shared/protocol/errors.ts';

/** Nothing is decided by these: the same key asks again. */
const passing: ReadonlySet<ErrorCode> = new Set([
  'busy',
  'ledger-unavailable',
  'rate-limited',
  'draining',
  'too-slow',
  'internal',
]);
/** A fault that comes back so often will not pass. */
const mostFaults = 5;

const firstMs = 300;
const longestMs = 5000;

export function isPassing({ code }: Refusal, tries: number): boolean {
  return passing.has(code) && (code !== 'internal' || tries < mostFaults);
}

/** Doubling from the first try on, capped, half of it by chance so that a crowd does not come back at once; never sooner than the server asked. */
export function retryMs({ retryAfterMs = 0 }: Refusal, tries: number, random: () => number): number {
  const ceiling = Math.min(longestMs, firstMs * 2 ** Math.min(tries - 1, 10));
  return retryAfterMs + ceiling * (0.5 + 0.5 * random());
}
