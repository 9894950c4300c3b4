/** Answers what the webhook relay asks, as JSON text. */
import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import { numberOf } from './single-value.ts';
import type { WebhookRead } from './webhook-messages.ts';

type Row = Record<string, SQLOutputValue>;

const delivery =
  'SELECT id, endpoint, show, subject, event, message, at, body, state, attempts, last_error FROM webhook_deliveries';

/** Returns the reader; its answer is null when there is nothing to find. */
export function prepareWebhookReader(db: DatabaseSync): (read: WebhookRead) => string | null {
  const endpoints = db.prepare('SELECT body FROM webhook_endpoints ORDER BY id');
  const cursors = db.prepare('SELECT source, body FROM webhook_cursors');
  const due = db.prepare(`${delivery} WHERE state = 'waiting' AND endpoint = ? AND due <= ? ORDER BY due, id LIMIT ?`);
  const backlog = db.prepare(
    `SELECT endpoint, count(*) AS waiting, min(at) AS oldestAt, min(due) AS dueAt
     FROM webhook_deliveries WHERE state = 'waiting' GROUP BY endpoint ORDER BY endpoint`,
  );
  const counts = db.prepare(
    `SELECT endpoint, sum(waiting) AS waiting, sum(dead) AS dead FROM
       (SELECT endpoint, iif(state = 'waiting', count(*), 0) AS waiting, iif(state = 'dead', count(*), 0) AS dead
        FROM webhook_deliveries WHERE show = ? GROUP BY state, endpoint)
     GROUP BY endpoint ORDER BY endpoint`,
  );
  const deadLetters = db.prepare(`${delivery} WHERE show = ? AND state = 'dead' ORDER BY id DESC LIMIT ?`);
  const any = db.prepare('SELECT 1 FROM webhook_deliveries WHERE endpoint = ? LIMIT 1');
  const anyWaiting = db.prepare(`SELECT 1 FROM webhook_deliveries WHERE state = 'waiting' AND endpoint = ? LIMIT 1`);
  const one = db.prepare(`${delivery} WHERE id = ?`);

  return (read) => {
    switch (read.kind) {
      case 'webhook-endpoints':
        return `[${endpoints.all().map(bodyOf).join(',')}]`;
      case 'webhook-cursors': {
        const found = Object.fromEntries(cursors.all().map((row) => [row['source'], JSON.parse(bodyOf(row))]));
        return JSON.stringify({ ledger: null, journal: null, ...found });
      }
      case 'webhooks-due':
        return JSON.stringify(due.all(read.endpoint, read.now, read.limit).map(deliveryOf));
      case 'webhook-backlog':
        return JSON.stringify(backlog.all());
      case 'webhooks-dead':
        return String(numberOf(db, "SELECT count(*) FROM webhook_deliveries WHERE state = 'dead'"));
      case 'webhook-counts':
        return JSON.stringify(counts.all(read.show));
      case 'dead-letters':
        return JSON.stringify(deadLetters.all(read.show, read.limit).map(deliveryOf));
      case 'webhook-rest':
        return String((read.isWaiting ? anyWaiting : any).get(read.endpoint) !== undefined);
      case 'webhook-delivery': {
        const row = one.get(read.id);
        return row ? JSON.stringify(deliveryOf(row)) : null;
      }
    }
  };
}

function bodyOf(row: Row): string {
  return String(row['body']);
}

function deliveryOf({ last_error: lastError = null, ...row }: Row): Row {
  return { ...row, lastError };
}
