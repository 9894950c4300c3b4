/** Who really calls: whoever is at the other end, or whom the outermost of our own proxies saw there. */
import { isIP } from 'node:net';
import type { HttpRequest } from './http.ts';

/**
 * `hops` is how many proxies of ours stand before the server. Each adds to the end of `X-Forwarded-For` whom it saw; what
 * stands before their entries was written by the caller, who may write anything.
 */
export function clientAddress({ ip, headers }: Pick<HttpRequest, 'ip' | 'headers'>, hops: number): string {
  if (hops === 0) return ip;
  const seen = headers['x-forwarded-for']?.split(',').at(-hops);
  // Whoever came past the proxies, or by ones that write something else, is taken for who they are.
  return (seen === undefined ? null : addressIn(seen)) ?? ip;
}

/** Some proxies add the port, and brackets with it. */
const withPort = /^\[(?<v6>[^\]]*)\](?::\d+)?$|^(?<v4>[\d.]+):\d+$/;

function addressIn(entry: string): string | null {
  const text = entry.trim();
  const { v4, v6 } = withPort.exec(text)?.groups ?? {};
  const address = v4 ?? v6 ?? text;
  return isIP(address) === 0 ? null : address;
}
