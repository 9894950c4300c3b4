/** What every sale ledger must do, whatever keeps it: apply it to each adapter. */
import type { SaleLedger } from '../../rooms/sale-ledger.ts';
import { askRules } from './ledger-contract/asks.ts';
import { endRules } from './ledger-contract/ends.ts';
import { grabRules } from './ledger-contract/grabs.ts';
import { holdRules } from './ledger-contract/holds.ts';
import { keepRules } from './ledger-contract/keeps.ts';
import { lineRules } from './ledger-contract/lines.ts';
import { queueRules } from './ledger-contract/queue.ts';
import { stepRules } from './ledger-contract/steps.ts';
import { termsRules } from './ledger-contract/terms.ts';

export interface LedgerMaker {
  /** A ledger that holds nothing. */
  fresh: () => Promise<SaleLedger>;
  /** Opens the store of the last fresh one, which was stopped, again. Ledgers that keep nothing have no such thing. */
  again?: () => Promise<SaleLedger>;
}

/** The suite as tests see it: whatever is opened through it is stopped after the test. */
export interface LedgerSource {
  fresh: () => Promise<SaleLedger>;
  again: () => Promise<SaleLedger>;
}

export function ledgerContract(name: string, make: LedgerMaker): void {
  describe(`ledger contract: ${name}`, () => {
    const opened: SaleLedger[] = [];
    const keep = async (ledger: Promise<SaleLedger>): Promise<SaleLedger> => {
      opened.push(await ledger);
      return ledger;
    };
    const { again } = make;
    const source: LedgerSource = {
      fresh: () => keep(make.fresh()),
      again: () => (again ? keep(again()) : Promise.reject(new Error(`${name} keeps nothing`))),
    };
    afterEach(async () => {
      await Promise.all(opened.splice(0).map((ledger) => ledger.stop()));
    });

    grabRules(source);
    holdRules(source);
    termsRules(source);
    endRules(source);
    queueRules(source);
    stepRules(source);
    lineRules(source);
    askRules(source);
    if (again) keepRules(source);
  });
}
