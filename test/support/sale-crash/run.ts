/** Real viewers buy in running sales while their server is killed again and again; then everything is compared with the ledger. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { brokenIn, checkHistory } from '../../../loadtest/sale-history.ts';
import type { SaleRecord } from '../../../loadtest/sale-history.ts';
import { openSqliteLedger } from '../../../server/sqlite/ledger.ts';
import { seededRandom } from '../../../shared/game-kit/index.ts';
import type { Random } from '../../../shared/game-kit/index.ts';
import { isRefusal } from '../../../shared/protocol/index.ts';
import { ServerProcess, tokenFor } from '../server-process.ts';
import { poll } from '../within.ts';
import { SaleBuyer } from './buyer.ts';
import { lateExpiries } from './late-expiries.ts';
import type { Uptime } from './late-expiries.ts';
import type { LedgerLine } from '../../../shared/sale/index.ts';

export interface CrashOptions {
  seed: string;
  port: number;
  buyers?: number;
}

/** What one cycle has shown. */
export interface CycleReport {
  kills: number;
  records: SaleRecord[];
  lines: LedgerLine[];
  /** When all that could run out had. */
  until: number;
  /** Every sentence is something that must not be. */
  faults: string[];
  recalled: number;
  keptHolds: number;
  counts: { acknowledged: number; unanswered: number; soldOut: number };
}

/** Kills fall anywhere in turns of this length. */
const turnMs = 2500;
const show = 'sale-crash';
const silent = { info() {}, warn() {}, error() {} };

export class SaleCrash {
  readonly #random: Random;
  readonly #options: CrashOptions;
  readonly #dir: string;
  #server: ServerProcess | null = null;
  #upSince = 0;
  readonly #uptimes: Uptime[] = [];
  #cycles = 0;
  #onAsk: () => void = () => {};

  static async open(options: CrashOptions): Promise<SaleCrash> {
    return new SaleCrash(options, await mkdtemp(join(tmpdir(), 'drumroll-sale-crash-')));
  }

  private constructor(options: CrashOptions, dir: string) {
    this.#options = options;
    this.#dir = dir;
    this.#random = seededRandom(options.seed);
  }

  /** Two new sales, of the free and of the queueing kind, and `kills` crashes while they run. */
  async cycle(kills: number): Promise<CycleReport> {
    const n = ++this.#cycles;
    await this.#start();
    if (n === 1) await this.#makeShow();
    const sales = [
      await this.#schedule(`rush-${n}`, {}),
      await this.#schedule(`queue-${n}`, { queue: { perStep: 3, stepMs: 300 } }),
    ];
    const service = await tokenFor('shop', { role: 'service', show: '*' });
    const market = { show, server: () => this.#running, service, random: this.#random, onAsk: () => this.#onAsk() };
    const { buyers: count = 12 } = this.#options;
    const buyers = Array.from({ length: count }, (_, i) => new SaleBuyer(`buyer-${i + 1}`, market));
    let isOver = false;
    const shopping = Promise.all(buyers.map((buyer) => buyer.shop(sales, () => isOver)));
    for (let k = 0; k < kills; k++) {
      const intoTurnMs = this.#random.int(turnMs);
      await sleep(intoTurnMs);
      // Best in the middle of something: a few milliseconds after somebody has asked.
      await new Promise<void>((resolve) => (this.#onAsk = resolve));
      await sleep(this.#random.int(8));
      await this.#killAndRestart();
      await sleep(turnMs - intoTurnMs);
    }
    isOver = true;
    await shopping;
    await Promise.all(buyers.map((buyer) => buyer.leave()));
    for (const sale of sales) await this.#order('sale.close', { sale });
    // Nobody asks for anything now: holds have to run out by themselves.
    await poll('every hold has run out', () => this.#isIdle(sales), 30_000);
    const until = Date.now();
    await this.#end();
    const records = buyers.flatMap((buyer) => buyer.records);
    const lines = await this.#readLedger(sales);
    const broken = brokenIn(checkHistory({ records, lines, until }));
    const faults = [
      ...(broken === null ? [] : [broken]),
      ...lateExpiries(lines, this.#uptimes),
      ...buyers.flatMap((buyer) => buyer.faults),
    ];
    const sum = (of: (buyer: SaleBuyer) => number) => buyers.reduce((total, buyer) => total + of(buyer), 0);
    const [recalled, keptHolds] = [sum((buyer) => buyer.recalled), sum((buyer) => buyer.keptHolds)];
    return { kills, records, lines, until, faults, recalled, keptHolds, counts: countsOf(records) };
  }

  async close(): Promise<void> {
    await this.#server?.dispose();
    await rm(this.#dir, { recursive: true, force: true });
  }

  get #running(): ServerProcess {
    if (!this.#server) throw new Error('no server has been started');
    return this.#server;
  }

  async #start(): Promise<void> {
    this.#server = await ServerProcess.start({ transport: 'uws', dir: this.#dir, port: this.#options.port });
    this.#upSince = Date.now();
  }

  async #killAndRestart(): Promise<void> {
    this.#uptimes.push({ from: this.#upSince, to: Date.now() });
    await this.#running.kill();
    await this.#start();
  }

  async #end(): Promise<void> {
    this.#uptimes.push({ from: this.#upSince, to: Date.now() });
    this.#running.terminate();
    await this.#running.exited;
  }

  async #makeShow(): Promise<void> {
    const service = await tokenFor('shop', { role: 'service', show: '*' });
    const { status, body } = await this.#running.post('/api/v1/shows', { id: show, title: 'Crash' }, service);
    if (status !== 201) throw new Error(`the show was not made: ${JSON.stringify(body)}`);
    await this.#order('show.start', {});
  }

  /** Contended: far fewer units than are wanted, and holds that run out while it goes on. */
  async #schedule(id: string, over: object): Promise<string> {
    const terms = { stock: 50, perViewer: 6, holdMs: 8000, countdownMs: 1000, durationMs: 600_000 };
    await this.#order('sale.schedule', { id, product: id, title: id, price: 100, currency: 'EUR', ...terms, ...over });
    return id;
  }

  async #order(name: string, args: object): Promise<void> {
    const reply = await this.#running.command(name, args, { show });
    if (!reply.ok) throw new Error(`${name}: ${JSON.stringify(reply)}`);
  }

  async #isIdle(sales: readonly string[]): Promise<boolean> {
    const { sales: shown } = await this.#running.state(show);
    return sales.every((id) => shown[id]?.held === 0 && shown[id].status === 'closed');
  }

  async #readLedger(sales: readonly string[]): Promise<LedgerLine[]> {
    const ledger = await openSqliteLedger({ dir: this.#dir, log: silent });
    const lines = await Promise.all(sales.map((sale) => ledger.lines({ show, sale }, { after: 0, limit: 1_000_000 })));
    await ledger.stop();
    return lines.flat();
  }
}

function countsOf(records: readonly SaleRecord[]): CycleReport['counts'] {
  const count = (isIt: (record: SaleRecord) => boolean) => records.filter(isIt).length;
  return {
    acknowledged: count(({ verb, answer }) => verb === 'grab' && answer !== 'unknown' && !isRefusal(answer)),
    unanswered: count(({ answer }) => answer === 'unknown'),
    soldOut: count(({ answer }) => isRefusal(answer) && (answer.code === 'sold-out' || answer.code === 'sale/too-few')),
  };
}
