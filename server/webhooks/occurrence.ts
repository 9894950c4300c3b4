/** Something that shops may be told, before it is known whom it is told to. */
import type { NewDelivery } from '../../rooms/webhooks.ts';

export interface Occurrence extends Pick<NewDelivery, 'show' | 'subject' | 'event' | 'message' | 'at'> {
  /** What the event's `data` holds. */
  data: object;
}

/** The JSON that is posted: the same however often it is sent, and to whomever. */
export function bodyOf({ event, at, data }: Occurrence): string {
  return JSON.stringify({ type: event, timestamp: new Date(at).toISOString(), data });
}
