/** What the turns of the journal's store carry for the webhook relay, which keeps its things in the same file. */
import type { Cursor, Endpoint, EndpointId, NewDelivery, Outcome } from '../../rooms/webhooks.ts';
import type { ShowId } from '../../shared/ids.ts';

/** JSON of a `WebhookWrite`. */
export interface WebhookEntry {
  webhooks: string;
}

export type WebhookWrite =
  | { kind: 'save-endpoint'; endpoint: Endpoint }
  /** With some of its deliveries. */
  | { kind: 'remove-endpoint'; id: EndpointId; limit: number }
  | { kind: 'take'; cursor: Cursor; deliveries: readonly NewDelivery[]; at: number }
  | { kind: 'settle'; outcomes: readonly Outcome[]; at: number }
  /** Some of what waits, the newest first: so nothing is left without the one that it waits for. */
  | { kind: 'bury'; endpoint: EndpointId; error: string; limit: number }
  | { kind: 'revive'; delivery: number; at: number };

export type WebhookRead =
  | { kind: 'webhook-endpoints' }
  | { kind: 'webhook-cursors' }
  | { kind: 'webhooks-due'; endpoint: EndpointId; now: number; limit: number }
  | { kind: 'webhook-backlog' }
  | { kind: 'webhooks-dead' }
  | { kind: 'webhook-counts'; show: ShowId }
  | { kind: 'dead-letters'; show: ShowId; limit: number }
  /** Whether anything is left for an endpoint. */
  | { kind: 'webhook-rest'; endpoint: EndpointId; isWaiting: boolean }
  | { kind: 'webhook-delivery'; id: number };
