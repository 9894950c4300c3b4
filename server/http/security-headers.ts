/**
 * The headers that every answer carries, and the stricter set of the pages.
 * HSTS is left to whoever ends TLS in front of this server: it is a promise about a host name, not about this process.
 */

/** On every answer: nothing here is to be framed, sniffed, or loaded by another site. */
export const baseHeaders = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cache-control': 'no-store',
} as const;

/** On the pages. `embedders` are the origins that may show them in a frame, and so hand them tokens. */
export function pageHeaders(embedders: readonly string[]): Record<string, string> {
  const policy = {
    'default-src': ["'none'"],
    'script-src': ["'self'"],
    'style-src': ["'self'"],
    'img-src': ["'self'", 'https:', 'data:', 'blob:'],
    'media-src': ["'self'", 'https:', 'blob:'],
    'font-src': ["'self'"],
    'connect-src': ["'self'", 'ws:', 'wss:'],
    'manifest-src': ["'self'"],
    'base-uri': ["'none'"],
    'form-action': ["'none'"],
    'frame-ancestors': ["'self'", ...embedders],
  };
  const csp = Object.entries(policy).map(([directive, sources]) => `${directive} ${sources.join(' ')}`);
  return {
    'content-security-policy': csp.join('; '),
    'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=(), serial=()',
    'cross-origin-opener-policy': 'same-origin-allow-popups',
  };
}
