/** Decisions per second of the memory ledger: a whole sale of mixed asks, prepared before the clock starts. */
import type { SaleLedger } from '../../../rooms/sale-ledger.ts';
import { createMemoryLedger } from '../../../server/memory/ledger.ts';
import { isRefusal } from '../../../shared/protocol/index.ts';
import { holdIdOf } from '../../../shared/sale/index.ts';
import type { SaleRef, SaleTerms } from '../../../shared/sale/index.ts';
import { median, round } from '../statistics.ts';
import { undisturbedRounds } from '../undisturbed.ts';
import { method, patienceFor, tooBusy } from './patience.ts';

const asks = 200_000;
const viewers = 50_000;
const stock = 60_000;
/** Asks that are under way at once, as when a tick brings them. */
const atOnce = 1000;
/** Of a hundred asks; the rest are new grabs. */
const shares = { repeatedGrabs: 10, confirms: 10, releases: 10 };

const opensAt = 1_800_000_000_000;
const terms: SaleTerms = {
  show: 'bench',
  sale: 'lamp',
  stock,
  perViewer: 2,
  holdMs: 60_000,
  opensAt,
  closesAt: opensAt + 600_000,
  queue: false,
  rehearsal: false,
};

type Ask = (ledger: SaleLedger, sale: SaleRef) => Promise<object>;

export async function core(): Promise<object> {
  const prepared = Array.from({ length: asks }, (_, n) => askOf(n));
  const measured = await undisturbedRounds(patienceFor(process.pid), () => play(prepared));
  if (!measured) return tooBusy;
  const perSecond = measured.good.map((figures) => figures.perSecond);
  const result = { median: median(perSecond), least: Math.min(...perSecond), most: Math.max(...perSecond) };
  return {
    asks,
    viewers,
    stock,
    atOnce,
    shares,
    ...method,
    ...measured.good[0]!.outcome,
    decisionsPerSecond: result,
    ...measured,
  };
}

/** One sale from its first ask to its last, in a ledger of its own. */
async function play(prepared: readonly Ask[]): Promise<{ perSecond: number; outcome: object }> {
  const ledger = createMemoryLedger();
  const opened = await ledger.open(terms, opensAt - 1);
  if (isRefusal(opened)) throw new Error(opened.message);
  const sale = { show: terms.show, sale: terms.sale, generation: opened.generation };
  const startedAt = performance.now();
  for (let n = 0; n < prepared.length; n += atOnce)
    await Promise.all(prepared.slice(n, n + atOnce).map((ask) => ask(ledger, sale)));
  const elapsedMs = performance.now() - startedAt;
  const standing = await ledger.totals(sale);
  if (isRefusal(standing)) throw new Error(standing.message);
  const { seq: lines, held, sold } = standing.totals;
  return { perSecond: Math.round((prepared.length / elapsedMs) * 1000), outcome: { lines, held, sold, ms: round(elapsedMs, 0) } };
}

/** No ask needs another's answer: holds are named by the grab's number, and asked about a thousand asks later. */
function askOf(n: number): Ask {
  const at = opensAt + Math.floor(n / 10);
  const earlier = holdOf(n - 1001);
  if (n > 1000 && n % 10 === 3) return (ledger) => ledger.confirm({ hold: earlier, order: `order-${n}` }, at);
  if (n > 1000 && n % 10 === 5) return (ledger) => ledger.release({ hold: earlier, viewer: null }, at);
  const number = n % 10 === 9 ? n - 1 : n;
  const viewer = `viewer-${(number * 7919) % viewers}`;
  const grab = { viewer, key: `key-${number}`, quantity: 1, arrivedAt: at, hold: holdOf(n) };
  return (ledger, sale) => ledger.grab(sale, grab);
}

function holdOf(n: number): string {
  return holdIdOf(terms, Math.max(0, n).toString(16).padStart(16, '0'));
}
