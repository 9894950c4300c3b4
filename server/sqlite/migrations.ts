/** The journal's schema, as the steps that lead to it. A step that was released is never edited: add another. */
import type { Schema } from './schema.ts';

/** The n-th step leads from schema n to schema n + 1. */
const migrations: readonly string[] = [
  `CREATE TABLE shows (
     show TEXT PRIMARY KEY NOT NULL,
     core TEXT NOT NULL
   ) STRICT;

   CREATE TABLE commands (
     show TEXT NOT NULL,
     id TEXT NOT NULL,
     hash TEXT NOT NULL,
     reply TEXT NOT NULL,
     PRIMARY KEY (show, id)
   ) STRICT, WITHOUT ROWID;

   CREATE TABLE audit (
     seq INTEGER PRIMARY KEY,
     show TEXT NOT NULL,
     id TEXT NOT NULL,
     body TEXT NOT NULL,
     UNIQUE (show, id)
   ) STRICT;
   CREATE INDEX audit_of_show ON audit (show);

   CREATE TABLE receipts (
     seq INTEGER PRIMARY KEY,
     show TEXT NOT NULL,
     kind TEXT NOT NULL,
     id TEXT NOT NULL,
     body TEXT NOT NULL,
     UNIQUE (show, kind, id)
   ) STRICT;
   CREATE INDEX receipts_of_kind ON receipts (show, kind);

   CREATE TABLE shards (
     show TEXT NOT NULL,
     round INTEGER NOT NULL,
     shard INTEGER NOT NULL,
     state TEXT NOT NULL,
     PRIMARY KEY (show, round, shard)
   ) STRICT;

   CREATE TABLE records (
     show TEXT NOT NULL,
     round INTEGER NOT NULL,
     shard INTEGER NOT NULL,
     viewer TEXT NOT NULL,
     record TEXT NOT NULL,
     PRIMARY KEY (show, round, shard, viewer)
   ) STRICT, WITHOUT ROWID;

   CREATE TABLE facts (
     seq INTEGER PRIMARY KEY,
     show TEXT NOT NULL,
     kind TEXT NOT NULL,
     viewer TEXT NOT NULL,
     at REAL NOT NULL,
     what TEXT
   ) STRICT;
   CREATE INDEX facts_of_show ON facts (show);`,

  // AUTOINCREMENT: a position is never given twice, even when the newest events are taken away.
  `CREATE TABLE events (
     position INTEGER PRIMARY KEY AUTOINCREMENT,
     show TEXT NOT NULL,
     type TEXT NOT NULL,
     at REAL NOT NULL,
     data TEXT NOT NULL
   ) STRICT;

   CREATE TABLE webhook_endpoints (
     id TEXT PRIMARY KEY NOT NULL,
     body TEXT NOT NULL
   ) STRICT;

   CREATE TABLE webhook_cursors (
     source TEXT PRIMARY KEY NOT NULL,
     body TEXT NOT NULL
   ) STRICT;

   CREATE TABLE webhook_deliveries (
     id INTEGER PRIMARY KEY AUTOINCREMENT,
     endpoint TEXT NOT NULL,
     show TEXT NOT NULL,
     subject TEXT NOT NULL,
     event TEXT NOT NULL,
     message TEXT NOT NULL,
     at REAL NOT NULL,
     body TEXT NOT NULL,
     state TEXT NOT NULL,
     attempts INTEGER NOT NULL,
     due REAL,
     last_error TEXT
   ) STRICT;
   CREATE INDEX webhooks_due ON webhook_deliveries (state, endpoint, due, at);
   CREATE INDEX webhooks_of_subject ON webhook_deliveries (endpoint, subject, state);
   CREATE INDEX webhooks_of_show ON webhook_deliveries (show, state, endpoint);`,

  // Shards keep their tallies of battles and polls too, whose ids are texts: a round is a part under its number's text.
  `CREATE TABLE shards_of_parts (
     show TEXT NOT NULL,
     part TEXT NOT NULL,
     shard INTEGER NOT NULL,
     state TEXT NOT NULL,
     PRIMARY KEY (show, part, shard)
   ) STRICT;
   INSERT INTO shards_of_parts (show, part, shard, state) SELECT show, CAST(round AS TEXT), shard, state FROM shards;
   DROP TABLE shards;
   ALTER TABLE shards_of_parts RENAME TO shards;

   CREATE TABLE records_of_parts (
     show TEXT NOT NULL,
     part TEXT NOT NULL,
     shard INTEGER NOT NULL,
     viewer TEXT NOT NULL,
     record TEXT NOT NULL,
     PRIMARY KEY (show, part, shard, viewer)
   ) STRICT, WITHOUT ROWID;
   INSERT INTO records_of_parts (show, part, shard, viewer, record)
     SELECT show, CAST(round AS TEXT), shard, viewer, record FROM records;
   DROP TABLE records;
   ALTER TABLE records_of_parts RENAME TO records;

   CREATE TABLE gifts (
     position INTEGER PRIMARY KEY AUTOINCREMENT,
     show TEXT NOT NULL,
     service TEXT NOT NULL,
     key TEXT NOT NULL,
     battle TEXT NOT NULL,
     body TEXT NOT NULL,
     UNIQUE (show, service, key)
   ) STRICT;
   CREATE INDEX gifts_of_battle ON gifts (show, battle);`,
];

// 'Drum' in ASCII.
export const journalSchema: Schema = { applicationId: 0x4472756d, steps: migrations };
