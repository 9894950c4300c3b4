/** Answers reads as JSON text: stored values are put together as strings, and parsed once, by whoever asked. */
import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import type { Read } from './messages.ts';

type Row = Record<string, SQLOutputValue>;

/** Returns the reader; its answer is null when there is nothing to find. */
export function prepareReader(db: DatabaseSync): (read: Read) => string | null {
  const shows = db.prepare('SELECT show, core FROM shows ORDER BY show');
  const command = db.prepare('SELECT hash, reply FROM commands WHERE show = ? AND id = ?');
  const shard = db.prepare('SELECT state FROM shards WHERE show = ? AND part = ? AND shard = ?');
  const shardRecords = db.prepare('SELECT viewer, record FROM records WHERE show = ? AND part = ? AND shard = ? ORDER BY viewer');
  const records = db.prepare('SELECT viewer, record FROM records WHERE show = ? AND part = ? ORDER BY viewer, shard');
  const audit = db.prepare('SELECT body FROM audit WHERE show = ? ORDER BY seq DESC LIMIT ?');
  const auditBefore = db.prepare(
    `SELECT body FROM audit WHERE show = ?1 AND seq < (SELECT seq FROM audit WHERE show = ?1 AND id = ?3)
     ORDER BY seq DESC LIMIT ?2`,
  );
  const receipt = db.prepare('SELECT body FROM receipts WHERE show = ? AND kind = ? AND id = ?');
  const receipts = db.prepare('SELECT body FROM receipts WHERE show = ? AND kind = ? ORDER BY seq DESC LIMIT ?');
  const facts = db.prepare('SELECT kind, viewer, at, what FROM facts WHERE show = ? ORDER BY seq DESC LIMIT ?');
  const gift = db.prepare('SELECT body FROM gifts WHERE show = ? AND service = ? AND key = ?');
  const gifts = db.prepare(
    'SELECT position, body FROM gifts WHERE show = ? AND battle = ? AND position > ? ORDER BY position LIMIT ?',
  );
  const events = db.prepare('SELECT position, show, type, at, data FROM events WHERE position > ? ORDER BY position LIMIT ?');

  return (read) => {
    switch (read.kind) {
      case 'shows':
        return list(shows.all(), (row) => `{"show":${quote(row['show'])},"core":${text(row['core'])}}`);
      case 'command': {
        const row = command.get(read.show, read.id);
        return row ? `{"hash":${quote(row['hash'])},"reply":${text(row['reply'])}}` : null;
      }
      case 'shard': {
        const row = shard.get(read.show, read.part, read.shard);
        if (!row) return null;
        const own = list(shardRecords.all(read.show, read.part, read.shard), recordJson);
        return `{"state":${text(row['state'])},"records":${own}}`;
      }
      case 'records':
        return list(records.all(read.show, read.part), recordJson);
      case 'audit': {
        const page = [read.show, read.limit] as const;
        return list(read.before === null ? audit.all(...page) : auditBefore.all(...page, read.before), bodyOf);
      }
      case 'receipt': {
        const row = receipt.get(read.show, read.of, read.id);
        return row ? bodyOf(row) : null;
      }
      case 'receipts':
        return list(receipts.all(read.show, read.of, read.limit), bodyOf);
      case 'facts':
        return list(facts.all(read.show, read.limit).toReversed(), factJson);
      case 'gift': {
        const row = gift.get(read.show, read.service, read.key);
        return row ? bodyOf(row) : null;
      }
      case 'gifts':
        return list(gifts.all(read.show, read.battle, read.after, read.limit), giftJson);
      case 'events':
        return list(events.all(read.after, read.limit), eventJson);
    }
  };
}

function list(rows: Row[], toJson: (row: Row) => string): string {
  return `[${rows.map(toJson).join(',')}]`;
}

function bodyOf(row: Row): string {
  return text(row['body']);
}

function recordJson(row: Row): string {
  return `{"viewer":${quote(row['viewer'])},"record":${text(row['record'])}}`;
}

function factJson({ kind, viewer, at, what }: Row): string {
  return JSON.stringify({ kind, viewer, at, ...(what === null ? {} : { what }) });
}

/** The position goes in front of the gift's own fields: it has at least one. */
function giftJson(row: Row): string {
  return `{"position":${String(row['position'])},${bodyOf(row).slice(1)}`;
}

function eventJson({ position, show, type, at, data }: Row): string {
  return `${JSON.stringify({ position, show, type, at }).slice(0, -1)},"data":${text(data)}}`;
}

/** A column that holds JSON text already. */
function text(value: SQLOutputValue | undefined): string {
  return String(value);
}

/** A column that holds a plain string. */
function quote(value: SQLOutputValue | undefined): string {
  return JSON.stringify(value);
}
