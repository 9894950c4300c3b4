/** Sales, for shops and panels: what became of every unit, line by line, and who holds what. */
import { LedgerError } from '../../../rooms/sale-ledger.ts';
import type { SaleLedger } from '../../../rooms/sale-ledger.ts';
import type { Shows } from '../../../rooms/services.ts';
import { refuse, saleIdSchema } from '../../../shared/protocol/index.ts';
import type { Refusal } from '../../../shared/protocol/index.ts';
import { LineSum } from '../add-up-lines.ts';
import type { AddedUp } from '../add-up-lines.ts';
import type { FrontDeps } from '../deps.ts';
import { json } from '../http.ts';
import { lostLedger } from '../lost-ledger.ts';
import { HoldLists } from '../newest-holds.ts';
import { replies, route } from '../route.ts';
import type { Handled, Route } from '../route.ts';
import { holdList, holdPage, ledgerReply, linePage } from '../sale-schemas.ts';
import type { LedgerLine, SaleName } from '../../../shared/sale/index.ts';

/** Lines that are added up between two turns of the loop. */
const sumPage = 1000;

export function saleRoutes({ clock, ledger, log, shows }: FrontDeps): Route[] {
  const lists = new HoldLists(ledger, clock);
  return [
    route({
      method: 'GET',
      path: '/api/v1/shows/:show/sales/:sale/ledger',
      summary:
        'Every line of a sale’s ledger, oldest first. `next` continues the list as `after`; the last page holds what all lines add up to.',
      access: ['service'],
      query: linePage,
      reply: replies(ledgerReply),
      handle: ({ params, query: { after, limit } }) =>
        readable(log, async () => {
          const refusal = await notServed({ ledger, shows }, params);
          if (refusal) return refusal;
          const lines = await ledger.lines(params, { after, limit });
          const isLast = lines.length < limit;
          const sum = isLast ? await addUp(ledger, params) : null;
          const facts = shows.sale(params.show, params.sale);
          return json(200, {
            lines: lines.map(told),
            next: isLast ? null : (lines.at(-1)?.after.seq ?? null),
            totals: sum && sum.totals,
            agrees: sum && sum.firstWrong === null,
            firstWrong: sum && sum.firstWrong,
            commitment: facts?.commitment ?? null,
            seed: facts?.seed ?? null,
          });
        }),
    }),
    route({
      method: 'GET',
      path: '/api/v1/shows/:show/sales/:sale/holds',
      summary:
        'Who holds, has bought, waits for or gave back units of a sale, newest first. Of a large sale it may be some seconds old.',
      access: ['streamer', 'moderator', 'service'],
      query: holdPage,
      reply: replies(holdList),
      handle: ({ params, query: { limit } }) =>
        readable(log, async () => {
          const refusal = await notServed({ ledger, shows }, params);
          if (refusal) return refusal;
          const { total, holds } = await lists.of(params);
          return json(200, { total, holds: holds.slice(0, limit) });
        }),
    }),
  ];
}

/** Answers a ledger that cannot be read right now with the refusal that says so. */
async function readable(log: FrontDeps['log'], read: () => Promise<Handled>): Promise<Handled> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof LedgerError)) throw error;
    log.warn({ err: error }, 'the ledger could not be read');
    return refuse('ledger-unavailable');
  }
}

/** A sale that the show has forgotten is still known as long as the ledger has its lines. */
async function notServed(
  { ledger, shows }: { ledger: Pick<SaleLedger, 'lines' | 'totals'>; shows: Shows },
  { show, sale }: SaleName,
): Promise<Refusal | null> {
  if (!shows.summary(show)) return refuse('show/unknown');
  if (!saleIdSchema.safeParse(sale).success) return refuse('sale/unknown');
  if (shows.sale(show, sale)) return lostLedger({ ledger, shows }, { show, sale });
  const [first] = await ledger.lines({ show, sale }, { after: 0, limit: 1 });
  return first ? null : refuse('sale/unknown');
}

async function addUp(ledger: Pick<SaleLedger, 'lines'>, sale: SaleName): Promise<AddedUp> {
  const sum = new LineSum();
  for (let after = 0; ;) {
    const lines = await ledger.lines(sale, { after, limit: sumPage });
    for (const line of lines) sum.add(line);
    if (lines.length < sumPage) return sum.result;
    after = lines.at(-1)!.after.seq;
  }
}

/** A line without what only the ledger itself has a use for. */
function told({ position: _position, show: _show, sale: _sale, ...line }: LedgerLine): object {
  return line;
}
