/** The webhook relay: takes over what the ledger and the journal tell, and sees that every endpoint hears of it. */
import type { Metrics } from '../../rooms/metrics.ts';
import type { SaleLedger } from '../../rooms/sale-ledger.ts';
import type { Journal } from '../../rooms/journal.ts';
import type { Clock, Log, Shows } from '../../rooms/services.ts';
import type { Endpoint, EndpointId, WebhookStore, Webhooks } from '../../rooms/webhooks.ts';
import { Courier, gone } from './courier.ts';
import type { CourierDeps } from './courier.ts';
import { webhookDesk } from './desk.ts';
import { Endpoints, configuredId } from './endpoints.ts';
import { Intake } from './intake.ts';
import { JournalOutbox, LedgerOutbox } from './outboxes.ts';
import type { ReachOptions } from './reach.ts';
import { waitingAtMost } from './limits.ts';
import type { Sender } from './send.ts';
import { Settler } from './settler.ts';

export interface RelayDeps {
  clock: Clock;
  /** Told of every show; null when none is configured. */
  configured: { url: string; secrets: readonly string[] } | null;
  journal: Pick<Journal, 'events'>;
  ledger: Pick<SaleLedger, 'lines' | 'tail' | 'watch'>;
  log: Log;
  metrics: Pick<Metrics, 'count' | 'set'>;
  /** In `[0, 1)`. */
  random: () => number;
  reach: ReachOptions;
  secretHex: (bytes: number) => string;
  sender: Sender;
  shows: Pick<Shows, 'sale'>;
  store: WebhookStore;
}

/** What waits for an endpoint that is configured no more is given up, and can be tried again once it is back. */
const unconfigured = 'no endpoint is configured any more';
/** The net under all that wakes the relay, and the grain of its waits. */
const pollMs = 1000;

export class WebhookRelay {
  /** What shops and panels may ask. */
  readonly desk: Webhooks;
  readonly #deps: RelayDeps;
  readonly #endpoints: Endpoints;
  readonly #couriers = new Map<EndpointId, Courier>();
  readonly #settler: Settler;
  readonly #ledgerOutbox: LedgerOutbox;
  readonly #ledgerIntake: Intake;
  readonly #journalIntake: Intake;
  readonly #burying = new Map<EndpointId, Promise<void>>();
  readonly #waiting = new Map<EndpointId, number>();
  #polling: Promise<void> | null = null;
  #cancelPoll: (() => void) | null = null;
  #unwatch: (() => void) | null = null;
  #isStopped = false;
  #isAiling = false;

  /** Goes on where the last one left off. Rejects with a `JournalError` when the store cannot be read. */
  static async start(deps: RelayDeps): Promise<WebhookRelay> {
    const { store, configured } = deps;
    const [kept, cursors] = await Promise.all([store.endpoints(), store.cursors()]);
    const relay = new WebhookRelay(deps, {
      endpoints: new Endpoints(store, kept, configured && configuredEndpoint(configured)),
      ledger: new LedgerOutbox(deps.ledger, deps.shows, cursors),
      journal: new JournalOutbox(deps.journal, cursors),
    });
    relay.#begin();
    return relay;
  }

  private constructor(deps: RelayDeps, parts: { endpoints: Endpoints; ledger: LedgerOutbox; journal: JournalOutbox }) {
    const { clock, log, metrics, store } = deps;
    this.#deps = deps;
    this.#endpoints = parts.endpoints;
    this.#settler = new Settler(store, clock, log);
    this.#ledgerOutbox = parts.ledger;
    const intake = {
      clock,
      endpoints: parts.endpoints,
      log,
      metrics,
      store,
      hasRoom: (endpoint: EndpointId, count: number) => (this.#waiting.get(endpoint) ?? 0) + count <= waitingAtMost,
      onTaken: (endpoints: ReadonlyMap<EndpointId, number>) => this.#onTaken(endpoints),
    };
    this.#ledgerIntake = new Intake(parts.ledger, intake);
    this.#journalIntake = new Intake(parts.journal, intake);
    this.desk = webhookDesk({
      clock,
      endpoints: parts.endpoints,
      reach: deps.reach,
      secretHex: deps.secretHex,
      store,
      wake: (id) => this.#courier(id).wake(),
      untilBuried: async (id) => {
        await this.#burying.get(id)?.catch(() => undefined);
      },
    });
  }

  /** Something was committed to the journal that shops may be told. */
  wake(): void {
    if (!this.#isStopped) void this.#journalIntake.run();
  }

  /** What is under way is broken off, and will be attempted again; resolves when nothing more is written. */
  async stop(): Promise<void> {
    if (this.#isStopped) return;
    this.#isStopped = true;
    this.#unwatch?.();
    this.#cancelPoll?.();
    await this.#polling;
    await Promise.all([this.#ledgerIntake.stop(), this.#journalIntake.stop()]);
    await Promise.all([...this.#couriers.values()].map((courier) => courier.stop()));
    await this.#settler.flush();
    this.#deps.sender.close();
  }

  #begin(): void {
    this.#unwatch = this.#deps.ledger.watch((lines) => {
      if (this.#endpoints.isAnybodyTold()) void this.#ledgerIntake.run();
      else this.#ledgerOutbox.passOver(lines);
    });
    this.#poll();
  }

  #poll(): void {
    this.#polling = this.#look().then(() => {
      this.#polling = null;
      if (!this.#isStopped) this.#cancelPoll = this.#deps.clock.after(pollMs, () => this.#poll());
    });
  }

  async #look(): Promise<void> {
    const { log } = this.#deps;
    try {
      await this.#settler.flush();
      await Promise.all([this.#ledgerIntake.run(), this.#journalIntake.run()]);
      await this.#lookAtBacklog();
      this.#isAiling = false;
    } catch (error) {
      if (!this.#isAiling) log.error({ err: error }, 'webhooks cannot be looked after for now');
      this.#isAiling = true;
    }
  }

  async #lookAtBacklog(): Promise<void> {
    const { clock, metrics, store } = this.#deps;
    const [backlog, dead] = await Promise.all([store.backlog(), store.dead()]);
    const now = clock.now();
    this.#waiting.clear();
    for (const { endpoint: id, waiting, dueAt } of backlog) {
      this.#waiting.set(id, waiting);
      const endpoint = this.#endpoints.get(id);
      if (!endpoint) await this.#letGo(id);
      else if (endpoint.stoppedAt !== null) await this.#bury(endpoint);
      else if (dueAt <= now) this.#courier(id).wake();
    }
    const oldestAt = Math.min(now, ...backlog.map((one) => one.oldestAt));
    metrics.set('drumroll_webhook_lag_seconds', (now - oldestAt) / 1000);
    metrics.set('drumroll_webhook_dead_letters', dead);
  }

  #onTaken(taken: ReadonlyMap<EndpointId, number>): void {
    for (const [id, count] of taken) {
      this.#waiting.set(id, (this.#waiting.get(id) ?? 0) + count);
      this.#courier(id).wake();
    }
  }

  /** What could not be written down is written at the next look. */
  #onGone(endpoint: Endpoint): void {
    const stopped = this.#endpoints.stop(endpoint, this.#deps.clock.now());
    this.#deps.log.warn(
      { endpoint: endpoint.id, show: endpoint.show },
      'a webhook endpoint says that it is gone; it was stopped',
    );
    this.#bury(stopped).catch((error: unknown) => {
      this.#deps.log.error({ err: error, endpoint: endpoint.id }, 'a stopped webhook endpoint could not be written down for now');
    });
  }

  #bury(endpoint: Endpoint): Promise<void> {
    const { id } = endpoint;
    const known = this.#burying.get(id);
    if (known) return known;
    const bury = async (): Promise<void> => {
      await this.#endpoints.save(endpoint);
      await this.#deps.store.bury(id, gone);
    };
    const burying = bury().finally(() => this.#burying.delete(id));
    this.#burying.set(id, burying);
    return burying;
  }

  /** A crash has left something of an endpoint that is no more. */
  async #letGo(id: EndpointId): Promise<void> {
    const { store } = this.#deps;
    await (id === configuredId ? store.bury(id, unconfigured) : store.removeEndpoint(id));
  }

  #courier(id: EndpointId): Courier {
    const known = this.#couriers.get(id);
    if (known) return known;
    const { clock, metrics, random, sender, store } = this.#deps;
    const deps: CourierDeps = {
      clock,
      metrics,
      random,
      send: sender.send,
      store,
      endpoints: this.#endpoints,
      settler: this.#settler,
      onGone: (endpoint) => this.#onGone(endpoint),
    };
    const courier = new Courier(id, deps);
    this.#couriers.set(id, courier);
    return courier;
  }
}

function configuredEndpoint({ url, secrets }: NonNullable<RelayDeps['configured']>): Endpoint {
  const signing = secrets.map((secret) => ({ secret, until: null }));
  return { id: configuredId, show: null, url, secrets: signing, events: null, stoppedAt: null };
}
