/** Arm first, fire second: a dangerous button needs a second press within three seconds. */

export const armedMs = 3000;
/** A second press that comes faster than a person decides is the same press, bouncing. */
export const bounceMs = 250;

/** Times are monotonic milliseconds. Only one thing is armed at a time. */
export type Arming = { kind: 'safe' } | { kind: 'armed'; what: string; at: number };

export const safe: Arming = { kind: 'safe' };

export function pressed(arming: Arming, what: string, now: number): { arming: Arming; fire: boolean } {
  const current = expired(arming, now);
  if (current.kind === 'safe' || current.what !== what) return { arming: { kind: 'armed', what, at: now }, fire: false };
  if (now - current.at < bounceMs) return { arming: current, fire: false };
  return { arming: safe, fire: true };
}

/** What is left of it at `now`. */
export function expired(arming: Arming, now: number): Arming {
  if (arming.kind === 'armed' && now - arming.at >= armedMs) return safe;
  return arming;
}

/** How long until it is safe again; 0 when it is. */
export function msLeft(arming: Arming, now: number): number {
  return arming.kind === 'armed' ? Math.max(0, arming.at + armedMs - now) : 0;
}
