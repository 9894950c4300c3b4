/** The server that sells, in a process of its own. */
import { answerParent } from '../../child-process.ts';
import { cpuMicroseconds } from '../../process-cost.ts';
import { serverUnderTest } from '../server-under-test.ts';
import type { LedgerLine } from '../../../shared/sale/index.ts';

const { app, command, answers } = await serverUnderTest();

export interface Scheduled {
  sale: string;
  /** Server time, epoch ms. */
  opensAt: number;
}

async function linesOf(sale: string): Promise<LedgerLine[]> {
  const lines: LedgerLine[] = [];
  for (;;) {
    const page = await app.services.ledger.lines({ show: 'demo', sale }, { after: lines.length, limit: 1000 });
    if (page.length === 0) return lines;
    lines.push(...page);
  }
}

answerParent({
  ...answers,
  viewers: () => app.shows.heads(),
  schedule: async ({ stock, countdownMs }: { stock: number; countdownMs: number }): Promise<Scheduled> => {
    const product = { product: 'lamp', title: 'A lamp', price: 1900, currency: 'EUR' };
    const { sale } = await command('sale.schedule', {
      ...product,
      stock,
      perViewer: 1,
      holdMs: 600_000,
      durationMs: 60_000,
      countdownMs,
    });
    const [open] = await linesOf(sale!);
    if (open?.kind !== 'open') throw new Error('the ledger has no such sale');
    return { sale: sale!, opensAt: open.terms.opensAt };
  },
  /** Ends a sale, so that the next round begins as this one did, and hands out its lines. */
  finish: async (sale: string): Promise<LedgerLine[]> => {
    const lines = await linesOf(sale);
    await command('sale.cancel', { sale });
    return lines;
  },
  cpu: cpuMicroseconds,
});
