/** Works off what waits for one endpoint: a few attempts at a time, never two of the same subject. */
import type { Clock } from '../../rooms/services.ts';
import type { Metrics } from '../../rooms/metrics.ts';
import type { Delivery, Endpoint, EndpointId, Outcome, WebhookStore } from '../../rooms/webhooks.ts';
import type { Endpoints } from './endpoints.ts';
import { retryAt } from './schedule.ts';
import type { Send } from './send.ts';
import type { Settler } from './settler.ts';
import { signedHeaders } from './sign.ts';
import { verdictOn } from './verdict.ts';
import type { Verdict } from './verdict.ts';

export interface CourierDeps {
  clock: Clock;
  endpoints: Endpoints;
  metrics: Pick<Metrics, 'count'>;
  /** In `[0, 1)`. */
  random: () => number;
  send: Send;
  settler: Settler;
  store: Pick<WebhookStore, 'due'>;
  /** The endpoint says that it is no more. */
  onGone: (endpoint: Endpoint) => void;
}

/** Attempts under way at once. */
const attemptsAtOnce = 8;
/** How many are read ahead. */
const pageSize = 32;
/** A page at most this often, 200 attempts a second: a rush of grabs needs the processor more than its shop needs to hurry. */
const pageMs = 160;
/** An attempt that takes longer has failed. */
const attemptMs = 5000;

export class Courier {
  readonly #deps: CourierDeps;
  readonly #id: EndpointId;
  /** Read, and not yet attempted. */
  #ahead: Delivery[] = [];
  /** All that were read and of which it is not written down yet what became of them. */
  readonly #inHand = new Set<number>();
  readonly #underWay = new Map<AbortController, Promise<void>>();
  #fetching: Promise<void> | null = null;
  #isAskedAgain = false;
  #pausedUntil = 0;
  #nextPageAtMs = 0;
  #cancelPage: (() => void) | null = null;
  #isStopped = false;

  constructor(id: EndpointId, deps: CourierDeps) {
    this.#id = id;
    this.#deps = deps;
  }

  /** Attempts what is due. */
  wake(): void {
    this.#isAskedAgain = true;
    this.#work();
  }

  /** Breaks off what is under way: it will be attempted again. Resolves once nothing is. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#ahead = [];
    this.#cancelPage?.();
    for (const attempt of this.#underWay.keys()) attempt.abort();
    await Promise.all([this.#fetching, ...this.#underWay.values()]);
  }

  #work(): void {
    const { clock, endpoints, settler } = this.#deps;
    const endpoint = endpoints.get(this.#id);
    if (this.#isStopped || settler.isStuck || clock.now() < this.#pausedUntil) return;
    if (!endpoint || endpoint.stoppedAt !== null) return this.#letGo();
    while (this.#underWay.size < attemptsAtOnce) {
      const delivery = this.#ahead.shift();
      if (!delivery) break;
      this.#begin(delivery, endpoint);
    }
    if (this.#ahead.length === 0 && this.#isAskedAgain && this.#underWay.size < attemptsAtOnce) this.#fetch();
  }

  #fetch(): void {
    if (this.#fetching || this.#cancelPage) return;
    const waitMs = this.#nextPageAtMs - this.#deps.clock.monotonic();
    if (waitMs > 0) return this.#fetchAfter(waitMs);
    this.#isAskedAgain = false;
    this.#fetching = this.#read().then(
      (hasMore) => {
        this.#fetching = null;
        this.#isAskedAgain ||= hasMore;
        this.#work();
      },
      // The store has said so itself; the next wake asks again.
      () => {
        this.#fetching = null;
      },
    );
  }

  #fetchAfter(waitMs: number): void {
    this.#cancelPage = this.#deps.clock.after(waitMs, () => {
      this.#cancelPage = null;
      this.#work();
    });
  }

  /** Whether there may be more. */
  async #read(): Promise<boolean> {
    const { clock, store } = this.#deps;
    const limit = pageSize + this.#inHand.size;
    const found = await store.due(this.#id, { now: clock.now(), limit });
    if (this.#isStopped) return false;
    const fresh = found.filter(({ id }) => !this.#inHand.has(id));
    for (const { id } of fresh) this.#inHand.add(id);
    this.#ahead.push(...fresh);
    // What trickles in need not wait; what floods in must.
    if (fresh.length >= pageSize) this.#nextPageAtMs = clock.monotonic() + pageMs;
    return fresh.length > 0;
  }

  #begin(delivery: Delivery, endpoint: Endpoint): void {
    const controller = new AbortController();
    const done = this.#attempt(delivery, endpoint, controller).finally(() => {
      this.#underWay.delete(controller);
      this.#work();
    });
    this.#underWay.set(controller, done);
  }

  async #attempt(delivery: Delivery, endpoint: Endpoint, controller: AbortController): Promise<void> {
    const { clock, send } = this.#deps;
    const { url, secrets } = endpoint;
    const { message, body } = delivery;
    const headers = signedHeaders({ message, body, secrets, now: clock.now() });
    const cancel = clock.after(attemptMs, () => controller.abort());
    const answered = await send({ url, headers, body }, controller.signal);
    cancel();
    const said = verdictOn(answered);
    // Another address has taken its place meanwhile: that one is not gone.
    const isReplaced = said.kind === 'gone' && this.#deps.endpoints.get(this.#id) !== endpoint;
    const verdict: Verdict = isReplaced ? { kind: 'failed', error: gone, retryAfterMs: null } : said;
    // Broken off by our own stop: nobody knows whether it arrived.
    if (this.#isStopped && verdict.kind === 'failed') return;
    const outcome = this.#outcomeOf(delivery, verdict);
    this.#count(delivery, outcome);
    const written = this.#deps.settler.settle(outcome).then(() => {
      this.#inHand.delete(delivery.id);
      // Whatever waited behind it may go now.
      this.wake();
    });
    void written;
    if (outcome.kind === 'dead' && verdict.kind === 'gone') this.#deps.onGone(endpoint);
  }

  #outcomeOf({ id, attempts }: Delivery, verdict: Verdict): Outcome {
    const { clock, random } = this.#deps;
    switch (verdict.kind) {
      case 'delivered':
        return { kind: 'delivered', id };
      case 'gone':
        return { kind: 'dead', id, error: gone };
      case 'failed': {
        const { error, retryAfterMs } = verdict;
        const now = clock.now();
        if (retryAfterMs !== null) this.#pausedUntil = Math.max(this.#pausedUntil, now + Math.min(retryAfterMs, pauseAtMostMs));
        const at = retryAt(attempts + 1, { now, random: random(), retryAfterMs });
        return at === null ? { kind: 'dead', id, error } : { kind: 'failed', id, error, retryAt: at };
      }
    }
  }

  #count({ event }: Delivery, { kind }: Outcome): void {
    this.#deps.metrics.count('drumroll_webhook_deliveries_total', 1, { event, outcome: kind });
  }

  #letGo(): void {
    for (const { id } of this.#ahead) this.#inHand.delete(id);
    this.#ahead = [];
  }
}

export const gone = 'HTTP 410, gone';
/** What a shop asks for holds back everything for it for as long as this. */
const pauseAtMostMs = 3600_000;
