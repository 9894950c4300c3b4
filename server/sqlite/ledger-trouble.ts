/** Why the ledger could not take or find something, as a sentence for the operator. */
import { LedgerError } from '../../rooms/sale-ledger.ts';
import type { StoreTrouble } from './turns.ts';

const sentences: Record<StoreTrouble, string> = {
  'bad-entry': 'The ledger’s file refused a line; nothing of it was written. This is a bug.',
  'too-large': 'The ask is larger than the ledger takes; nothing of it was done.',
  behind: 'Too much is waiting to be written; nothing of the ask was taken. The disk is too slow for this load.',
  full: 'The disk is full; nothing of the ask was written. Free some space and the ledger goes on by itself.',
  failed: 'The ledger’s store reported an error; nothing of this is known to be written.',
  broken:
    'The ledger has broken and takes nothing more; what was under way may or may not be written. ' +
    'Restart the server: it goes on from what was committed.',
  closed: 'The ledger is closed.',
};

export class LedgerTrouble extends LedgerError {
  override name = 'LedgerTrouble';
  readonly trouble: StoreTrouble;

  constructor(trouble: StoreTrouble, detail?: string) {
    super(detail === undefined ? sentences[trouble] : `${sentences[trouble]} (${detail})`);
    this.trouble = trouble;
  }
}
