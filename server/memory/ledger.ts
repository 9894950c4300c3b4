/** The sale ledger in memory: same rules, nothing kept. It decides in a microtask, in the order of the calls. */
import type { LedgerLine, SaleLedger, SaleName } from '../../rooms/sale-ledger.ts';
import { LedgerError } from '../../rooms/sale-ledger.ts';
import { isRefusal, refuse } from '../../shared/protocol/index.ts';
import type { Refusal } from '../../shared/protocol/index.ts';
import { Shelf } from '../../shared/sale/index.ts';
import type { LedgerAsk, LedgerAnswer, SaleStanding } from '../../shared/sale/index.ts';

/** A ledger that lives as long as this object; `generation` is its name. */
export function createMemoryLedger({ generation = 'memory' }: { generation?: string } = {}): SaleLedger {
  const all: LedgerLine[] = [];
  const bySale = new Map<string, LedgerLine[]>();
  const linesOf = ({ show, sale }: SaleName): LedgerLine[] => {
    const key = `${show}.${sale}`;
    const known = bySale.get(key);
    if (!known) bySale.set(key, []);
    return known ?? bySale.get(key)!;
  };
  const shelf = new Shelf(generation, linesOf);
  const listeners = new Set<(lines: readonly LedgerLine[]) => void>();
  let isStopped = false;

  const ask = async <Answer extends LedgerAnswer>(asked: LedgerAsk): Promise<Answer> => {
    await Promise.resolve();
    if (isStopped) return refuse('ledger-unavailable') as Answer;
    const { sale, answer, lines } = shelf.rule(asked);
    if (lines.length === 0) return answer as Answer;
    const written = lines.map((line, i) => ({ ...line, ...sale, position: String(all.length + i + 1) }));
    all.push(...written);
    linesOf(sale).push(...written);
    for (const listener of listeners) listener(written);
    return answer as Answer;
  };
  const read = async <Found>(look: () => Found): Promise<Found> => {
    await Promise.resolve();
    if (isStopped) throw new LedgerError('The ledger is closed.');
    return look();
  };

  return {
    async open(terms, at) {
      const standing = await ask<SaleStanding | Refusal>({ kind: 'open', terms, at });
      return isRefusal(standing) ? standing : { generation, standing };
    },
    adjust: (sale, change, at) => ask({ kind: 'adjust', sale, change, at }),
    close: (sale, how, at) => ask({ kind: 'close', sale, how, at }),
    grab: (sale, grab) => ask({ kind: 'grab', sale, ask: grab }),
    admit: (sale, count, at) => ask({ kind: 'admit', sale, count, at }),
    confirm: (confirm, at) => ask({ kind: 'confirm', ask: confirm, at }),
    release: (release, at) => ask({ kind: 'release', ask: release, at }),
    expire: (sale, at) => ask({ kind: 'expire', sale, at }),
    totals: (sale) => ask({ kind: 'totals', sale }),
    holds: (sale) => read(() => shelf.book(sale)?.holds() ?? []),
    lines: (sale, { after, limit }) =>
      read(() =>
        linesOf(sale)
          .filter((line) => line.after.seq > after)
          .slice(0, limit),
      ),
    tail: (after, limit) => read(() => all.slice(Number(after ?? 0), Number(after ?? 0) + limit)),
    watch(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async stop() {
      isStopped = true;
    },
  };
}
