/** Where a page's token comes from: the URL's fragment, a message from the page around it, or demo mode. */
import { isRefusal, refuse } from '../../shared/protocol/errors.ts';
import type { Refusal } from '../../shared/protocol/errors.ts';
import type { Claims, Role } from '../../shared/protocol/tokens.ts';
import { callApi } from './api.ts';
import { RefusedError, refusalOf } from './refusal.ts';
import { tabShelf } from './storage.ts';

/** Reads `#token=` and takes it out of the address bar, so that it is neither shared nor kept in the history. */
export function takeToken(): string | null {
  const fragment = new URLSearchParams(location.hash.slice(1));
  const token = fragment.get('token');
  if (token === null) return null;
  fragment.delete('token');
  const rest = fragment.toString();
  history.replaceState(history.state, '', `${location.pathname}${location.search}${rest ? `#${rest}` : ''}`);
  return token;
}

/**
 * Calls `take` with each token that the page around or before this one posts as `{ type: 'drumroll.token', token }`,
 * and tells it `{ type: 'drumroll.ready' }` once. Whoever frames us was let in by the server's `frame-ancestors`; an
 * opener is trusted on our own origin only.
 */
function onTokenMessage(take: (token: string) => void): () => void {
  const parent = window.parent === window ? null : window.parent;
  const opener = window.opener as Window | null;
  const hear = (event: MessageEvent<unknown>): void => {
    const trusted =
      event.source !== null && (event.source === parent || (event.source === opener && event.origin === location.origin));
    const { data } = event;
    if (!trusted || typeof data !== 'object' || data === null) return;
    if ('type' in data && data.type === 'drumroll.token' && 'token' in data && typeof data.token === 'string') take(data.token);
  };
  window.addEventListener('message', hear);
  parent?.postMessage({ type: 'drumroll.ready' }, '*');
  opener?.postMessage({ type: 'drumroll.ready' }, location.origin);
  return () => window.removeEventListener('message', hear);
}

/** Asks a server in demo mode for a token; throws a RefusedError where there is none to be had. */
async function demoToken(request: { role: Role; show: string; name?: string }): Promise<{ token: string; sub: string }> {
  const answer = await callApi<{ token: string; sub: string }>('/demo/tokens', { method: 'POST', body: request });
  if (isRefusal(answer)) throw new RefusedError(answer);
  return answer;
}

/** The claims inside a token, unverified: only for knowing who we are and when to renew. */
export function readClaims(token: string): Claims | null {
  try {
    const body = (token.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/');
    const bytes = Uint8Array.from(atob(body), (char) => char.charCodeAt(0));
    return JSON.parse(new TextDecoder().decode(bytes)) as Claims;
  } catch {
    return null;
  }
}

export interface TokenSource {
  /** The token to use now: renewed when it is about to end. `refused` says why the last one was not taken. */
  get: (refused?: Refusal | null) => Promise<string>;
  /** Uses this token from now on. */
  set: (token: string) => void;
  /** Whether the token was had for nothing from a server in demo mode: what is only for demos works with it. */
  isDemo: () => boolean;
}

export interface WantedToken {
  role: Role;
  show: string;
  name?: string;
  /** A token was posted to the page after it had begun with another one, or with none. */
  onNew?: () => void;
}

const placeOf = ({ role, show }: Pick<WantedToken, 'role' | 'show'>): string => `drumroll.token.${role}.${show}`;

/** Whether this tab has a token for this role and show already. */
export function hasToken(wanted: Pick<WantedToken, 'role' | 'show'>): boolean {
  return tabShelf.get(placeOf(wanted)) !== null;
}

/** A token that lives less than this is renewed before use, ms. */
const renewBelowMs = 60_000;
/** A page in a frame waits this long for the page around it to hand over a token, ms. */
const handOverMs = 1000;

/**
 * The page's token for one show and role. It is kept in this tab's session storage, so that a reload is the same
 * viewer; a token that is refused is forgotten, and demo mode gives a new one.
 */
export function tokenSource({ onNew, ...wanted }: WantedToken): TokenSource {
  const place = placeOf(wanted);
  const demoPlace = `${place}.demo`;
  const given = takeToken();
  let token = given ?? tabShelf.get(place);
  let asked = false;
  /** Why there is no token, when there is none. */
  let without = refuse('auth/missing');
  const waiting: (() => void)[] = [];
  const handedOver = new Promise<void>((resolve) => waiting.push(resolve));
  const keep = (next: string): void => {
    token = next;
    tabShelf.set(place, next);
  };
  const set = (next: string): void => {
    tabShelf.drop(demoPlace);
    keep(next);
  };
  if (given !== null) set(given);
  onTokenMessage((next) => {
    if (next === token) return;
    set(next);
    for (const resolve of waiting.splice(0)) resolve();
    if (asked) onNew?.();
  });

  const fresh = async (): Promise<string> => {
    if (window.parent !== window) await Promise.race([handedOver, new Promise((resolve) => setTimeout(resolve, handOverMs))]);
    if (token !== null) return token;
    try {
      keep((await demoToken(wanted)).token);
      tabShelf.set(demoPlace, 'yes');
      return token!;
    } catch (error) {
      // Where there is no demo mode, what is missing is an invitation, or a better one.
      throw refusalOf(error).retry ? error : new RefusedError(without);
    }
  };
  const forget = (why: Refusal): void => {
    token = null;
    without = why;
  };

  return {
    set,
    isDemo: () => tabShelf.get(demoPlace) !== null,
    async get(refused) {
      if (refused?.code === 'auth/invalid' || refused?.code === 'auth/expired') forget(refused);
      const current = token ?? (await fresh());
      asked = true;
      const leftMs = (readClaims(current)?.exp ?? Infinity) * 1000 - Date.now();
      if (leftMs > renewBelowMs) return current;
      const renewed = await callApi<{ token: string }>('/tokens/renew', { method: 'POST', token: current });
      if (!isRefusal(renewed)) {
        keep(renewed.token);
        return renewed.token;
      }
      if (leftMs > 0) return current;
      if (renewed.retry) throw new RefusedError(renewed);
      forget(renewed);
      return fresh();
    },
  };
}
