/** Reads whatever a failed call left behind as a refusal, so that callers meet one shape. */
import { errors, isRefusal, parseJoinRefusal, refuse } from '../../shared/protocol/errors.ts';
import type { ErrorCode, Refusal } from '../../shared/protocol/errors.ts';

/** Thrown where only an error can travel (a token that was not given); carries the refusal. */
export class RefusedError extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.message);
    this.name = 'RefusedError';
    this.refusal = refusal;
  }
}

/** The refusal in a thrown value: a rejected request, a refused join, or no answer at all (`busy`: ask again). */
export function refusalOf(thrown: unknown): Refusal {
  if (thrown instanceof RefusedError) return thrown.refusal;
  if (typeof thrown !== 'object' || thrown === null) return refuse('busy', { detail: String(thrown) });
  if ('reason' in thrown && isRefusal(thrown.reason)) return thrown.reason;
  const text = 'message' in thrown && typeof thrown.message === 'string' ? thrown.message : '';
  const joined = parseJoinRefusal(text);
  return joined.detail === undefined ? joined : refuse('busy', { detail: text });
}

/** The refusal in an HTTP body, `{ error: { code, message } }`; anything else is `busy`. */
export function refusalOfBody(status: number, body: unknown): Refusal {
  const error = typeof body === 'object' && body !== null && 'error' in body ? body.error : body;
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  if (!Object.hasOwn(errors, code)) return refuse('busy', { detail: `HTTP ${status}` });
  return { ...refuse(code as ErrorCode), ...(error as Partial<Refusal>) };
}
