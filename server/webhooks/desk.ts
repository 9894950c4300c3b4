/** What shops and panels may ask of the relay: where a show's events go, how that fares, and another try. */
import { JournalError } from '../../rooms/journal-error.ts';
import type { Clock } from '../../rooms/services.ts';
import { Line } from '../../rooms/stage/line.ts';
import type { Endpoint, EndpointAsk, EndpointId, WebhookReport, WebhookStore, Webhooks } from '../../rooms/webhooks.ts';
import type { ShowId } from '../../shared/ids.ts';
import { refuse } from '../../shared/protocol/index.ts';
import type { Refusal } from '../../shared/protocol/index.ts';
import type { Endpoints } from './endpoints.ts';
import type { ReachOptions } from './reach.ts';
import { reportOn } from './report.ts';
import { newSecret, rotate } from './secrets.ts';
import { urlRefusal } from './url.ts';

export interface DeskDeps {
  clock: Pick<Clock, 'now'>;
  endpoints: Endpoints;
  reach: ReachOptions;
  secretHex: (bytes: number) => string;
  store: Pick<WebhookStore, 'counts' | 'deadLetters' | 'delivery' | 'revive'>;
  /** Something is due for an endpoint. */
  wake: (id: EndpointId) => void;
  /** Nothing is being given up for an endpoint any more: whoever lets it be told again must not lose what is new. */
  untilBuried: (id: EndpointId) => Promise<void>;
}

export function webhookDesk(deps: DeskDeps): Webhooks {
  const { clock, endpoints, reach, secretHex, store, untilBuried, wake } = deps;

  const lines = new Map<ShowId, Line>();

  /** One after the other: whoever is answered must find a show's endpoint as they left it, and only one of it. */
  const inTurn = <Value>(show: ShowId, act: () => Promise<Value>): Promise<Value | Refusal> => {
    const line = lines.get(show) ?? new Line();
    lines.set(show, line);
    return line.run(() => orBusy(act));
  };

  /** Tells it things, also when it was stopped before. */
  const tell = async (endpoint: Endpoint): Promise<void> => {
    await untilBuried(endpoint.id);
    await endpoints.save(endpoint);
  };

  return {
    async set(show: ShowId, { url, secret = newSecret(), events }: EndpointAsk) {
      const refusal = urlRefusal(url, reach);
      if (refusal) return refusal;
      return inTurn(show, async () => {
        const before = endpoints.ofShow(show);
        const id = before?.id ?? `ep_${secretHex(8)}`;
        const secrets = rotate(before?.secrets ?? [], secret, clock.now());
        await tell({ id, show, url, secrets, events: events ?? null, stoppedAt: null });
        wake(id);
        return { id, secret };
      });
    },

    async remove(show: ShowId): Promise<void | Refusal> {
      return inTurn(show, async () => {
        const endpoint = endpoints.ofShow(show);
        if (endpoint) await endpoints.remove(endpoint);
      });
    },

    report: (show: ShowId): Promise<WebhookReport | Refusal> => orBusy(() => reportOn(show, endpoints, store)),

    async retry(show: ShowId, delivery: string): Promise<void | Refusal> {
      if (!/^[1-9]\d{0,14}$/.test(delivery)) return refuse('webhook/unknown');
      return inTurn(show, async () => {
        const known = await store.delivery(Number(delivery));
        const endpoint = known && endpoints.get(known.endpoint);
        if (known?.show !== show || known.state !== 'dead' || !endpoint) return refuse('webhook/unknown');
        // Whoever asks for it believes that the endpoint is there again.
        if (endpoint.stoppedAt !== null) await tell({ ...endpoint, stoppedAt: null });
        await store.revive(known.id, clock.now());
        wake(endpoint.id);
      });
    },
  };
}

/** A store that cannot write right now is no fault of whoever asked. */
async function orBusy<Value>(act: () => Promise<Value>): Promise<Value | Refusal> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof JournalError) return refuse('busy');
    throw error;
  }
}
