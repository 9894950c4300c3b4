/** Why the ledger in Redis could not take or find something, as a sentence for the operator. */
import { LedgerError } from '../../rooms/sale-ledger.ts';

const sentences = {
  down: 'Redis cannot be reached; what was under way may or may not be written. The ledger goes on by itself once it is back.',
  slow: 'Redis did not answer in time; this may or may not be written. The connection is made anew.',
  refused: 'Redis refused to write; nothing of this was done.',
  behind: 'Too much is waiting for Redis; nothing of this was taken. It is too slow for this load.',
  lost: 'Redis came back without the ledger. Check what was sold, then set up new sales.',
  closed: 'The ledger is closed.',
} as const;

export type Trouble = keyof typeof sentences;

export class RedisTrouble extends LedgerError {
  override name = 'RedisTrouble';
  readonly trouble: Trouble;

  constructor(trouble: Trouble, detail?: string) {
    super(detail === undefined ? sentences[trouble] : `${sentences[trouble]} (${detail})`);
    this.trouble = trouble;
  }
}

export function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
