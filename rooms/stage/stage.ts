/** The authority of one show: holds its core, has everything that changes it take turns, and publishes each tick once. */
import { refuse } from '../../shared/protocol/index.ts';
import type {
  AuditEntry,
  ByeReason,
  Claims,
  CommandReply,
  GiftReply,
  GiftRequest,
  ModeratedLine,
  PanelState,
  Refusal,
} from '../../shared/protocol/index.ts';
import type { SaleId } from '../../shared/sale/index.ts';
import { guarded } from '../guard.ts';
import type { SaleFacts, Services, ShowSummary } from '../services.ts';
import type { Snapshot, StageLink } from '../stage-wire.ts';
import { ChatDigest } from './chat-digest.ts';
import { CommandDesk } from './command-desk.ts';
import { CoreHolder } from './core-holder.ts';
import { runningCue, takesInputs } from './core-rounds.ts';
import { takesGrabs } from './core-sales.ts';
import type { Core, Effect, Step } from './core-state.ts';
import { runningRound } from './core-state.ts';
import { LedgerHealth } from './ledger-health.ts';
import { loseLedger } from './ledger-loss.ts';
import { Orders } from './orders.ts';
import { Outbox } from './outbox.ts';
import { panelStateOf, saysTheSame } from './panel-state.ts';
import { SaleBoard } from './project-sales.ts';
import { emptyState, project } from './project.ts';
import type { Sampled } from './project.ts';
import { Publisher } from './publisher.ts';
import { resume } from './resume.ts';
import { RoundKeeper } from './round-keeper.ts';
import { saleFacts } from './sale-facts.ts';
import { SaleKeeper } from './sale-keeper.ts';
import { Sampler } from './sampler.ts';
import { Serial } from './serial.ts';
import { settledEntry } from './settled-entry.ts';
import { settledEvents } from './show-events.ts';
import { Ticker } from './ticker.ts';

/** Ticks while viewers can do something, and otherwise. */
const busyTickMs = 50;
const quietTickMs = 100;
/** Chat lines that a panel is given when it comes. */
const panelLines = 50;

export class Stage {
  readonly #services: Services;
  readonly #link: StageLink;
  readonly #holder: CoreHolder;
  readonly #rounds: RoundKeeper;
  readonly #sales: SaleKeeper;
  readonly #ledger = new LedgerHealth(() => this.#tellLedger());
  readonly #desk: CommandDesk;
  readonly #chat: ChatDigest;
  readonly #publisher: Publisher;
  readonly #ticker: Ticker;
  readonly #orders: Orders;
  /** While a job runs there are no ticks and no deadlines; both are looked at when it has ended, before the next one. */
  readonly #serial = new Serial(() => this.#resume());
  readonly #outbox = new Outbox();
  readonly #state = emptyState();
  readonly #board = new SaleBoard();
  readonly #sampler: Sampler;
  #audited = 0;
  #stopped = false;

  /** Commits the show's new epoch before anything else can happen in it. */
  static async lead(services: Services, stored: Core): Promise<Stage> {
    const { core, receipt } = resume({ ...stored, epoch: stored.epoch + 1 }, services);
    const settled = receipt ? { ...(await settledEntry(services, receipt)), events: settledEvents(receipt) } : {};
    await services.journal.commit({ show: core.show, core, ...settled });
    return new Stage(services, core);
  }

  private constructor(services: Services, core: Core) {
    const { clock, games, metrics, limits } = services;
    this.#services = services;
    this.#holder = new CoreHolder(services, core, (result, before) => this.#become(result, before));
    this.#chat = new ChatDigest(limits.chatLinesPerSecond, clock.monotonic());
    this.#orders = new Orders(games);
    this.#sampler = new Sampler(
      clock,
      () => this.#sample(),
      () => this.#ticker.touch(),
    );
    this.#project();
    this.#publisher = new Publisher(core.epoch, this.#state, metrics);
    this.#ticker = new Ticker(
      clock,
      () => (this.#isBusy() ? busyTickMs : quietTickMs),
      () => this.#tick(),
    );
    const [holder, serial] = [this.#holder, this.#serial];
    this.#rounds = new RoundKeeper(services, { holder, serial, pull: () => this.#link.pull() });
    const asking = { ...services, health: this.#ledger };
    this.#sales = new SaleKeeper(asking, core.show, {
      sales: () => holder.core.sales,
      touch: () => this.#ticker.touch(),
      lost: (sale) => this.#loseLedger(sale),
    });
    this.#desk = new CommandDesk(asking, {
      holder,
      serial,
      learn: () => this.#hearLedger(),
      line: (id) => this.#chat.line(id),
      around: () => ({ reaches: () => false, totals: { likes: this.#rounds.tallies.likes(), gifts: 0 } }),
      nextAudit: () => this.#nextAudit(),
      tellPanels: (entry) => this.#outbox.toPanels('panel.audit', entry),
      lost: (sale) => this.#loseLedger(sale),
    });
    this.#link = services.wire.lead(core.show, {
      hello: () => this.#publisher.hello(this.#orders.next(this.#holder.core)),
      onSnapshot: (snapshot) => this.#take(snapshot),
      onDirty: () => this.#ticker.touch(),
      onKeyframeWanted: () => {
        this.#publisher.wantKeyframe();
        this.#ticker.touch();
      },
    });
    this.#cueAgain();
    this.#rounds.begin();
    this.#sales.follow();
    this.#sampler.begin();
  }

  /** Takes an order; answered once it is durable. The same id gives the same answer. */
  command(envelope: unknown, by: Claims): Promise<CommandReply> {
    return this.#desk.take(envelope, by);
  }

  /** Answered once it is durable; see `Shows.gift`. */
  gift(_request: GiftRequest, _service: string): Promise<GiftReply | Refusal> {
    return Promise.resolve(refuse('busy'));
  }

  sale(id: SaleId): SaleFacts | null {
    return saleFacts(this.#holder.core, id, this.#services.clock.now());
  }

  summary(): ShowSummary {
    const { show: id, title, status, shards, startsAt } = this.#holder.core;
    const round = runningRound(this.#holder.core);
    const running = round ? { id: round.id, game: round.game, phase: round.phase } : null;
    return { id, title, status, shards, viewers: this.#sampler.now.viewers, startsAt, round: running };
  }

  /** The public state as plain JSON. */
  json(): unknown {
    return this.#state.toJSON();
  }

  panelState(): PanelState {
    return panelStateOf(this.#holder.core, this.#ledger.now);
  }

  /** The newest chat lines with who wrote them, for a panel that has just come. */
  recentChat(): ModeratedLine[] {
    return this.#chat.recent(panelLines);
  }

  isBanned(viewer: string): boolean {
    return this.#holder.core.banned.includes(viewer);
  }

  /** Sales that were stopped because their ledger is gone. */
  lostLedgers(): number {
    return this.#holder.core.sales.filter(({ stopped }) => stopped === 'ledger-lost').length;
  }

  /** Says goodbye to everybody with the next tick. */
  announce(reason: ByeReason): void {
    this.#outbox.toAll('bye', { reason });
    this.#ticker.touch();
  }

  /** Lets go of the show: nothing is published or written any more. Resolves when what was under way is done. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#holder.stop();
    this.#ticker.stop();
    this.#rounds.stop();
    this.#sales.stop();
    this.#sampler.stop();
    await this.#desk.idle();
    this.#link.close();
  }

  /* -------------------------------------------------------------- the core */

  /** A step is durable: what it asks for happens. */
  #become(result: Step, before: Core): void {
    const { core } = result;
    for (const effect of result.effects) this.#ownFault('stage.effect', () => this.#perform(effect));
    if (core === before) return;
    this.#rounds.moved();
    this.#ownFault('game.standing', () => this.#link.order(this.#orders.next(core)));
    this.#tellPanels(before);
    this.#sales.follow();
  }

  #perform(effect: Effect): void {
    switch (effect.kind) {
      case 'cue':
        return this.#outbox.cue(effect.cue);
      case 'cue-over':
        return this.#outbox.cueOver();
      case 'bye':
        return this.#outbox.toAll('bye', { reason: effect.reason });
      case 'settled': {
        const { game, outcome } = effect.receipt;
        return this.#services.metrics.count('drumroll_rounds_total', 1, { game, outcome });
      }
      // Asked before the commit, and committed with it.
      case 'ledger':
      case 'event':
    }
  }

  /** Takes what the ledger has said into the core. Not while a step is being committed: that would be lost. */
  #hearLedger(): void {
    const heard = this.#sales.drain();
    if (heard.length === 0) return;
    const before = this.#holder.core;
    this.#holder.learn({ kind: 'ledger', heard });
    const { core } = this.#holder;
    if (this.#orders.salesOutdated(core)) this.#link.order(this.#orders.next(core));
    this.#tellPanels(before);
  }

  /** In its turn, like an order. */
  #loseLedger(sale: SaleId): Promise<void> {
    return this.#serial.run(async () => {
      if (this.#stopped) return;
      const entry = await loseLedger(this.#services, this.#holder, { sale, auditId: this.#nextAudit() });
      if (entry) this.#outbox.toPanels('panel.audit', entry);
    });
  }

  #tellPanels(before: Core): void {
    const state = this.panelState();
    if (!saysTheSame(state, panelStateOf(before, this.#ledger.now))) this.#outbox.toPanels('panel.state', state);
  }

  #tellLedger(): void {
    this.#outbox.toPanels('panel.state', this.panelState());
    this.#ticker.touch();
  }

  /** Unique in the show, also after a restart. */
  #nextAudit(): AuditEntry['id'] {
    return `${this.#holder.core.epoch}-${++this.#audited}`;
  }

  /* -------------------------------------------------------------- the tick */

  #isBusy(): boolean {
    const { core } = this.#holder;
    return takesInputs(core, this.#services) || takesGrabs(core, this.#services.clock.now());
  }

  #resume(): void {
    if (this.#stopped) return;
    this.#ticker.resume();
    this.#rounds.resume();
  }

  #tick(): 'ticked' | 'not-now' {
    // A step is being committed: its own tick follows, and carries this one's changes too.
    if (this.#serial.busy || this.#stopped) return 'not-now';
    const { metrics, clock } = this.#services;
    const startedAt = clock.monotonic();
    this.#link.pull();
    this.#ownFault('game.reduce', () => this.#reduce());
    this.#hearLedger();
    this.#drainChat();
    this.#ownFault('game.view', () => this.#project());
    const frame = this.#publisher.frame(this.#outbox);
    if (frame) {
      this.#link.publish(frame);
      metrics.count('drumroll_ticks_total', 1);
    }
    metrics.observe('drumroll_tick_duration_seconds', (clock.monotonic() - startedAt) / 1000);
    this.#rounds.check();
    return 'ticked';
  }

  #reduce(): void {
    this.#rounds.reduce();
    const { core } = this.#holder;
    if (this.#orders.outdated(core)) this.#link.order(this.#orders.next(core));
  }

  #project(): void {
    const { games, clock } = this.#services;
    project(this.#holder.core, this.#sampler.now, { state: this.#state, board: this.#board, games, now: clock.now() });
  }

  #drainChat(): void {
    const digest = this.#chat.drain();
    if (!digest) return;
    this.#outbox.toAll('chat', digest.public);
    if (digest.panel.length > 0) this.#outbox.toPanels('panel.chat', { lines: digest.panel });
    this.#services.metrics.count('drumroll_chat_lines_total', digest.public.lines.length, { outcome: 'shown' });
    this.#services.metrics.count('drumroll_chat_lines_total', digest.public.skipped, { outcome: 'skipped' });
  }

  /** Runs a game's code outside a step; a fault in it ends its round. */
  #ownFault(where: string, act: () => void): void {
    const fallback = (error: unknown) => void this.#serial.run(() => this.#holder.abort(String(error)));
    guarded(this.#services, where, { act, fallback });
  }

  #take(snapshot: Snapshot): void {
    if (!this.#rounds.take(snapshot)) return;
    this.#chat.take(snapshot, this.#services.clock.monotonic());
    if (snapshot.final) this.#rounds.check();
  }

  /** Whoever joins a show that was resumed needs the cue of the running phase like anybody else. */
  #cueAgain(): void {
    const cue = runningCue(this.#holder.core, this.#services);
    if (!cue) return;
    this.#outbox.cue(cue);
    this.#ticker.touch();
  }

  #sample(): Sampled {
    this.#link.pull();
    const { tallies } = this.#rounds;
    return { viewers: tallies.heads(), likes: tallies.likes() };
  }
}
