/** How an older file becomes a newer one: step by step, all or none. */
import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import type { StoredRecord } from '../../../rooms/journal.ts';
import { encodeEntry } from '../../../server/sqlite/encode-entry.ts';
import type { Read } from '../../../server/sqlite/messages.ts';
import { journalSchema } from '../../../server/sqlite/migrations.ts';
import { migrate } from '../../../server/sqlite/schema.ts';
import type { Schema } from '../../../server/sqlite/schema.ts';
import { numberOf, valueOf } from '../../../server/sqlite/single-value.ts';
import { createStore } from '../../../server/sqlite/store.ts';
import { giftOf } from './support.ts';

const first = 'CREATE TABLE notes (text TEXT)';
const second = "ALTER TABLE notes ADD COLUMN author TEXT DEFAULT 'unknown'";

describe('store migrations', () => {
  let db: DatabaseSync;
  beforeEach(() => {
    db = new DatabaseSync(':memory:');
  });
  afterEach(() => db.close());

  it('[STORE-26] an older file is brought up step by step and keeps what it holds', () => {
    assert.equal(migrate(db, schemaOf(first)), 1);
    db.exec("INSERT INTO notes VALUES ('hello')");
    assert.equal(migrate(db, schemaOf(first, second)), 2);
    assert.deepEqual({ ...db.prepare('SELECT * FROM notes').get() }, { text: 'hello', author: 'unknown' });
    assert.equal(migrate(db, schemaOf(first, second)), 2);
    assert.equal(numberOf(db, 'PRAGMA user_version'), 2);
  });

  it('[STORE-26] when one step fails, none is taken', () => {
    migrate(db, schemaOf(first));
    assert.throws(() => migrate(db, schemaOf(first, second, 'CREATE TABLE notes (again TEXT)')), /already exists/);
    assert.equal(numberOf(db, 'PRAGMA user_version'), 1);
    assert.throws(() => db.prepare('SELECT author FROM notes'), /no such column/);
    assert.equal(migrate(db, schemaOf(first, second)), 2);
  });

  it('[STORE-26] the released steps build the whole schema in an empty file', () => {
    assert.equal(migrate(db, journalSchema), journalSchema.steps.length);
    const tables = valueOf(db, "SELECT group_concat(name, ' ' ORDER BY name) FROM sqlite_schema WHERE type = 'table'");
    assert.equal(
      tables,
      'audit commands events facts gifts receipts records shards shows sqlite_sequence webhook_cursors webhook_deliveries webhook_endpoints',
    );
  });

  it('[STORE-41] what a file of schema 2 holds of rounds is found again under the same numbers', () => {
    migrate(db, { ...journalSchema, steps: journalSchema.steps.slice(0, 2) });
    assert.equal(numberOf(db, 'PRAGMA user_version'), 2);
    for (const round of [1, 2, 10]) {
      db.prepare('INSERT INTO shards (show, round, shard, state) VALUES (?, ?, 1, ?)').run('demo', round, `{"taps":${round}}`);
      for (const viewer of ['bo', 'al'])
        db.prepare('INSERT INTO records (show, round, shard, viewer, record) VALUES (?, ?, 1, ?, ?)').run(
          'demo',
          round,
          viewer,
          `${round}`,
        );
    }
    db.prepare('INSERT INTO shows (show, core) VALUES (?, ?)').run('demo', '{"n":1}');
    assert.equal(migrate(db, journalSchema), journalSchema.steps.length);
    const store = createStore(db);
    const written = encodeEntry({
      show: 'demo',
      shard: { part: 10, shard: 1, state: { taps: 11 }, records: [{ viewer: 'al', record: 11 }] },
      gifts: [giftOf('k1')],
    });
    const { failures, answers } = store.run({
      kind: 'turn',
      entries: [written],
      reads: [
        { kind: 'shows' },
        ...[1, 2, 10].map(shardOf),
        { kind: 'records', show: 'demo', part: '2' },
        { kind: 'gift', show: 'demo', service: 'platform', key: 'k1' },
      ],
    });
    assert.deepEqual(failures, []);
    assert.deepEqual(
      answers.map((answer) => ('json' in answer ? (JSON.parse(answer.json ?? 'null') as unknown) : answer.failure)),
      [
        [{ show: 'demo', core: { n: 1 } }],
        { state: { taps: 1 }, records: recordsOf(1, 1) },
        { state: { taps: 2 }, records: recordsOf(2, 2) },
        { state: { taps: 11 }, records: recordsOf(11, 10) },
        recordsOf(2, 2),
        giftOf('k1'),
      ],
    );
  });
});

function shardOf(part: number): Read {
  return { kind: 'shard', show: 'demo', part: String(part), shard: 1 };
}

function recordsOf(...records: number[]): StoredRecord[] {
  return ['al', 'bo'].map((viewer, i) => ({ viewer, record: records[i] }));
}

function schemaOf(...steps: string[]): Schema {
  return { applicationId: 0x7e57, steps };
}
