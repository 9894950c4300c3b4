/** How a show's webhooks fare, for its panel and its shop. */
import { webhookEvents } from '../../rooms/webhooks.ts';
import type { Delivery, DeadLetter, WebhookReport, WebhookStore } from '../../rooms/webhooks.ts';
import type { ShowId } from '../../shared/ids.ts';
import type { Endpoints } from './endpoints.ts';
import { shownOrigin, shownUrl } from './url.ts';

/** The newest that are told; all are counted. */
const lettersToTell = 20;

export async function reportOn(
  show: ShowId,
  endpoints: Endpoints,
  store: Pick<WebhookStore, 'counts' | 'deadLetters'>,
): Promise<WebhookReport> {
  const [counts, letters] = await Promise.all([store.counts(show), store.deadLetters(show, lettersToTell)]);
  const told = endpoints.telling(show).map(({ id, show: own, url, events, stoppedAt }) => {
    const { waiting = 0, dead = 0 } = counts.find(({ endpoint }) => endpoint === id) ?? {};
    const scope = own === null ? ('all' as const) : ('show' as const);
    // The configured address is the operator's: a streamer need not know more than who is told.
    return {
      id,
      scope,
      url: own === null ? shownOrigin(url) : shownUrl(url),
      events: events ?? webhookEvents,
      stoppedAt,
      waiting,
      dead,
    };
  });
  return { endpoints: told, deadLetters: letters.map(letterOf) };
}

function letterOf({ id, endpoint, event, subject, at, attempts, lastError }: Delivery): DeadLetter {
  return { delivery: String(id), endpoint, event, subject, at, attempts, lastError: lastError ?? '' };
}
