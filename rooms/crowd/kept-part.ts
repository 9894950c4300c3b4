/** One shard's part of a round, battle or poll, as it is kept: what a shard store writes. */
import type { PartId } from '../../shared/ids.ts';
import type { StoredRecord } from '../journal.ts';

export interface KeptPart {
  readonly part: PartId;
  /** Whether something is not known to be durable. */
  readonly dirty: boolean;
  /**
   * All that is not known to be durable; `saved` says that it is. What is being written is written again with what
   * comes after it: should the first write fail, the second has no tally without the records that are in it.
   */
  unsaved(): Unwritten;
}

/** What has to be written of a part, as it is now; `saved` is called once it is durable. */
export interface Unwritten {
  state: unknown;
  records: StoredRecord[];
  saved: () => void;
}
