/** A sale ledger under the test's thumb: slow, hanging, refusing, gone, or killed, over one that keeps its lines. */
import type { LedgerLine, SaleLedger } from '../../rooms/sale-ledger.ts';
import type { Clock } from '../../rooms/services.ts';
import { refuse } from '../../shared/protocol/index.ts';
import type { ErrorCode } from '../../shared/protocol/index.ts';

export type LedgerCall = 'open' | 'adjust' | 'close' | 'grab' | 'admit' | 'confirm' | 'release' | 'expire' | 'totals';

/** What stands between an ask and its answer. `before` the ledger has heard of it; `after` it has been done. */
type Hang = 'before' | 'after' | null;

export interface TestLedger extends SaleLedger {
  /** Every ask that was made, in order. */
  readonly asked: readonly { call: LedgerCall; args: unknown[] }[];
  /** Whether something waits for time to pass, or for `letGo`. */
  readonly isSlow: boolean;
  /** Says which asks are not answered from now on; those that hang are answered by `letGo`. */
  hanging: (call: LedgerCall) => Hang;
  letGo(): void;
  /** Says which asks are refused from now on without having been done. */
  refusing: (call: LedgerCall) => ErrorCode | null;
  /** From now on lines reach nobody: they are missed. */
  isDeaf: boolean;
  /** As if this process had died: nothing is asked, heard or answered any more. The lines stay. */
  kill(): void;
}

/** Wraps `inner`; with `lagMs`, answers and lines take that long by the clock. */
export function testLedger(inner: SaleLedger, lag: { clock: Pick<Clock, 'after'>; lagMs: number }): TestLedger {
  const asked: { call: LedgerCall; args: unknown[] }[] = [];
  let hung: (() => void)[] = [];
  let isKilled = false;

  const wait = (): Promise<void> =>
    lag.lagMs > 0 ? new Promise((resolve) => void lag.clock.after(lag.lagMs, resolve)) : Promise.resolve();
  const hang = (): Promise<void> => new Promise((resolve) => void hung.push(resolve));
  const never = new Promise<never>(() => {});

  const ask = async <Answer>(call: LedgerCall, args: unknown[], act: () => Promise<Answer>): Promise<Answer> => {
    if (isKilled) return never;
    asked.push({ call, args });
    const code = ledger.refusing(call);
    if (code) return refuse(code) as Answer;
    const where = ledger.hanging(call);
    if (where === 'before') await hang();
    if (isKilled) return never;
    const answer = await act();
    if (where === 'after') await hang();
    await wait();
    return isKilled ? never : answer;
  };

  const ledger: TestLedger = {
    asked,
    get isSlow() {
      return lag.lagMs > 0 || hung.length > 0;
    },
    hanging: () => null,
    refusing: () => null,
    isDeaf: false,
    letGo: () => {
      const going = hung;
      hung = [];
      for (const go of going) go();
    },
    kill: () => {
      isKilled = true;
    },
    open: (...args) => ask('open', args, () => inner.open(...args)),
    adjust: (...args) => ask('adjust', args, () => inner.adjust(...args)),
    close: (...args) => ask('close', args, () => inner.close(...args)),
    grab: (...args) => ask('grab', args, () => inner.grab(...args)),
    admit: (...args) => ask('admit', args, () => inner.admit(...args)),
    confirm: (...args) => ask('confirm', args, () => inner.confirm(...args)),
    release: (...args) => ask('release', args, () => inner.release(...args)),
    expire: (...args) => ask('expire', args, () => inner.expire(...args)),
    totals: (...args) => ask('totals', args, () => inner.totals(...args)),
    holds: (sale) => inner.holds(sale),
    lines: (sale, page) => inner.lines(sale, page),
    tail: (after, limit) => inner.tail(after, limit),
    watch: (listener) => {
      const hear = (lines: readonly LedgerLine[]): void => {
        if (!isKilled && !ledger.isDeaf) listener(lines);
      };
      return inner.watch((lines) => void (lag.lagMs > 0 ? lag.clock.after(lag.lagMs, () => hear(lines)) : hear(lines)));
    },
    stop: () => inner.stop(),
  };
  return ledger;
}
