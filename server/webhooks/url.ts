/** The addresses that webhooks may be sent to, as far as their text can say; the rest is seen when they are connected to. */
import { isIP } from 'node:net';
import { refuse } from '../../shared/protocol/index.ts';
import type { Refusal } from '../../shared/protocol/index.ts';
import { mayReach } from './reach.ts';
import type { ReachOptions } from './reach.ts';

/** Null when it will do. */
export function urlRefusal(text: string, reach: ReachOptions): Refusal | null {
  const url = URL.parse(text);
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:')) return bad('url: an https address');
  if (url.username !== '' || url.password !== '') return bad('url: without a name and password in it');
  const host = bareHost(url);
  if (isIP(host)) return mayReach(url.protocol, host, reach) ? null : bad(`url: ${url.protocol}//${url.hostname} is not allowed`);
  const isHere = /(?:^|\.)localhost\.?$/.test(host);
  if (isHere && !reach.demo && !reach.privateToo) return bad('url: not on this machine');
  const mayBePlain = reach.privateToo || (reach.demo && isHere);
  return url.protocol === 'https:' || mayBePlain ? null : bad('url: https, not http');
}

/** The host without the brackets of an IPv6 address. */
export function bareHost({ hostname }: URL): string {
  return hostname.replace(/^\[(.*)\]$/, '$1');
}

/** What a panel may show: queries often hold a key. */
export function shownUrl(text: string): string {
  const url = URL.parse(text);
  if (!url) return '';
  return `${url.origin}${url.pathname}${url.search === '' ? '' : '?…'}`;
}

/** Only who is told, where even the path is nobody's business. */
export function shownOrigin(text: string): string {
  return URL.parse(text)?.origin ?? '';
}

function bad(detail: string): Refusal {
  return refuse('webhook/bad-url', { detail });
}
