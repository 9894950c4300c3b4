/** The list of records: battles and polls together, the newest first. */
import type { PollReceipt } from '../../../shared/poll/index.ts';
import type { ListedBattle } from '../api.ts';

export type ContestRecord = ListedBattle | PollReceipt;

export function recordsOf(battles: readonly ListedBattle[], polls: readonly PollReceipt[]): ContestRecord[] {
  return [...battles, ...polls].toSorted((a, b) => b.endedAt - a.endedAt);
}

/** What it is called in the list. */
export function recordTitle(record: ContestRecord): string {
  return record.kind === 'poll' ? record.question : record.sides.map(({ name }) => name).join(' · ');
}

/** Nothing counts. */
export function isVoid(record: ContestRecord): boolean {
  return record.kind === 'battle' && record.result.by === 'void';
}

/** The file that holds it. */
export function recordFile({ id }: Pick<ContestRecord, 'id'>): string {
  return `${id}.json`;
}
