/** The sale ledger in memory: same rules, nothing kept. It decides in a microtask, in the order of the calls. */
import type { SaleLedger } from '../../rooms/sale-ledger.ts';
import { LedgerError } from '../../rooms/sale-ledger.ts';
import type { Log } from '../../rooms/services.ts';
import { refuse } from '../../shared/protocol/index.ts';
import type { Refusal } from '../../shared/protocol/index.ts';
import { Shelf } from '../../shared/sale/index.ts';
import type { LedgerAnswer, LedgerAsk, LedgerLine, SaleLine, SaleName } from '../../shared/sale/index.ts';
import { ledgerAsks } from '../ledger-asks.ts';
import { LedgerWatchers } from '../ledger-watchers.ts';

const silent = { error: () => {} };

interface MemoryLedgerOptions {
  /** The ledger's name: it lives as long as this object. */
  generation?: string;
  /** Is told of watchers that throw. */
  log?: Pick<Log, 'error'>;
}

export function createMemoryLedger({ generation = 'memory', log = silent }: MemoryLedgerOptions = {}): SaleLedger {
  const all: LedgerLine[] = [];
  const bySale = new Map<string, LedgerLine[]>();
  const linesOf = (sale: SaleName): readonly LedgerLine[] => bySale.get(keyOf(sale)) ?? [];
  const shelf = new Shelf(generation, linesOf);
  const watchers = new LedgerWatchers(log);
  let isStopped = false;

  const write = ({ show, sale }: SaleName, lines: readonly SaleLine[]): void => {
    const written = lines.map((line, i): LedgerLine => ({ ...line, show, sale, position: String(all.length + i + 1) }));
    const own = bySale.get(keyOf({ show, sale })) ?? [];
    bySale.set(keyOf({ show, sale }), own);
    for (const line of written) {
      all.push(line);
      own.push(line);
    }
    watchers.tell(written);
  };
  const ask = async <Answer extends LedgerAnswer>(asked: LedgerAsk): Promise<Answer | Refusal> => {
    await Promise.resolve();
    if (isStopped) return refuse('ledger-unavailable');
    const { sale, answer, lines } = shelf.rule(asked);
    if (lines.length > 0) write(sale, lines);
    return answer as Answer;
  };
  const read = async <Found>(look: () => Found): Promise<Found> => {
    await Promise.resolve();
    if (isStopped) throw new LedgerError('The ledger is closed.');
    return look();
  };

  return {
    ...ledgerAsks(generation, ask),
    holds: (sale) => read(() => shelf.book(sale)?.holds() ?? []),
    // A sale's lines are numbered 1, 2, 3 …, those of all sales too.
    lines: (sale, { after, limit }) => read(() => linesOf(sale).slice(after, after + limit)),
    tail: (after, limit) => read(() => all.slice(Number(after ?? 0), Number(after ?? 0) + limit)),
    watch: (listener) => watchers.add(listener),
    async stop() {
      // What was asked before this comes before it.
      await Promise.resolve();
      isStopped = true;
    },
  };
}

function keyOf({ show, sale }: SaleName): string {
  return `${show}.${sale}`;
}
