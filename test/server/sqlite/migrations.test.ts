/** How an older file becomes a newer one: step by step, all or none. */
import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { journalSchema } from '../../../server/sqlite/migrations.ts';
import { migrate } from '../../../server/sqlite/schema.ts';
import type { Schema } from '../../../server/sqlite/schema.ts';
import { numberOf, valueOf } from '../../../server/sqlite/single-value.ts';

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
      'audit commands events facts receipts records shards shows sqlite_sequence webhook_cursors webhook_deliveries webhook_endpoints',
    );
  });
});

function schemaOf(...steps: string[]): Schema {
  return { applicationId: 0x7e57, steps };
}
