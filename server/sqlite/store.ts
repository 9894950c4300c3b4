/** The journal's store as its thread runs it: one turn at a time, first the writes, then the reads. */
import type { DatabaseSync } from 'node:sqlite';
import { prepareReader } from './answer-read.ts';
import { prepareCommit } from './commit-batch.ts';
import { failureOf } from './errors.ts';
import type { JournalRead, JournalStore, JournalWrite } from './messages.ts';
import { prepareWebhookReader } from './read-webhooks.ts';
import type { Answer } from './turns.ts';
import type { WebhookRead } from './webhook-messages.ts';
import { prepareWriter } from './write-entry.ts';
import { prepareWebhookWriter } from './write-webhooks.ts';

export function createStore(db: DatabaseSync): JournalStore {
  const [write, writeWebhooks] = [prepareWriter(db), prepareWebhookWriter(db)];
  const [read, readWebhooks] = [prepareReader(db), prepareWebhookReader(db)];
  const commit = prepareCommit(db, (entry: JournalWrite) => ('webhooks' in entry ? writeWebhooks(entry) : write(entry)));

  const answer = (asked: JournalRead): Answer => {
    try {
      return { json: isOfWebhooks(asked) ? readWebhooks(asked) : read(asked) };
    } catch (error) {
      return { failure: failureOf(error) };
    }
  };

  return {
    run({ entries, reads }) {
      const startedAt = performance.now();
      const failures = entries.length > 0 ? commit(entries) : [];
      const commitMs = entries.length > 0 ? performance.now() - startedAt : 0;
      return { kind: 'done', failures, written: null, answers: reads.map(answer), commitMs };
    },
    close() {
      db.close();
    },
  };
}

function isOfWebhooks(read: JournalRead): read is WebhookRead {
  return read.kind.startsWith('webhook') || read.kind === 'dead-letters';
}
