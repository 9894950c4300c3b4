/** The server's one door for HTTP, whatever the transport: judges, routes, answers, and counts every request. */
import { coversShow, isRefusal, refuse } from '../../shared/protocol/index.ts';
import type { Claims, Refusal } from '../../shared/protocol/index.ts';
import { bearerToken } from './bearer.ts';
import { CallerRates } from './caller-rates.ts';
import { clientAddress } from './client-address.ts';
import type { FrontDeps } from './deps.ts';
import { createGate } from './gate.ts';
import { refusalResponse } from './http.ts';
import type { HttpRequest, HttpResponse } from './http.ts';
import type { StaticFile } from './pages.ts';
import { readBody, readQuery } from './read-call.ts';
import type { Access, Handled, Route } from './route.ts';
import { createRouter, unmatched } from './router.ts';
import type { Match } from './router.ts';
import { contestRoutes } from './routes/contests.ts';
import { demoCheckoutRoutes } from './routes/demo-checkout.ts';
import { demoGiftRoutes } from './routes/demo-gifts.ts';
import { gameRoutes } from './routes/games.ts';
import { giftRoutes } from './routes/gifts.ts';
import { holdRoutes } from './routes/holds.ts';
import { matchmakeRoutes } from './routes/matchmake.ts';
import { roundRoutes } from './routes/rounds.ts';
import { saleRoutes } from './routes/sales.ts';
import { showRoutes } from './routes/shows.ts';
import { systemRoutes } from './routes/system.ts';
import { tokenRoutes } from './routes/tokens.ts';
import { webhookRoutes } from './routes/webhooks.ts';
import { baseHeaders } from './security-headers.ts';

export interface Front {
  /** Answers; never rejects. */
  handle(request: HttpRequest): Promise<HttpResponse>;
  /** The answer to a request that a transport could not read whole. */
  refuse(request: HttpRequest, refusal: Refusal): HttpResponse;
  /** Why a socket must not be opened; null when it may. `open` is how many there are already. */
  refuseSocket(headers: HttpRequest['headers'], open: number): HttpResponse | null;
  routes: readonly Route[];
}

/** Where a request was headed, for its answer's shape and its metrics. */
interface Target {
  label: string;
  match: Aim;
}

type Aim = Match | { kind: 'file'; file: StaticFile };

const fileMethods = { kind: 'other-methods', path: '', allow: ['GET', 'HEAD', 'OPTIONS'] } as const;

export function createFront(deps: FrontDeps): Front {
  const { clock, config, log, metrics, pages, tokens } = deps;
  const gate = createGate(config);
  const rates = new CallerRates();
  const parts = [
    showRoutes,
    saleRoutes,
    holdRoutes,
    demoCheckoutRoutes,
    webhookRoutes,
    roundRoutes,
    contestRoutes,
    giftRoutes,
    demoGiftRoutes,
    gameRoutes,
    tokenRoutes,
    matchmakeRoutes,
  ];
  const api = parts.flatMap((routes) => routes(deps));
  const router = createRouter([...systemRoutes(deps, api), ...api]);

  return {
    routes: router.routes,
    refuseSocket: (headers, open) => {
      const refusal = gate.check(headers) ?? crowded(open);
      if (!refusal) return null;
      const request = { method: 'GET', path: '', query: '', headers, body: null, ip: '' };
      return finish(request, {
        target: { label: 'socket', match: { kind: 'none' } },
        handled: refusal,
        startedAt: clock.monotonic(),
      });
    },
    handle: async (arrived) => {
      const startedAt = clock.monotonic();
      const request = { ...arrived, ip: clientAddress(arrived, config.proxyHops) };
      const target = aim(request);
      let handled: Handled;
      try {
        handled = gate.check(request.headers) ?? (await answer(request, target.match));
      } catch (error) {
        log.error({ err: error, route: target.label }, 'a request handler threw');
        metrics.count('drumroll_handler_errors_total', 1, { where: 'http' });
        handled = refuse('internal');
      }
      return finish(request, { target, handled, startedAt });
    },
    refuse: (request, refusal) => finish(request, { target: aim(request), handled: refusal, startedAt: clock.monotonic() }),
  };

  function crowded(open: number): Refusal | null {
    if (deps.isDraining()) return refuse('draining');
    return open >= config.maxConnections ? refuse('busy', { detail: 'This server holds as many connections as it may.' }) : null;
  }

  function aim({ method, path }: HttpRequest): Target {
    const file = pages.find(path);
    if (file) return { label: file.label, match: method === 'GET' || method === 'HEAD' ? { kind: 'file', file } : fileMethods };
    const match = router.match(method, path);
    if (match.kind === 'none') return { match, label: 'unmatched' };
    return { match, label: match.kind === 'route' ? match.route.path : match.path };
  }

  async function answer(request: HttpRequest, match: Aim): Promise<Handled> {
    switch (match.kind) {
      case 'file':
        return match.file.respond(request);
      case 'route':
        return call(request, match.route, match.params);
      case 'other-methods':
        return request.method === 'OPTIONS' ? preflight(request, match.allow) : unmatched(match);
      case 'none':
        return unmatched(match);
    }
  }

  async function call(request: HttpRequest, route: Route, params: Record<string, string>): Promise<Handled> {
    const claims = route.access === 'anybody' ? null : await tokens.verify(bearerToken(request.headers));
    if (isRefusal(claims)) return claims;
    const denied = claims && (rates.judge(claims, clock.monotonic()) ?? denial(claims, route.access, params['show']));
    if (denied) return denied;
    const body = readBody(route.body, request.body);
    if (!body.ok) return body.refusal;
    const query = readQuery(route.query, request.query);
    if (!query.ok) return query.refusal;
    return route.handle({ params, body: body.value, query: query.value, request, claims });
  }

  function finish(
    request: HttpRequest,
    { target, handled, startedAt }: { target: Target; handled: Handled; startedAt: number },
  ): HttpResponse {
    const response = isRefusal(handled) ? refusedResponse(handled, target.match) : handled;
    if (isRefusal(handled)) metrics.count('drumroll_refusals_total', 1, { code: handled.code });
    const seconds = (clock.monotonic() - startedAt) / 1000;
    metrics.http({ method: request.method, route: target.label, status: response.status, seconds });
    return { ...response, headers: { ...baseHeaders, ...gate.cors(request.headers), ...response.headers } };
  }
}

const crossOriginPermission = {
  'access-control-allow-headers': 'authorization, content-type, accept',
  'access-control-max-age': '600',
};

function preflight({ headers }: HttpRequest, allow: readonly string[]): HttpResponse {
  const methods = allow.join(', ');
  const cross = headers['origin'] === undefined ? {} : crossOriginPermission;
  return { status: 204, headers: { allow: methods, 'access-control-allow-methods': methods, ...cross }, body: '' };
}

function refusedResponse(refusal: Refusal, match: Aim): HttpResponse {
  if (match.kind === 'route' && match.route.refused) return match.route.refused(refusal);
  const response = refusalResponse(refusal);
  return match.kind === 'other-methods'
    ? { ...response, headers: { ...response.headers, allow: match.allow.join(', ') } }
    : response;
}

function denial(claims: Claims, access: Access, show: string | undefined): Refusal | null {
  if (Array.isArray(access) && !access.includes(claims.role)) return refuse('auth/wrong-role');
  return show === undefined || coversShow(claims, show) ? null : refuse('auth/wrong-show');
}
