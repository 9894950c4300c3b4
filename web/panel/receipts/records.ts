/** The list of records: battles and polls together, the newest first. */
import type { BattleReceipt } from '../../../shared/battle/index.ts';
import type { PollReceipt } from '../../../shared/poll/index.ts';

export type ContestRecord = BattleReceipt | PollReceipt;

export function recordsOf(battles: readonly BattleReceipt[], polls: readonly PollReceipt[]): ContestRecord[] {
  return [...battles, ...polls].toSorted((a, b) => b.endedAt - a.endedAt);
}

/** What it is called in the list. */
export function recordTitle(record: ContestRecord): string {
  return record.kind === 'poll' ? record.question : record.sides.map(({ name }) => name).join(' · ');
}

/** The file that holds it. */
export function recordFile({ id }: Pick<ContestRecord, 'id'>): string {
  return `${id}.json`;
}
