/** Receipts of settled rounds: the result, who won, and what a stranger needs to check a draw. */
import { z } from 'zod';
import { refuse } from '../../../shared/protocol/index.ts';
import type { Role } from '../../../shared/protocol/index.ts';
import type { FrontDeps } from '../deps.ts';
import { json } from '../http.ts';
import { replies, route } from '../route.ts';
import type { Route } from '../route.ts';
import { receipt, receiptPage } from '../schemas.ts';

const roundNumber = /^[1-9]\d{0,9}$/;

export function roundRoutes({ games, journal, shows }: FrontDeps): Route[] {
  return [
    route({
      method: 'GET',
      path: '/api/v1/shows/:show/rounds',
      summary: 'The settled rounds, newest first, without the entries of draws.',
      access: 'signed-in',
      query: receiptPage,
      reply: replies(z.object({ rounds: z.array(receipt) })),
      handle: async ({ params: { show }, query: { limit }, claims }) => {
        if (!shows.summary(show)) return refuse('show/unknown');
        const found = await journal.receipts(show, 'round', limit);
        return json(200, { rounds: found.map((one) => withoutEntries(toldReceipt(one as Receipt, claims.role, games))) });
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/shows/:show/rounds/:round',
      summary: 'One settled round; a draw’s receipt holds its commitment, seed and entries.',
      access: 'signed-in',
      reply: replies(receipt),
      handle: async ({ params: { show, round }, claims }) => {
        if (!shows.summary(show)) return refuse('show/unknown');
        const found = roundNumber.test(round) ? await journal.receipt(show, 'round', round) : null;
        return found ? json(200, toldReceipt(found as Receipt, claims.role, games)) : refuse('round/unknown');
      },
    }),
  ];
}

interface Receipt {
  game: string;
  settings: unknown;
  entries?: unknown;
}

/**
 * Settings may hold what the next round asks again: the right answers of a streamer's own questions. Whoever did not
 * write them gets what shards are told of them; what a draw's proof needs is in the result.
 */
function toldReceipt(kept: Receipt, role: Role, games: FrontDeps['games']): Receipt {
  if (role === 'streamer' || role === 'service') return kept;
  const edgeSettings = Object.hasOwn(games, kept.game) ? games[kept.game]!.edgeSettings : undefined;
  return edgeSettings ? { ...kept, settings: edgeSettings(kept.settings) as unknown } : kept;
}

/** A draw's entries may be thousands of ids: a list of receipts would carry megabytes of them. */
function withoutEntries({ entries: _one, ...rest }: Receipt): Receipt {
  return rest;
}
