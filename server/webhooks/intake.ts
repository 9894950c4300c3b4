/** Takes over what an outbox tells: keeps a delivery for everybody who wants it, and moves the cursor, in one transaction. */
import type { Clock, Log } from '../../rooms/services.ts';
import type { Metrics } from '../../rooms/metrics.ts';
import type { Cursor, EndpointId, NewDelivery, WebhookStore } from '../../rooms/webhooks.ts';
import type { Endpoints } from './endpoints.ts';
import { bodyOf } from './occurrence.ts';
import type { Occurrence } from './occurrence.ts';
import type { Outbox } from './outboxes.ts';

export interface IntakeDeps {
  clock: Clock;
  endpoints: Endpoints;
  log: Log;
  metrics: Pick<Metrics, 'count'>;
  store: Pick<WebhookStore, 'take'>;
  /** Whether an endpoint has room for so many more deliveries. */
  hasRoom: (endpoint: EndpointId, deliveries: number) => boolean;
  /** Is told how many deliveries were kept for whom. */
  onTaken: (taken: ReadonlyMap<EndpointId, number>) => void;
}

/** Between two pages, so that a rush of grabs has the stores to itself most of the time. */
const pauseMs = 20;
/** How often a cursor is written that moved past what nobody is told. */
const saveMs = 1000;

export class Intake {
  readonly #deps: IntakeDeps;
  readonly #outbox: Outbox;
  #savedCursor: Cursor | null;
  #savedAtMs = 0;
  #running: Promise<void> | null = null;
  #isAskedAgain = false;
  #isAiling = false;
  #isStopped = false;
  #endPause: (() => void) | null = null;

  constructor(outbox: Outbox, deps: IntakeDeps) {
    this.#outbox = outbox;
    this.#deps = deps;
    this.#savedCursor = outbox.cursor;
  }

  /** Takes over all there is. Resolves when there is nothing more, or it cannot go on for now; asked meanwhile, it looks once more. */
  run(): Promise<void> {
    this.#isAskedAgain = true;
    return (this.#running ??= this.#runAll().finally(() => {
      this.#running = null;
    }));
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#endPause?.();
    await this.#running;
    if (!this.#isAiling) await this.#guarded(() => this.#saveCursor());
  }

  async #runAll(): Promise<void> {
    while (this.#isAskedAgain && !this.#isStopped) {
      this.#isAskedAgain = false;
      await this.#guarded(async () => {
        const hasMore = await this.#page();
        this.#isAskedAgain ||= hasMore;
      });
      if (this.#isAskedAgain && !this.#isStopped) await this.#pause();
    }
  }

  /** Whether there may be more. */
  async #page(): Promise<boolean> {
    const { endpoints, onTaken } = this.#deps;
    if (this.#deps.clock.monotonic() - this.#savedAtMs >= saveMs) await this.#saveCursor();
    const page = await this.#outbox.read((show) => endpoints.isTold(show));
    if (!page) return false;
    const deliveries = this.#deliveries(page.occurrences);
    if (deliveries.length > 0) await this.#take(page.cursor, deliveries);
    this.#outbox.moveTo(page.cursor);
    if (deliveries.length > 0) onTaken(countByEndpoint(deliveries));
    return page.hasMore;
  }

  async #take(cursor: Cursor, deliveries: readonly NewDelivery[]): Promise<void> {
    await this.#deps.store.take({ cursor, deliveries, at: this.#deps.clock.now() });
    this.#savedCursor = cursor;
    this.#savedAtMs = this.#deps.clock.monotonic();
  }

  async #saveCursor(): Promise<void> {
    const { cursor } = this.#outbox;
    if (cursor && cursor !== this.#savedCursor) await this.#take(cursor, []);
  }

  #deliveries(occurrences: readonly Occurrence[]): NewDelivery[] {
    const { endpoints, hasRoom, metrics } = this.#deps;
    const added = new Map<EndpointId, number>();
    return occurrences.flatMap((occurrence) => {
      const { data: _data, ...what } = occurrence;
      const body = bodyOf(occurrence);
      return endpoints.wanting(what.show, what.event).flatMap(({ id }) => {
        const count = (added.get(id) ?? 0) + 1;
        if (!hasRoom(id, count)) {
          metrics.count('drumroll_webhook_deliveries_total', 1, { event: what.event, outcome: 'dropped' });
          return [];
        }
        added.set(id, count);
        return [{ ...what, endpoint: id, body }];
      });
    });
  }

  #pause(): Promise<void> {
    return new Promise((resolve) => {
      const cancel = this.#deps.clock.after(pauseMs, resolve);
      this.#endPause = () => {
        cancel();
        resolve();
      };
    });
  }

  /** What cannot be read or written now is tried again with the next run: the cursor stands where it stood. */
  async #guarded(act: () => Promise<void>): Promise<void> {
    try {
      await act();
      if (this.#isAiling) this.#deps.log.info({}, 'webhooks are taken over again');
      this.#isAiling = false;
    } catch (error) {
      if (!this.#isAiling) this.#deps.log.error({ err: error }, 'webhooks cannot be taken over for now');
      this.#isAiling = true;
    }
  }
}

function countByEndpoint(deliveries: readonly NewDelivery[]): Map<EndpointId, number> {
  const counts = new Map<EndpointId, number>();
  for (const { endpoint } of deliveries) counts.set(endpoint, (counts.get(endpoint) ?? 0) + 1);
  return counts;
}
