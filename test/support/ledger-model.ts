/** Holds a ledger beside the naive sale, through whatever fast-check can think of; a failure prints its seed and path. */
import * as fc from 'fast-check';
import type { SaleTerms } from '../../shared/sale/index.ts';
import type { LedgerMaker } from './ledger-contract.ts';
import { happenings } from './ledger-model/commands.ts';
import type { Model, Real } from './ledger-model/commands.ts';
import { NaiveSale } from './ledger-model/naive-sale.ts';
import { checkLines } from './ledger-lines.ts';
import { opensAt, SaleStand, termsOf } from './ledger-stand.ts';

interface Runs {
  numRuns: number;
  maxCommands: number;
}

export function ledgerModel(name: string, make: LedgerMaker, runs: Runs): void {
  describe(`ledger beside the naive sale: ${name}`, () => {
    it('[SALE-36] whatever is asked, it answers and stands as the naive sale does', async () => {
      await compare(make, {}, runs);
    }).timeout(120_000);

    it('[SALE-36] so it does with a queue', async () => {
      await compare(make, { queue: true }, runs);
    }).timeout(120_000);

    it('[SALE-36] so it does when it is opened by hand', async () => {
      await compare(make, { opensAt: 0, closesAt: 0 }, { ...runs, numRuns: Math.ceil(runs.numRuns / 4) });
    }).timeout(120_000);
  });
}

/** One store, a sale for every run. */
async function compare(make: LedgerMaker, over: Partial<SaleTerms>, { numRuns, maxCommands }: Runs): Promise<void> {
  let ledger = await make.fresh();
  let sales = 0;
  const property = fc.asyncProperty(fc.commands(happenings, { maxCommands, size: 'max' }), async (commands) => {
    const sale = { sale: `s-${++sales}`, stock: 7, perViewer: 4, holdMs: 1000, closesAt: opensAt + 6000 };
    const terms = termsOf({ ...sale, ...over });
    const model: Model = { sale: new NaiveSale(terms, opensAt - 1000), now: opensAt - 300 };
    const real: Real = { stand: await SaleStand.open(ledger, terms), again: make.again ?? null };
    try {
      await fc.asyncModelRun(() => ({ model, real }), commands);
    } finally {
      ({ ledger } = real.stand);
    }
    checkLines(await real.stand.lines());
  });
  try {
    await fc.assert(property, { numRuns });
  } finally {
    await ledger.stop();
  }
}
