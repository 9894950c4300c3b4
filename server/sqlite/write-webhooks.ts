/** Writes what the webhook relay keeps. A delivery's `due` is null while another one of its subject is before it. */
import type { DatabaseSync } from 'node:sqlite';
import type { NewDelivery, Outcome } from '../../rooms/webhooks.ts';
import { deadAtMost } from '../webhooks/limits.ts';
import type { WebhookEntry, WebhookWrite } from './webhook-messages.ts';

/** Returns the writer; it throws what SQLite throws, and knows nothing of transactions. */
export function prepareWebhookWriter(db: DatabaseSync): (entry: WebhookEntry) => void {
  const saveEndpoint = db.prepare(
    'INSERT INTO webhook_endpoints (id, body) VALUES (?, ?) ON CONFLICT DO UPDATE SET body = excluded.body',
  );
  const removeEndpoint = db.prepare('DELETE FROM webhook_endpoints WHERE id = ?');
  const removeDeliveries = db.prepare(
    'DELETE FROM webhook_deliveries WHERE id IN (SELECT id FROM webhook_deliveries WHERE endpoint = ? LIMIT ?)',
  );
  const moveCursor = db.prepare(
    'INSERT INTO webhook_cursors (source, body) VALUES (?, ?) ON CONFLICT DO UPDATE SET body = excluded.body',
  );
  const firstWaiting = `SELECT min(id) FROM webhook_deliveries WHERE endpoint = ?1 AND subject = ?2 AND state = 'waiting'`;
  const add = db.prepare(
    `INSERT INTO webhook_deliveries (endpoint, subject, show, event, message, at, body, state, attempts, due)
     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 'waiting', 0, iif((${firstWaiting}) IS NULL, ?8, NULL))`,
  );
  const find = db.prepare('SELECT endpoint, subject, state FROM webhook_deliveries WHERE id = ?');
  const remove = db.prepare('DELETE FROM webhook_deliveries WHERE id = ?');
  const fail = db.prepare('UPDATE webhook_deliveries SET attempts = attempts + 1, last_error = ?, due = ? WHERE id = ?');
  const kill = db.prepare(
    `UPDATE webhook_deliveries SET attempts = attempts + 1, last_error = ?, due = NULL, state = 'dead' WHERE id = ?`,
  );
  const advance = db.prepare(`UPDATE webhook_deliveries SET due = coalesce(due, ?3) WHERE id = (${firstWaiting})`);
  // The plus signs: walked from the newest row back, instead of all that wait being sorted for a few of them.
  const bury = db.prepare(
    `UPDATE webhook_deliveries SET last_error = ?, due = NULL, state = 'dead' WHERE id IN
       (SELECT id FROM webhook_deliveries WHERE +endpoint = ? AND +state = 'waiting' ORDER BY id DESC LIMIT ?)`,
  );
  const forgetOld = db.prepare(
    `DELETE FROM webhook_deliveries WHERE endpoint = ?1 AND state = 'dead' AND id <=
       (SELECT id FROM webhook_deliveries WHERE endpoint = ?1 AND state = 'dead' ORDER BY id DESC LIMIT 1 OFFSET ${deadAtMost})`,
  );
  const revive = db.prepare(
    `UPDATE webhook_deliveries SET state = 'waiting', attempts = 0, due = iif((${firstWaiting}) IS NULL, ?3, NULL) WHERE id = ?4`,
  );

  const settle = (outcome: Outcome, at: number): string | null => {
    const row = find.get(outcome.id) as { endpoint: string; subject: string; state: string } | undefined;
    if (!row) return null;
    if (outcome.kind === 'delivered') remove.run(outcome.id);
    else if (row.state === 'dead') return null;
    else if (outcome.kind === 'dead') kill.run(outcome.error, outcome.id);
    else fail.run(outcome.error, outcome.retryAt, outcome.id);
    if (outcome.kind !== 'failed') advance.run(row.endpoint, row.subject, at);
    return outcome.kind === 'dead' ? row.endpoint : null;
  };
  const addOne = ({ endpoint, subject, show, event, message, at: happenedAt, body }: NewDelivery, at: number) =>
    add.run(endpoint, subject, show, event, message, happenedAt, body, at);

  const write = (asked: WebhookWrite): void => {
    switch (asked.kind) {
      case 'save-endpoint':
        saveEndpoint.run(asked.endpoint.id, JSON.stringify(asked.endpoint));
        return;
      case 'remove-endpoint':
        removeEndpoint.run(asked.id);
        removeDeliveries.run(asked.id, asked.limit);
        return;
      case 'take':
        for (const delivery of asked.deliveries) addOne(delivery, asked.at);
        moveCursor.run(asked.cursor.source, JSON.stringify(asked.cursor));
        return;
      case 'settle': {
        const lost = new Set(asked.outcomes.map((outcome) => settle(outcome, asked.at)));
        for (const endpoint of lost) if (endpoint !== null) forgetOld.run(endpoint);
        return;
      }
      case 'bury':
        bury.run(asked.error, asked.endpoint, asked.limit);
        forgetOld.run(asked.endpoint);
        return;
      case 'revive': {
        const row = find.get(asked.delivery) as { endpoint: string; subject: string; state: string } | undefined;
        if (row?.state === 'dead') revive.run(row.endpoint, row.subject, asked.at, asked.delivery);
      }
    }
  };
  return ({ webhooks }) => write(JSON.parse(webhooks) as WebhookWrite);
}
