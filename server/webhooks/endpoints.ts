/** Who is told what: the configured endpoint for all shows, and each show's own. */
import type { ShowId } from '../../shared/ids.ts';
import type { Endpoint, EndpointId, WebhookEvent, WebhookStore } from '../../rooms/webhooks.ts';

export const configuredId = 'configured';

export class Endpoints {
  readonly #store: Pick<WebhookStore, 'saveEndpoint' | 'removeEndpoint'>;
  readonly #byId = new Map<EndpointId, Endpoint>();
  readonly #byShow = new Map<ShowId, Endpoint>();
  #configured: Endpoint | null = null;

  /** `kept` are those that the store has. */
  constructor(
    store: Pick<WebhookStore, 'saveEndpoint' | 'removeEndpoint'>,
    kept: readonly Endpoint[],
    configured: Endpoint | null,
  ) {
    this.#store = store;
    for (const endpoint of configured ? [configured, ...kept] : kept) this.#take(endpoint);
  }

  all(): Endpoint[] {
    return [...this.#byId.values()];
  }

  get(id: EndpointId): Endpoint | null {
    return this.#byId.get(id) ?? null;
  }

  /** A show's own; null when it has none. */
  ofShow(show: ShowId): Endpoint | null {
    return this.#byShow.get(show) ?? null;
  }

  /** All that are told of a show, or were until they said that they are gone. */
  telling(show: ShowId): Endpoint[] {
    return [this.#configured, this.ofShow(show)].filter((endpoint) => endpoint !== null);
  }

  /** Those that want to be told this. */
  wanting(show: ShowId, event: WebhookEvent): Endpoint[] {
    return this.telling(show).filter(({ stoppedAt, events }) => stoppedAt === null && (events?.includes(event) ?? true));
  }

  isTold(show: ShowId): boolean {
    return this.telling(show).some(({ stoppedAt }) => stoppedAt === null);
  }

  isAnybodyTold(): boolean {
    return this.all().some(({ stoppedAt }) => stoppedAt === null);
  }

  /** Counts at once, before it is durable: whoever is gone is told nothing more. */
  stop(endpoint: Endpoint, now: number): Endpoint {
    const stopped = { ...endpoint, stoppedAt: now };
    this.#take(stopped);
    return stopped;
  }

  /** Durable before it counts. What is configured is not kept: it stands in the configuration. */
  async save(endpoint: Endpoint): Promise<void> {
    if (endpoint.id !== configuredId) await this.#store.saveEndpoint(endpoint);
    this.#take(endpoint);
  }

  async remove({ id, show }: Endpoint): Promise<void> {
    await this.#store.removeEndpoint(id);
    this.#byId.delete(id);
    if (show !== null) this.#byShow.delete(show);
  }

  #take(endpoint: Endpoint): void {
    this.#byId.set(endpoint.id, endpoint);
    if (endpoint.show === null) this.#configured = endpoint;
    else this.#byShow.set(endpoint.show, endpoint);
  }
}
