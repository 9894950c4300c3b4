/** Planted bug: writes each part of an entry in a transaction of its own. */
import type { EncodedEntry, JournalWrite } from '../../../../server/sqlite/messages.ts';
import { serveBent } from './serve-bent.ts';

const empty = { core: null, command: null, audit: null, receipts: [], shard: null, gifts: [], facts: null, events: null };

serveBent((store) => ({
  run(turn) {
    for (const entry of turn.entries.flatMap((whole): JournalWrite[] => ('webhooks' in whole ? [whole] : partsOf(whole))))
      store.run({ ...turn, entries: [entry], reads: [] });
    return store.run({ ...turn, entries: [] });
  },
  close: () => store.close(),
}));

function partsOf({ show, ...parts }: EncodedEntry): EncodedEntry[] {
  return Object.entries(parts).map(([name, part]) => ({ show, ...empty, [name]: part }));
}
