/** Looks after the sales of one show: hears the ledger's lines, and asks in time for what has to happen by itself. */
import type { Refusal } from '../../shared/protocol/index.ts';
import { isRefusal } from '../../shared/protocol/index.ts';
import { countdownLeadMs, statusOf } from '../../shared/sale/index.ts';
import type { LedgerLine, SaleId, SaleStanding } from '../../shared/sale/index.ts';
import { askLedger } from './ask-ledger.ts';
import type { AnyAsk, Asking, LedgerAnswer } from './ask-ledger.ts';
import { refOf } from './core-sales.ts';
import type { SaleHeard } from './core-events.ts';
import type { SaleCore } from './core-state.ts';
import { SaleNews } from './sale-news.ts';

/** A sale that nothing was asked about for so long is asked how it stands, in case a line was missed. */
const quietMs = 1000;
/** Holds that run out at about the same time go together. */
const expiryGapMs = 50;
/** Where more is due than the ledger does in one step, everybody else comes in between two. */
const sweepGapMs = 10;
/** What the ledger could not do is asked again after this long. */
const retryMs = 250;

const never = Number.NEGATIVE_INFINITY;

interface Kept {
  sales(): readonly SaleCore[];
  /** Something that viewers see has changed. */
  touch(): void;
  /** The ledger that this sale was opened in is gone; resolves when that has been dealt with. */
  lost(sale: SaleId): Promise<void>;
}

/** What was asked about one sale, and when: monotonic ms. */
interface Care {
  isAsking: boolean;
  /** Nothing is asked before: the ledger could not answer. */
  restsUntilMs: number;
  askedMs: number;
  expiredMs: number;
  /** How long after that it is asked again for what runs out. */
  expiryGapMs: number;
  admittedMs: number;
}

interface Due {
  inMs: number;
  ask: AnyAsk;
}

export class SaleKeeper {
  readonly #services: Asking;
  readonly #kept: Kept;
  readonly #news = new SaleNews();
  readonly #cares = new Map<SaleId, Care>();
  readonly #unwatch: () => void;
  #cancel: (() => void) | null = null;
  #statuses = '';
  #stopped = false;

  /** Listens from now on, and acts from the first `follow`. */
  constructor(services: Asking, show: string, kept: Kept) {
    this.#services = services;
    this.#kept = kept;
    this.#unwatch = services.ledger.watch((lines) => this.#hear(lines.filter((line) => line.show === show)));
  }

  /** What was heard since the last call. */
  drain(): SaleHeard[] {
    return this.#news.drain();
  }

  /** Asks for what is due, and looks again when something will be. Call it when the show has other sales than before. */
  follow(): void {
    this.#cancel?.();
    this.#cancel = null;
    if (this.#stopped) return;
    const sales = this.#kept.sales();
    this.#forgetOthers(sales);
    const waitsMs = sales.map((sale) => this.#lookAfter(sale));
    this.#showStatuses(sales);
    // Never for longer than the quiet time: the machine's clock may be stepped.
    const waitMs = Math.min(quietMs, ...waitsMs);
    if (waitsMs.some(Number.isFinite)) this.#cancel = this.#services.clock.after(waitMs, () => this.follow());
  }

  stop(): void {
    this.#stopped = true;
    this.#unwatch();
    this.#cancel?.();
  }

  #hear(lines: readonly LedgerLine[]): void {
    if (lines.length === 0) return;
    const sales = new Map(this.#kept.sales().map((sale) => [sale.id, sale]));
    for (const line of lines) {
      const sale = sales.get(line.sale);
      if (sale) this.#news.hear(sale, line);
    }
    if (this.#news.isEmpty) return;
    this.#kept.touch();
    this.follow();
  }

  #forgetOthers(sales: readonly SaleCore[]): void {
    for (const id of this.#cares.keys()) if (!sales.some((sale) => sale.id === id)) this.#cares.delete(id);
  }

  /** Asks for what is due of one sale; returns how long it can be left alone then. */
  #lookAfter(sale: SaleCore): number {
    const care = this.#careOf(sale);
    const dues = care.isAsking ? [] : this.#dues(sale, care);
    const due = dues.find(({ inMs }) => inMs <= 0);
    if (due) void this.#ask(sale, due.ask, care);
    // The answer comes back here.
    const untilDue = due ? [] : dues.map(({ inMs }) => inMs);
    return Math.min(...untilDue, ...this.#untilShown(sale));
  }

  async #ask(sale: SaleCore, ask: AnyAsk, care: Care): Promise<void> {
    const nowMs = this.#services.clock.monotonic();
    care.isAsking = true;
    care.askedMs = nowMs;
    if (ask.kind === 'expire') care.expiredMs = nowMs;
    if (ask.kind === 'admit') care.admittedMs = nowMs;
    const { seq } = this.#news.standingOf(sale).totals;
    const answer = await askLedger(this.#services, ask);
    if (this.#stopped) return;
    if (isRefusal(answer)) await this.#refused(sale, answer, care);
    else this.#take(sale, answer.standing, seq);
    if (ask.kind === 'expire') care.expiryGapMs = leavesDue(answer, ask.at) ? sweepGapMs : expiryGapMs;
    care.isAsking = false;
    this.follow();
  }

  async #refused(sale: SaleCore, { code }: Refusal, care: Care): Promise<void> {
    care.restsUntilMs = this.#services.clock.monotonic() + retryMs;
    care.askedMs = never;
    if (code === 'ledger-lost') await this.#kept.lost(sale.id);
  }

  /** `seq` was known when the ledger was asked: an older answer means that the ledger has forgotten lines. */
  #take({ id }: SaleCore, standing: SaleStanding, seq: number): void {
    const isRewound = standing.totals.seq < seq;
    if (isRewound)
      this.#services.log.error({ sale: id, seq, now: standing.totals.seq }, 'the ledger has forgotten lines of a sale');
    this.#news.take({ sale: id, standing, ...(isRewound ? { isRewound } : {}) });
    if (standing.totals.seq !== seq) this.#kept.touch();
  }

  /** What has to be asked of a sale and in how long, the most urgent first. */
  #dues(sale: SaleCore, care: Care): Due[] {
    const { clock } = this.#services;
    const { terms, totals, ended, nextExpiryAt } = this.#news.standingOf(sale);
    const { queue, stopped } = sale;
    if (stopped || (ended && nextExpiryAt === null)) return [];
    const [at, nowMs] = [clock.now(), clock.monotonic()];
    const ref = refOf(sale);
    const dues: Due[] = [];
    const due = (inMs: number, ask: AnyAsk): void => void dues.push({ inMs: Math.max(inMs, care.restsUntilMs - nowMs), ask });
    if (!ended && terms.opensAt !== 0) due(terms.closesAt - at, { kind: 'close', sale: ref, how: 'closed', at });
    if (nextExpiryAt !== null)
      due(Math.max(nextExpiryAt - at, care.expiredMs + care.expiryGapMs - nowMs), { kind: 'expire', sale: ref, at });
    if (queue && totals.queued > 0 && totals.available > 0)
      due(care.admittedMs + queue.stepMs - nowMs, { kind: 'admit', sale: ref, count: queue.perStep, at });
    due(care.askedMs + quietMs - nowMs, { kind: 'totals', sale: ref });
    return dues;
  }

  /** The moments at which a sale is shown otherwise though nothing has happened to it. */
  #untilShown(sale: SaleCore): number[] {
    const { terms, ended } = this.#news.standingOf(sale);
    if (ended || terms.opensAt === 0) return [];
    const now = this.#services.clock.now();
    return [terms.opensAt - countdownLeadMs, terms.opensAt, terms.closesAt].map((at) => at - now).filter((inMs) => inMs > 0);
  }

  #showStatuses(sales: readonly SaleCore[]): void {
    const now = this.#services.clock.now();
    const statuses = sales.map((sale) => {
      const { terms, ended, totals } = this.#news.standingOf(sale);
      return statusOf({ ...terms, ended }, totals, now);
    });
    const shown = statuses.join(' ');
    if (shown !== this.#statuses) this.#kept.touch();
    this.#statuses = shown;
  }

  #careOf({ id }: SaleCore): Care {
    const known = this.#cares.get(id);
    if (known) return known;
    const care = { isAsking: false, restsUntilMs: never, askedMs: never, expiredMs: never, expiryGapMs, admittedMs: never };
    this.#cares.set(id, care);
    return care;
  }
}

/** Whether more was due than the ledger does in one step. */
function leavesDue(answer: LedgerAnswer, at: number): boolean {
  return !isRefusal(answer) && answer.standing.nextExpiryAt !== null && answer.standing.nextExpiryAt <= at;
}
