/** The shows of this process: brings each one's stage and crowd to life, and answers for them without any room. */
import { shardsFor } from '../../shared/ids.ts';
import type { ShowId } from '../../shared/ids.ts';
import { refuse } from '../../shared/protocol/index.ts';
import type { ByeReason, Claims, CommandReply, GiftReply, GiftRequest, Refusal } from '../../shared/protocol/index.ts';
import type { SaleId } from '../../shared/sale/index.ts';
import { showIdSchema } from '../../shared/protocol/index.ts';
import { Crowd } from '../crowd/crowd.ts';
import { OwnQueue } from '../crowd/own-queue.ts';
import { report } from '../guard.ts';
import type { Host, Hosts } from '../hosts.ts';
import { JournalError } from '../journal-error.ts';
import type { NewShow, SaleFacts, Services, Shows, ShowSummary } from '../services.ts';
import { newCore } from './core-state.ts';
import type { Core } from './core-state.ts';
import { Stage } from './stage.ts';
import { readCore } from './stored-core.ts';

export class LocalShows implements Shows, Hosts {
  readonly #services: Services;
  /** One for the whole process: what is told to single viewers is spread over all shows. */
  readonly #own: OwnQueue;
  readonly #hosts = new Map<ShowId, Host>();
  readonly #opening = new Set<ShowId>();

  /** Resumes every show of the journal: rounds that ran go on. */
  static async open(services: Services): Promise<LocalShows> {
    const shows = new LocalShows(services);
    for (const { core } of await services.journal.shows()) await shows.#host(readCore(core));
    return shows;
  }

  private constructor(services: Services) {
    this.#services = services;
    this.#own = new OwnQueue(services.clock);
  }

  get(show: ShowId): Host | null {
    return this.#hosts.get(show) ?? null;
  }

  summary(show: ShowId): ShowSummary | null {
    return this.#hosts.get(show)?.stage.summary() ?? null;
  }

  list(): ShowSummary[] {
    return [...this.#hosts.values()].map(({ stage }) => stage.summary());
  }

  /** Makes a show, durable before the answer. Refused: `bad-request`, `show/exists`, `busy`. */
  async create(request: NewShow & { status?: 'scheduled' | 'live' }): Promise<ShowSummary | Refusal> {
    const id = request.id ?? `show-${this.#services.secretHex(4)}`;
    if (!showIdSchema.safeParse(id).success)
      return refuse('bad-request', { detail: 'id: lower-case letters, digits and dashes' });
    if (this.#hosts.has(id) || this.#opening.has(id)) return refuse('show/exists');
    const { title, locale = 'en', startsAt = 0, expectedViewers = 1000, status = 'scheduled' } = request;
    const now = this.#services.clock.now();
    this.#opening.add(id);
    try {
      const host = await this.#host(newCore({ id, title, locale, status, shards: shardsFor(expectedViewers), startsAt, now }));
      return host.stage.summary();
    } catch (error) {
      if (!(error instanceof JournalError)) throw error;
      report(this.#services, 'journal', error);
      return refuse('busy');
    } finally {
      this.#opening.delete(id);
    }
  }

  async command(show: ShowId, envelope: unknown, by: Claims): Promise<CommandReply> {
    const host = this.#hosts.get(show);
    return host ? host.stage.command(envelope, by) : { ok: false, ...refuse('show/unknown') };
  }

  state(show: ShowId): { state: unknown; panel: unknown } | null {
    const host = this.#hosts.get(show);
    return host ? { state: host.stage.json(), panel: host.stage.panelState() } : null;
  }

  sale(show: ShowId, sale: SaleId): SaleFacts | null {
    return this.#hosts.get(show)?.stage.sale(sale) ?? null;
  }

  async gift(show: ShowId, request: GiftRequest, service: string): Promise<GiftReply | Refusal> {
    return this.#hosts.get(show)?.stage.gift(request, service) ?? refuse('show/unknown');
  }

  heads(): number {
    let heads = 0;
    for (const { crowd } of this.#hosts.values()) heads += crowd.heads();
    return heads;
  }

  /** Sales of all shows that were stopped because their ledger is gone. */
  lostLedgers(): number {
    let lost = 0;
    for (const { stage } of this.#hosts.values()) lost += stage.lostLedgers();
    return lost;
  }

  /** Forgets what was only kept for viewers who might come back; call it every few minutes. */
  prune(): void {
    for (const { crowd } of this.#hosts.values()) crowd.prune();
  }

  /** Says goodbye to everybody in every show. */
  announce(reason: ByeReason): void {
    for (const { stage } of this.#hosts.values()) stage.announce(reason);
  }

  /** Lets go of every show; what was accepted is durable when this resolves. */
  async stop(): Promise<void> {
    for (const { stage, crowd } of this.#hosts.values()) {
      await stage.stop();
      await crowd.stop();
    }
    this.#hosts.clear();
  }

  async #host(core: Core): Promise<Host> {
    const stage = await Stage.lead(this.#services, core);
    const crowd = new Crowd(this.#services, { show: core.show, shards: core.shards, own: this.#own });
    const host = { stage, crowd, shards: core.shards };
    this.#hosts.set(core.show, host);
    return host;
  }
}
