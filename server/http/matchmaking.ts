/** Finding a seat for a stock client: the rooms library's matchmaking, called directly, with refusals it can read. */
import { ServerError, createAuthContext, matchMaker } from '@colyseus/core';
import type { AuthContext } from '@colyseus/core';
import { errors, joinRefusalText, parseJoinRefusal, refuse } from '../../shared/protocol/index.ts';
import type { Refusal } from '../../shared/protocol/index.ts';
import { json } from './http.ts';
import type { HttpRequest, HttpResponse } from './http.ts';

/** Finds a seat; throws what the room or the library had against it. `room` is a room's name or id. */
export type Matchmaking = (method: string, room: string, call: { options: object; context: AuthContext }) => Promise<object>;

export const colyseusMatchmaking: Matchmaking = async (method, room, { options, context }) =>
  (await matchMaker.controller.invokeMethod(method, room, options, context)) as object;

/** What clients may ask for. Nobody creates a room by joining: `joinOrCreate` is refused by the room when the show is unknown. */
const joinMethods: ReadonlySet<string> = new Set(['joinOrCreate', 'join', 'joinById', 'reconnect']);

/** The library would believe any address that a caller writes into a header: ours is put in its place. */
export function authContext({ headers, ip }: HttpRequest): AuthContext {
  return Object.assign(createAuthContext({ headers }), { ip });
}

/** Stock clients read `message` and the status. */
export function joinRefusedResponse(refusal: Refusal): HttpResponse {
  const { status } = errors[refusal.code];
  const message = joinRefusalText(refusal);
  return json(status, { code: status, error: message, message });
}

/** The library's own refusals keep the codes that stock clients know: 520 no such room type, 522 no such room, 524 seat expired … */
const libraryCodes: ReadonlySet<number> = new Set([520, 521, 522, 524, 525, 526]);

/** What was thrown as an answer; null when it was a bug. */
export function joinRefusalOf(thrown: unknown): HttpResponse | null {
  if (!(thrown instanceof Error)) return null;
  const refusal = parseJoinRefusal(thrown.message);
  if (refusal.detail === undefined) return joinRefusedResponse(refusal);
  if (!(thrown instanceof ServerError) || !libraryCodes.has(thrown.code)) return null;
  return json(thrown.code, { code: thrown.code, error: thrown.message, message: thrown.message });
}

/** A reconnection that lacks what it is about would look like a bug further down. */
export function badJoin(method: string, options: Record<string, unknown>): Refusal | null {
  if (!joinMethods.has(method)) return refuse('not-found', { detail: `Methods: ${[...joinMethods].join(', ')}.` });
  if (method === 'reconnect' && typeof options['reconnectionToken'] !== 'string') {
    return refuse('bad-request', { detail: 'reconnectionToken is missing.' });
  }
  return null;
}
