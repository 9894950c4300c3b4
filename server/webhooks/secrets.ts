/** The secrets that sign deliveries, in the form that every Standard Webhooks library takes: `whsec_` and base64. */
import { randomBytes } from 'node:crypto';
import type { EndpointSecret } from '../../rooms/webhooks.ts';

/** How long an old secret goes on signing beside a new one: a shop can change over without missing anything. */
const overlapMs = 24 * 3600_000;

const form = /^whsec_(?<key>(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?)$/;

/** Whether it is one, of 24 to 64 bytes. */
export function isWebhookSecret(text: string): boolean {
  const key = form.exec(text)?.groups?.['key'];
  if (key === undefined) return false;
  const { length } = Buffer.from(key, 'base64');
  return length >= 24 && length <= 64;
}

export function newSecret(): string {
  return `whsec_${randomBytes(32).toString('base64')}`;
}

/** `secret` in the place of those before it: the newest of them signs for another day. */
export function rotate(old: readonly EndpointSecret[], secret: string, now: number): EndpointSecret[] {
  const before = signing(old, now).filter((one) => one.secret !== secret);
  const kept = before.map((one) => ({ ...one, until: one.until ?? now + overlapMs }));
  return [{ secret, until: null }, ...kept.slice(0, 1)];
}

/** Those that sign now. */
export function signing(secrets: readonly EndpointSecret[], now: number): EndpointSecret[] {
  return secrets.filter(({ until }) => until === null || until > now);
}
