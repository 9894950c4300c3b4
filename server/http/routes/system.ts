/** For operators and tools: alive, ready, version, metrics, and the API's own description. */
import { createHash, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { refuse } from '../../../shared/protocol/index.ts';
import type { Refusal } from '../../../shared/protocol/index.ts';
import type { FrontDeps } from '../deps.ts';
import { bearerToken } from '../bearer.ts';
import { json, plain } from '../http.ts';
import type { HttpRequest } from '../http.ts';
import { describeApi } from '../openapi.ts';
import { replies, route } from '../route.ts';
import type { Route } from '../route.ts';

const state = z.object({ status: z.literal('ok') });
const version = z.object({ name: z.literal('drumroll'), version: z.string(), protocol: z.literal(1) });

/** `others` are the routes that the description lists besides these. */
export function systemRoutes(deps: FrontDeps, others: readonly Route[]): Route[] {
  const { config, isDraining, metrics } = deps;
  let description: object | undefined;
  const routes: Route[] = [
    route({
      method: 'GET',
      path: '/livez',
      summary: 'The process answers.',
      access: 'anybody',
      reply: replies(state),
      handle: () => json(200, { status: 'ok' }),
    }),
    route({
      method: 'GET',
      path: '/readyz',
      summary: 'The server takes joins; 503 while it shuts down.',
      access: 'anybody',
      reply: replies(state),
      handle: () => (isDraining() ? refuse('draining') : json(200, { status: 'ok' })),
    }),
    route({
      method: 'GET',
      path: '/version',
      summary: 'What runs here.',
      access: 'anybody',
      reply: replies(version),
      handle: () => json(200, { name: 'drumroll', version: deps.version, protocol: 1 }),
    }),
    route({
      method: 'GET',
      path: '/metrics',
      summary: 'Prometheus metrics. In production for loopback, or with the metrics token.',
      access: 'anybody',
      reply: { status: 200, type: 'text/plain' },
      handle: async ({ request }) =>
        (config.demo ? null : metricsRefusal(request, config.metricsToken)) ??
        plain(200, await metrics.text(), metrics.contentType),
    }),
    route({
      method: 'GET',
      path: '/api/openapi.json',
      summary: 'This description.',
      access: 'anybody',
      reply: replies(z.looseObject({ openapi: z.string() })),
      handle: () =>
        json(200, (description ??= describeApi([...routes, ...others], { title: 'Drumroll', version: deps.version }))),
    }),
  ];
  return routes;
}

const loopback = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);
const proxyHeaders = ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via'];

function metricsRefusal(request: HttpRequest, token: string | null): Refusal | null {
  const given = bearerToken(request.headers);
  if (token !== null && given !== null) return sameSecret(given, token) ? null : refuse('auth/invalid');
  // A proxy on this machine connects from loopback for everybody in the world.
  const proxied = proxyHeaders.some((header) => header in request.headers);
  return loopback.has(normalIp(request.ip)) && !proxied ? null : refuse('auth/missing');
}

/** uWebSockets.js writes IPv6 in full. */
function normalIp(ip: string): string {
  if (ip === '0000:0000:0000:0000:0000:0000:0000:0001') return '::1';
  return ip === '0000:0000:0000:0000:0000:ffff:7f00:0001' ? '127.0.0.1' : ip;
}

/** Takes the same time whatever is given. */
function sameSecret(a: string, b: string): boolean {
  return timingSafeEqual(digest(a), digest(b));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
