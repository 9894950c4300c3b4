/** Tokens: minted by a service, renewed by whoever holds one, given to anybody in demo mode. */
import { z } from 'zod';
import { coversShow, refuse } from '../../../shared/protocol/index.ts';
import type { Claims, TokenRequest } from '../../../shared/protocol/index.ts';
import { longestTtlSeconds } from '../../auth/tokens.ts';
import type { FrontDeps } from '../deps.ts';
import { json } from '../http.ts';
import { replies, route } from '../route.ts';
import type { Route } from '../route.ts';
import { demoTokenRequest, manyTokens, mintedToken } from '../schemas.ts';

export function tokenRoutes({ config, tokens }: FrontDeps): Route[] {
  const always = [
    route({
      method: 'POST',
      path: '/api/v1/tokens',
      summary: 'Mint a token, or up to 1000 of them. A token for one show mints for that show only.',
      access: ['service'],
      body: manyTokens,
      reply: replies(z.union([mintedToken, z.array(mintedToken)])),
      handle: async ({ body, claims }) => {
        const requests = Array.isArray(body) ? body : [body];
        if (requests.some((request) => !mayMint(claims, request))) return refuse('auth/wrong-show');
        const minted = await Promise.all(requests.map((request) => tokens.mint(request)));
        return json(200, Array.isArray(body) ? minted : minted[0]);
      },
    }),
    route({
      method: 'POST',
      path: '/api/v1/tokens/renew',
      summary: 'A fresh token with the same rights, good for another hour.',
      access: 'signed-in',
      reply: replies(mintedToken),
      handle: async ({ claims: { exp: _old, ...same } }) => json(200, await tokens.mint(same)),
    }),
  ];
  if (!config.demo) return always;
  const demo = route({
    method: 'POST',
    path: '/api/v1/demo/tokens',
    summary: 'A token for anybody, in any role. Demo mode only.',
    access: 'anybody',
    body: demoTokenRequest,
    reply: replies(mintedToken),
    handle: async ({ body }) => json(200, await tokens.mint({ ...body, ttlSeconds: longestTtlSeconds })),
  });
  return [...always, demo];
}

/** `*` is a show of its own here: only a token for every show mints one for every show. */
function mayMint(claims: Claims, request: TokenRequest): boolean {
  return coversShow(claims, request.show);
}
