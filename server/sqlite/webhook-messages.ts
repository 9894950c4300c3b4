/** What the turns of the journal's store carry for the webhook relay, which keeps its things in the same file. */
import type { Cursor, Endpoint, EndpointId, NewDelivery, Outcome } from '../../rooms/webhooks.ts';
import type { ShowId } from '../../shared/ids.ts';

/** JSON of a `WebhookWrite`. */
export interface WebhookEntry {
  webhooks: string;
}

export type WebhookWrite =
  | { kind: 'save-endpoint'; endpoint: Endpoint }
  | { kind: 'remove-endpoint'; id: EndpointId }
  | { kind: 'take'; cursor: Cursor; deliveries: readonly NewDelivery[]; at: number }
  | { kind: 'settle'; outcomes: readonly Outcome[]; at: number }
  | { kind: 'bury'; endpoint: EndpointId; error: string }
  | { kind: 'revive'; delivery: number; at: number };

export type WebhookRead =
  | { kind: 'webhook-endpoints' }
  | { kind: 'webhook-cursors' }
  | { kind: 'webhooks-due'; endpoint: EndpointId; now: number; limit: number }
  | { kind: 'webhook-backlog' }
  | { kind: 'webhooks-dead' }
  | { kind: 'webhook-counts'; show: ShowId }
  | { kind: 'dead-letters'; show: ShowId; limit: number }
  | { kind: 'webhook-delivery'; id: number };
