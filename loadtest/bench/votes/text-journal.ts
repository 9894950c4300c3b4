/** A journal that does what the one on disk does in the server's own thread, turning entries into text, and keeps the texts. */
import type { Journal } from '../../../rooms/journal.ts';
import { createMemoryJournal } from '../../../server/memory/journal.ts';
import { encodeEntry } from '../../../server/sqlite/encode-entry.ts';
import type { EncodedEntry } from '../../../server/sqlite/messages.ts';
import { emptyTally, mergeTallies } from '../../../shared/ballot/index.ts';
import type { BallotTally, VoterRecord } from '../../../shared/ballot/index.ts';

type ShardText = NonNullable<EncodedEntry['shard']>;

export interface TextJournal extends Journal {
  readonly written: readonly ShardText[];
}

export function createTextJournal(): TextJournal {
  const written: ShardText[] = [];
  const commit = async (entry: Parameters<Journal['commit']>[0]) => {
    const { shard } = encodeEntry(entry);
    if (shard) written.push(shard);
    await Promise.resolve();
  };
  return { ...createMemoryJournal(), written, commit };
}

/** What was written of a ballot: the newest tallies of its shards together, and the votes that the newest records have. */
export function storedOf({ written }: TextJournal): { tally: BallotTally; votes: Record<string, number> } {
  const tallies = new Map<number, BallotTally>();
  const voters = new Map<string, VoterRecord>();
  for (const { shard, state, records } of written) {
    tallies.set(shard, (JSON.parse(state) as { tally: BallotTally }).tally);
    for (const { viewer, record } of JSON.parse(records ?? '[]') as { viewer: string; record: VoterRecord }[])
      voters.set(viewer, record);
  }
  const votes: Record<string, number> = {};
  for (const { keys } of voters.values()) for (const [, option, count] of keys) votes[option] = (votes[option] ?? 0) + count;
  return { tally: [...tallies.values()].reduce(mergeTallies, emptyTally()), votes };
}
