/** A ledger under the test's thumb: what it is asked is seen, and it can be paused, made to refuse, or made to throw. */
import { LedgerError } from '../../rooms/sale-ledger.ts';
import type { LedgerLine, SaleLedger } from '../../rooms/sale-ledger.ts';
import { createMemoryLedger } from '../../server/memory/ledger.ts';
import { refuse } from '../../shared/protocol/index.ts';
import type { Refusal } from '../../shared/protocol/index.ts';
import type { GrabAsk } from '../../shared/sale/index.ts';

export interface SteeredLedger extends SaleLedger {
  /** Every grab that reached it, in order. */
  readonly grabs: readonly GrabAsk[];
  /** How often it was asked to read holds. */
  readonly reads: number;
  /** From now on nothing is decided, written or answered. */
  pause(): void;
  /** What was paused goes on, in its order. */
  resume(): void;
  /** What becomes of a grab instead of its being decided; a refusal is the answer, an error is thrown. */
  grabbing: (ask: GrabAsk) => Refusal | Error | null;
  /** Whether what it wrote is answered as if it could not be written. */
  losesAnswers: boolean;
  /** What it says instead of how a sale stands. */
  standing: () => Refusal | null;
  /** Whether holds cannot be read. */
  failsReads: boolean;
  /** Whether holds that were read are kept from whoever asked. */
  holdsReads: boolean;
  /** Whether those who watch miss what is written. */
  isMute: boolean;
}

export function steeredLedger(inner: SaleLedger = createMemoryLedger()): SteeredLedger {
  const grabs: GrabAsk[] = [];
  let paused: (() => void)[] | null = null;
  let heldReads: (() => void)[] | null = null;
  let reads = 0;
  const inTurn = <T>(act: () => Promise<T>): Promise<T> =>
    paused ? new Promise((resolve, reject) => paused!.push(() => void act().then(resolve, reject))) : act();
  const listeners = new Set<(lines: readonly LedgerLine[]) => void>();
  inner.watch((lines) => {
    if (!ledger.isMute) for (const listener of listeners) listener(lines);
  });
  const ledger: SteeredLedger = {
    grabs,
    get reads() {
      return reads;
    },
    grabbing: () => null,
    losesAnswers: false,
    standing: () => null,
    failsReads: false,
    get holdsReads() {
      return heldReads !== null;
    },
    set holdsReads(wanted) {
      for (const go of heldReads ?? []) go();
      heldReads = wanted ? [] : null;
    },
    isMute: false,
    pause: () => {
      paused ??= [];
    },
    resume: () => {
      const waiting = paused ?? [];
      paused = null;
      for (const go of waiting) go();
    },
    open: (terms, at) => inTurn(() => inner.open(terms, at)),
    adjust: (sale, change, at) => inTurn(() => inner.adjust(sale, change, at)),
    close: (sale, how, at) => inTurn(() => inner.close(sale, how, at)),
    grab: (sale, ask) => {
      grabs.push(ask);
      const instead = ledger.grabbing(ask);
      if (instead instanceof Error) return Promise.reject(instead);
      if (instead) return Promise.resolve(instead);
      return inTurn(async () => {
        const answer = await inner.grab(sale, ask);
        return ledger.losesAnswers ? refuse('ledger-unavailable') : answer;
      });
    },
    admit: (sale, count, at) => inTurn(() => inner.admit(sale, count, at)),
    confirm: (ask, at) => inTurn(() => inner.confirm(ask, at)),
    release: (ask, at) => inTurn(() => inner.release(ask, at)),
    expire: (sale, at) => inTurn(() => inner.expire(sale, at)),
    totals: async (sale) => ledger.standing() ?? inTurn(() => inner.totals(sale)),
    holds: async (sale) => {
      reads++;
      if (ledger.failsReads) throw new LedgerError('as the test wants it');
      const read = await inner.holds(sale);
      const waiting = heldReads;
      return waiting ? new Promise((resolve) => waiting.push(() => resolve(read))) : read;
    },
    lines: (sale, page) => inner.lines(sale, page),
    tail: (after, limit) => inner.tail(after, limit),
    watch: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    stop: () => inner.stop(),
  };
  return ledger;
}
