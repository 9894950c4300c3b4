/** Writes the parts of one entry with statements that were prepared once. */
import type { DatabaseSync } from 'node:sqlite';
import type { EncodedEntry } from './messages.ts';

/** Returns the writer; it throws what SQLite throws, and knows nothing of transactions. */
export function prepareWriter(db: DatabaseSync): (entry: EncodedEntry) => void {
  const core = db.prepare('INSERT INTO shows (show, core) VALUES (?, ?) ON CONFLICT DO UPDATE SET core = excluded.core');
  const command = db.prepare(
    `INSERT INTO commands (show, id, hash, reply) VALUES (?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET hash = excluded.hash, reply = excluded.reply`,
  );
  const audit = db.prepare('INSERT INTO audit (show, id, body) VALUES (?, ?, ?)');
  // An update keeps `seq`: a receipt that is written again keeps its place among the others.
  const receipt = db.prepare(
    `INSERT INTO receipts (show, kind, id, body) VALUES (?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET body = excluded.body`,
  );
  const shard = db.prepare(
    `INSERT INTO shards (show, part, shard, state) VALUES (?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET state = excluded.state`,
  );
  // SQLite takes the array apart, so that ten thousand records are one string and one statement.
  // `WHERE true` tells the parser that ON belongs to the INSERT, not to a join.
  const records = db.prepare(
    `INSERT INTO records (show, part, shard, viewer, record)
     SELECT ?, ?, ?, value ->> 'viewer', value -> 'record' FROM json_each(?) WHERE true
     ON CONFLICT DO UPDATE SET record = excluded.record`,
  );
  const gift = db.prepare('INSERT INTO gifts (show, service, key, battle, body) VALUES (?, ?, ?, ?, ?)');
  const facts = db.prepare(
    `INSERT INTO facts (show, kind, viewer, at, what)
     SELECT ?, value ->> 'kind', value ->> 'viewer', value ->> 'at', value ->> 'what' FROM json_each(?)`,
  );
  const events = db.prepare(
    `INSERT INTO events (show, type, at, data)
     SELECT ?, value ->> 'type', value ->> 'at', value -> 'data' FROM json_each(?)`,
  );

  return (entry) => {
    const { show } = entry;
    if (entry.core !== null) core.run(show, entry.core);
    if (entry.command) command.run(show, entry.command.id, entry.command.hash, entry.command.reply);
    if (entry.audit) audit.run(show, entry.audit.id, entry.audit.body);
    for (const { kind, id, body } of entry.receipts) receipt.run(show, kind, id, body);
    if (entry.shard) {
      const { part, shard: number, state } = entry.shard;
      shard.run(show, part, number, state);
      if (entry.shard.records !== null) records.run(show, part, number, entry.shard.records);
    }
    for (const { service, key, battle, body } of entry.gifts) gift.run(show, service, key, battle, body);
    if (entry.facts !== null) facts.run(show, entry.facts);
    if (entry.events !== null) events.run(show, entry.events);
  };
}
