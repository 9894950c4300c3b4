/** What an answer means for a delivery. */
import type { Answered } from './send.ts';

export type Verdict =
  | { kind: 'delivered' }
  /** The endpoint is no more, says the shop: tell it nothing again. */
  | { kind: 'gone' }
  | { kind: 'failed'; error: string; retryAfterMs: number | null };

export function verdictOn(answered: Answered): Verdict {
  if (answered.kind === 'unanswered') return { kind: 'failed', error: answered.error, retryAfterMs: null };
  const { status, retryAfterMs } = answered;
  if (status >= 200 && status < 300) return { kind: 'delivered' };
  if (status === 410) return { kind: 'gone' };
  const isRedirect = status >= 300 && status < 400;
  return { kind: 'failed', error: isRedirect ? `HTTP ${status}, a redirect` : `HTTP ${status}`, retryAfterMs };
}
