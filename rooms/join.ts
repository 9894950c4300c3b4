/** Who may join which room: the same judgement for every room, made before a seat is reserved. */
import { ServerError } from '@colyseus/core';
import { coversShow, errors, isRefusal, joinRefusalText, refuse } from '../shared/protocol/index.ts';
import type { Claims, Refusal, Role } from '../shared/protocol/index.ts';
import type { Services } from './services.ts';

/** Verifies the token and its show and role; throws the refusal as Colyseus wants it. */
export async function admit(
  services: Pick<Services, 'identity' | 'metrics'>,
  token: string | null | undefined,
  wanted: {
    show: unknown;
    roles: readonly Role[];
    exists: (show: string) => boolean;
    banned: (show: string, viewer: string) => boolean;
  },
): Promise<Claims & { show: string }> {
  const claims = await services.identity.verify(token);
  const refused = isRefusal(claims) ? claims : judge(claims, wanted);
  const role = isRefusal(claims) ? 'unknown' : claims.role;
  services.metrics.count('drumroll_joins_total', 1, { role, outcome: refused ? refused.code : 'ok' });
  if (isRefusal(claims)) throw joinError(claims);
  if (refused) throw joinError(refused);
  return claims;
}

function judge(claims: Claims, wanted: Parameters<typeof admit>[2]): Refusal | null {
  const { show, roles } = wanted;
  if (typeof show !== 'string') return refuse('bad-request', { detail: 'show: expected a string' });
  // An unknown show is only named to somebody whose token is good for it.
  if (!coversShow(claims, show)) return refuse('auth/wrong-show');
  if (!wanted.exists(show)) return refuse('show/unknown');
  if (!roles.includes(claims.role)) return refuse('auth/wrong-role');
  if (wanted.banned(show, claims.sub)) return refuse('viewer/banned');
  return null;
}

/** A refused join, as Colyseus carries it. */
export function joinError(refusal: Refusal): ServerError {
  return new ServerError(errors[refusal.code].status, joinRefusalText(refusal));
}
