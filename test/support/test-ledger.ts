/** A sale ledger under the test's thumb: slow, hanging, refusing, gone, or killed, over one that keeps its lines. */
import { LedgerError } from '../../rooms/sale-ledger.ts';
import type { SaleLedger } from '../../rooms/sale-ledger.ts';
import type { Clock } from '../../rooms/services.ts';
import { refuse } from '../../shared/protocol/index.ts';
import type { ErrorCode } from '../../shared/protocol/index.ts';
import type { Hold, LedgerLine, SaleName } from '../../shared/sale/index.ts';

export type LedgerCall = 'open' | 'adjust' | 'close' | 'grab' | 'admit' | 'confirm' | 'release' | 'expire' | 'totals';

/** What stands between an ask and its answer. `before` the ledger has heard of it; `after` it has been done. */
type Hang = 'before' | 'after' | null;

export interface TestLedger extends SaleLedger {
  /** What keeps the lines; put another in its place and it is another ledger, whose lines nobody watches. */
  inner: SaleLedger;
  /** Every ask that was made, in order. */
  readonly asked: readonly { call: LedgerCall; args: unknown[] }[];
  /** Whether something waits for time to pass, or for `letGo`. */
  readonly isSlow: boolean;
  /** Says which asks are not answered from now on; those that hang are answered by `letGo`. */
  hanging: (call: LedgerCall) => Hang;
  letGo(): void;
  /** Says which asks are refused from now on without having been done. */
  refusing: (call: LedgerCall) => ErrorCode | null;
  /** Says which asks are done from now on, and yet answered as if they were not. */
  losing: (call: LedgerCall) => ErrorCode | null;
  /** Says which asks throw from now on: a bug. */
  throwing: (call: LedgerCall) => Error | null;
  /** How often holds were read. */
  readonly reads: number;
  /** Says what becomes of the next such reads; those that hang are answered by `letGo`, with what was read then. */
  reading: () => 'fails' | 'hangs' | null;
  /** From now on lines reach nobody: they are missed. */
  isDeaf: boolean;
  /** As if this process had died: nothing is asked, heard or answered any more. The lines stay. */
  kill(): void;
}

export interface LedgerFaults {
  hanging?: TestLedger['hanging'];
  refusing?: TestLedger['refusing'];
  reading?: TestLedger['reading'];
}

/** Wraps a ledger; with `lagMs`, answers and lines take that long by the clock. */
export function testLedger(first: SaleLedger, lag: { clock: Pick<Clock, 'after'>; lagMs: number } & LedgerFaults): TestLedger {
  const asked: { call: LedgerCall; args: unknown[] }[] = [];
  let hung: (() => void)[] = [];
  let isKilled = false;
  let reads = 0;

  const wait = (): Promise<void> =>
    lag.lagMs > 0 ? new Promise((resolve) => void lag.clock.after(lag.lagMs, resolve)) : Promise.resolve();
  const hang = (): Promise<void> => new Promise((resolve) => void hung.push(resolve));
  const never = new Promise<never>(() => {});

  const ask = async <Answer>(call: LedgerCall, args: unknown[], act: () => Promise<Answer>): Promise<Answer> => {
    if (isKilled) return never;
    asked.push({ call, args });
    const thrown = ledger.throwing(call);
    if (thrown) throw thrown;
    const code = ledger.refusing(call);
    if (code) return refuse(code) as Answer;
    const where = ledger.hanging(call);
    if (where === 'before') await hang();
    if (isKilled) return never;
    const answer = await act();
    if (where === 'after') await hang();
    await wait();
    const lost = ledger.losing(call);
    if (lost) return refuse(lost) as Answer;
    return isKilled ? never : answer;
  };
  const readHolds = async (sale: SaleName): Promise<Hold[]> => {
    reads++;
    const fate = ledger.reading();
    if (fate === 'fails') throw new LedgerError('as the test wants it');
    const holds = await ledger.inner.holds(sale);
    if (fate === 'hangs') await hang();
    return holds;
  };

  const ledger: TestLedger = {
    asked,
    get isSlow() {
      return lag.lagMs > 0 || hung.length > 0;
    },
    inner: first,
    hanging: lag.hanging ?? (() => null),
    refusing: lag.refusing ?? (() => null),
    losing: () => null,
    throwing: () => null,
    get reads() {
      return reads;
    },
    reading: lag.reading ?? (() => null),
    isDeaf: false,
    letGo: () => {
      const going = hung;
      hung = [];
      for (const go of going) go();
    },
    kill: () => {
      isKilled = true;
    },
    open: (...args) => ask('open', args, () => ledger.inner.open(...args)),
    adjust: (...args) => ask('adjust', args, () => ledger.inner.adjust(...args)),
    close: (...args) => ask('close', args, () => ledger.inner.close(...args)),
    grab: (...args) => ask('grab', args, () => ledger.inner.grab(...args)),
    admit: (...args) => ask('admit', args, () => ledger.inner.admit(...args)),
    confirm: (...args) => ask('confirm', args, () => ledger.inner.confirm(...args)),
    release: (...args) => ask('release', args, () => ledger.inner.release(...args)),
    expire: (...args) => ask('expire', args, () => ledger.inner.expire(...args)),
    totals: (...args) => ask('totals', args, () => ledger.inner.totals(...args)),
    holds: readHolds,
    lines: (sale, page) => ledger.inner.lines(sale, page),
    tail: (after, limit) => ledger.inner.tail(after, limit),
    watch: (listener) => {
      const hear = (lines: readonly LedgerLine[]): void => {
        if (!isKilled && !ledger.isDeaf) listener(lines);
      };
      return ledger.inner.watch((lines) => void (lag.lagMs > 0 ? lag.clock.after(lag.lagMs, () => hear(lines)) : hear(lines)));
    },
    stop: () => ledger.inner.stop(),
  };
  return ledger;
}
