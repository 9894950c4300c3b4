/** What each order about sales makes of the core: whether it may be, what the ledger is asked, and what the show keeps of it. */
import type { CommandArgs, ErrorCode } from '../../shared/protocol/index.ts';
import { statusOf } from '../../shared/sale/index.ts';
import type { SaleEnd, SaleId, SaleStanding, SaleTerms } from '../../shared/sale/index.ts';
import { no, yes } from './core-replies.ts';
import type { Effect, Given, Luck, StageAsk, Step } from './core-events.ts';
import type { Core, SaleCore } from './core-state.ts';

/** Sales of one show that have not ended. */
const mostLive = 20;
/** How far away an opening may be: beyond that it is seconds taken for milliseconds, or a wrong year. */
const furthestMs = 30 * 24 * 3_600_000;

/** Sets a sale up. Every time is reckoned from when the order was taken up. */
export function scheduleSale(core: Core, args: CommandArgs<'sale.schedule'>, given: Given, luck: Luck): Step {
  const { at } = given;
  if (core.status === 'ended') return no(core, 'show/not-live');
  const times = timesOf(args, at);
  if ('wrong' in times) return no(core, 'sale/bad-times', times.wrong);
  const id = args.id ?? freeId(core, given);
  if (core.sales.some((sale) => sale.id === id)) return no(core, 'sale/exists');
  if (core.sales.filter(isLive).length >= mostLive) return no(core, 'sale/too-many');
  const { stock, perViewer, holdMs, durationMs, queue = null } = args;
  const rehearsal = core.rehearsal !== null;
  const terms: SaleTerms = { show: core.show, sale: id, stock, perViewer, holdMs, ...times, queue: queue !== null, rehearsal };
  const { product, title, image = '', checkoutUrl = '', price, currency } = args;
  const sale: SaleCore = {
    id,
    card: { product, title, image, checkoutUrl, price, currency },
    standing: beforeOpening(terms),
    durationMs,
    queue,
    seed: luck.random.hex(32),
    generation: '',
    stopped: null,
    endedAt: null,
  };
  const lastSale = args.id === undefined ? core.lastSale + 1 : Math.max(core.lastSale, numberIn(id));
  const made: Core = { ...core, sales: [...core.sales, sale], lastSale };
  return asking(yes(made, { sale: id }), { kind: 'open', terms, at });
}

/** Opens a sale now, or refuses: each opens but once. */
export function openSale(core: Core, { sale: id }: CommandArgs<'sale.open'>, given: Given): Step {
  return change(core, id, {
    given,
    ask: (sale) => {
      const times = { opensAt: given.at, closesAt: given.at + sale.durationMs };
      return { kind: 'adjust', sale: refOf(sale), change: times, at: given.at };
    },
    whyNot: ({ standing: { terms } }) => {
      if (!isLiveFor(core, terms)) return 'show/not-live';
      return terms.opensAt !== 0 && terms.opensAt <= given.at ? 'sale/open' : null;
    },
  });
}

/** Ends a sale. What is held can still be confirmed after a close, and is given back by a cancellation. */
export function endSale(core: Core, { sale: id, how }: { sale: SaleId; how: SaleEnd }, given: Given): Step {
  return change(core, id, { given, ask: (sale) => ({ kind: 'close', sale: refOf(sale), how, at: given.at }) });
}

/** The ledger decides whether stock and limit can be what they are to be; the price is the show's own, and only comes down. */
export function adjustSale(core: Core, args: CommandArgs<'sale.adjust'>, given: Given): Step {
  const { sale: id, stock, perViewer, price } = args;
  const to = { stock, perViewer };
  const adjusted = change(core, id, {
    given,
    ask: (sale) => ({ kind: 'adjust', sale: refOf(sale), change: to, at: given.at }),
    whyNot: ({ card }) => (price !== undefined && price > card.price ? 'sale/only-down' : null),
  });
  if (price === undefined || !adjusted.reply?.ok) return adjusted;
  const sales = core.sales.map((sale) => (sale.id === id ? { ...sale, card: { ...sale.card, price } } : sale));
  const isPriceAlone = stock === undefined && perViewer === undefined;
  return { ...adjusted, core: { ...core, sales }, effects: isPriceAlone ? [] : adjusted.effects };
}

/** With the show every sale ends, and those of a rehearsal as if they had not been. */
export function endAllSales(core: Core, { at }: Given): Effect[] {
  return core.sales.filter(isLive).map((sale) => closing(sale, at));
}

export function endRehearsalSales(core: Core, { at }: Given): Effect[] {
  return core.sales.filter((sale) => isLive(sale) && isRehearsed(sale)).map((sale) => closing(sale, at));
}

/** The sales without those of a rehearsal. */
export function withoutRehearsed(sales: SaleCore[]): SaleCore[] {
  return sales.filter((sale) => !isRehearsed(sale));
}

function isLive({ standing }: SaleCore): boolean {
  return standing.ended === null;
}

/** Whether viewers can grab right now, or could if somebody gave something back. */
export function takesGrabs(core: Core, now: number): boolean {
  return core.sales.some(({ standing }) => {
    const status = statusOf({ ...standing.terms, ended: standing.ended }, standing.totals, now);
    return status === 'open' || status === 'sold-out';
  });
}

/** The sale as its ledger knows it. */
export function refOf({ standing, generation }: SaleCore): Extract<StageAsk, { kind: 'close' }>['sale'] {
  return { show: standing.terms.show, sale: standing.terms.sale, generation };
}

function isRehearsed({ standing }: SaleCore): boolean {
  return standing.terms.rehearsal;
}

function closing(sale: SaleCore, at: number): Effect {
  return { kind: 'ledger', ask: { kind: 'close', sale: refOf(sale), how: isRehearsed(sale) ? 'cancelled' : 'closed', at } };
}

interface Change {
  given: Given;
  ask: (sale: SaleCore) => StageAsk;
  /** Why this sale cannot be changed so; null when it can. */
  whyNot?: (sale: SaleCore) => ErrorCode | null;
}

/** Has the ledger change a sale that goes on. What the ledger has done already is not judged once more. */
function change(core: Core, id: SaleId, { given, ask, whyNot }: Change): Step {
  const sale = core.sales.find((each) => each.id === id);
  if (!sale) return no(core, 'sale/unknown');
  const asked = ask(sale);
  const code = given.isDone(asked) ? null : (whyOver(sale, given.at) ?? whyNot?.(sale) ?? null);
  return code ? no(core, code) : asking(yes(core), asked);
}

function whyOver({ standing: { terms, ended }, stopped }: SaleCore, at: number): ErrorCode | null {
  if (stopped) return stopped;
  const isOver = ended !== null || (terms.opensAt !== 0 && at >= terms.closesAt);
  return isOver ? 'sale/ended' : null;
}

/** A rehearsal makes a show live for its own sales only. */
function isLiveFor({ status, rehearsal }: Core, terms: SaleTerms): boolean {
  return (rehearsal && !terms.rehearsal ? rehearsal.before : status) === 'live';
}

type Times = Pick<SaleTerms, 'opensAt' | 'closesAt'>;

function timesOf(args: CommandArgs<'sale.schedule'>, now: number): Times | { wrong: string } {
  const { opensAt, countdownMs, durationMs } = args;
  if (opensAt !== undefined && countdownMs !== undefined) return { wrong: 'opensAt or countdownMs, not both' };
  if (opensAt !== undefined && opensAt < now) return { wrong: 'opensAt has passed' };
  if (opensAt !== undefined && opensAt > now + furthestMs) return { wrong: 'opensAt is more than 30 days away' };
  const opens = opensAt ?? (countdownMs === undefined ? 0 : now + countdownMs);
  return { opensAt: opens, closesAt: opens === 0 ? 0 : opens + durationMs };
}

/** The next number; with the time behind it where a ledger that has outlived the show's records knows that number. */
function freeId({ lastSale }: Core, given: Given): SaleId {
  const id = `sale-${lastSale + 1}`;
  return given.isTaken(id) ? `${id}-${given.at.toString(36)}` : id;
}

/** Nine digits at most: more are somebody's own numbering. */
function numberIn(id: SaleId): number {
  return Number(/^sale-(?<number>\d{1,9})$/v.exec(id)?.groups?.['number'] ?? 0);
}

/** What is true until the ledger says more. */
function beforeOpening(terms: SaleTerms): SaleStanding {
  const { stock, perViewer } = terms;
  const totals = { seq: 0, stock, perViewer, available: stock, held: 0, sold: 0, queued: 0, serving: 0 };
  return { terms, totals, ended: null, nextExpiryAt: null };
}

function asking(step: Step, ask: StageAsk): Step {
  return { ...step, effects: [...step.effects, { kind: 'ledger', ask }] };
}
