/** The authority of one show: holds its core, has everything that changes it take turns, and publishes each tick once. */
import { refuse } from '../../shared/protocol/index.ts';
import type {
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
import { CommandDesk } from './command-desk.ts';
import { CoreHolder } from './core-holder.ts';
import { runningCue, takesInputs } from './core-rounds.ts';
import { takesGrabs } from './core-sales.ts';
import type { Core, Effect, Step } from './core-state.ts';
import { runningRound } from './core-state.ts';
import { LedgerEar } from './ledger-ear.ts';
import { Orders } from './orders.ts';
import { PanelNews } from './panel-news.ts';
import type { Sampled } from './project.ts';
import { resume } from './resume.ts';
import { RoundKeeper } from './round-keeper.ts';
import { saleFacts } from './sale-facts.ts';
import { Sampler } from './sampler.ts';
import { Screen } from './screen.ts';
import { Serial } from './serial.ts';
import { settledEntry } from './settled-entry.ts';
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
  readonly #ledger: LedgerEar;
  readonly #desk: CommandDesk;
  readonly #screen: Screen;
  readonly #panels: PanelNews;
  readonly #ticker: Ticker;
  readonly #orders: Orders;
  /** While a job runs there are no ticks and no deadlines; both are looked at when it has ended, before the next one. */
  readonly #serial = new Serial(() => this.#resume());
  readonly #sampler: Sampler;
  #stopped = false;

  /** Commits the show's new epoch before anything else can happen in it. */
  static async lead(services: Services, stored: Core): Promise<Stage> {
    const { core, effects } = resume({ ...stored, epoch: stored.epoch + 1 }, services);
    await services.journal.commit({ show: core.show, core, ...(await settledEntry(services, effects)) });
    return new Stage(services, core);
  }

  private constructor(services: Services, core: Core) {
    const { clock, games } = services;
    const touch = () => this.#ticker.touch();
    this.#services = services;
    this.#holder = new CoreHolder(services, core, (result, before) => this.#become(result, before));
    this.#orders = new Orders(games);
    this.#sampler = new Sampler(clock, () => this.#sample(), touch);
    this.#screen = new Screen(services, core, this.#sampler.now);
    this.#ticker = new Ticker(
      clock,
      () => (this.#isBusy() ? busyTickMs : quietTickMs),
      () => this.#tick(),
    );
    const [holder, serial] = [this.#holder, this.#serial];
    this.#rounds = new RoundKeeper(services, { holder, serial, pull: () => this.#link.pull() });
    this.#ledger = new LedgerEar(services, {
      holder,
      serial,
      touch,
      learnt: () => this.#learntSales(),
      healthChanged: () => {
        this.#panels.tell();
        touch();
      },
      nextAudit: () => this.#panels.nextEntry(),
      tellPanels: (entry) => this.#panels.tellEntry(entry),
    });
    this.#panels = new PanelNews({ holder, outbox: this.#screen.outbox, ledger: this.#ledger.health });
    this.#desk = new CommandDesk(this.#ledger.asking, {
      holder,
      serial,
      learn: () => this.#ledger.hear(),
      line: (id) => this.#screen.chat.line(id),
      around: () => ({ reaches: () => false, totals: { likes: this.#rounds.tallies.likes(), gifts: 0 } }),
      nextAudit: () => this.#panels.nextEntry(),
      tellPanels: (entry) => this.#panels.tellEntry(entry),
      lost: (sale) => this.#ledger.lose(sale),
    });
    this.#link = services.wire.lead(core.show, {
      hello: () => this.#screen.hello(this.#orders.next(this.#holder.core)),
      onSnapshot: (snapshot) => this.#take(snapshot),
      onDirty: touch,
      onKeyframeWanted: () => {
        this.#screen.wantKeyframe();
        touch();
      },
    });
    this.#cueAgain();
    this.#rounds.begin();
    this.#ledger.follow();
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
    return this.#screen.json();
  }

  panelState(): PanelState {
    return this.#panels.state();
  }

  /** The newest chat lines with who wrote them, for a panel that has just come. */
  recentChat(): ModeratedLine[] {
    return this.#screen.chat.recent(panelLines);
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
    this.#screen.outbox.toAll('bye', { reason });
    this.#ticker.touch();
  }

  /** Lets go of the show: nothing is published or written any more. Resolves when what was under way is done. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#holder.stop();
    this.#ticker.stop();
    this.#rounds.stop();
    this.#ledger.stop();
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
    this.#ownFault('game.standing', () => this.#order());
    this.#panels.tell();
    this.#ledger.follow();
  }

  #perform(effect: Effect): void {
    const { outbox } = this.#screen;
    switch (effect.kind) {
      case 'cue':
        return outbox.cue(effect.cue);
      case 'cue-over':
        return outbox.cueOver();
      case 'bye':
        return outbox.toAll('bye', { reason: effect.reason });
      case 'settled': {
        const { game, outcome } = effect.receipt;
        return this.#services.metrics.count('drumroll_rounds_total', 1, { game, outcome });
      }
      // Asked before the commit, and committed with it.
      case 'ledger':
      case 'contest-settled':
      case 'event':
    }
  }

  #order(): void {
    this.#link.order(this.#orders.next(this.#holder.core));
  }

  /** What the ledger has said of the sales is in the core. */
  #learntSales(): void {
    if (this.#orders.salesOutdated(this.#holder.core)) this.#order();
    this.#panels.tell();
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
    this.#ledger.hear();
    this.#ownFault('game.view', () => this.#screen.project(this.#holder.core, this.#sampler.now));
    const frame = this.#screen.frame();
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
    if (this.#orders.outdated(this.#holder.core)) this.#order();
  }

  /** Runs a game's code outside a step; a fault in it ends its round. */
  #ownFault(where: string, act: () => void): void {
    const fallback = (error: unknown) => void this.#serial.run(() => this.#holder.abort(String(error)));
    guarded(this.#services, where, { act, fallback });
  }

  #take(snapshot: Snapshot): void {
    if (!this.#rounds.take(snapshot)) return;
    this.#screen.chat.take(snapshot, this.#services.clock.monotonic());
    if (snapshot.final) this.#rounds.check();
  }

  /** Whoever joins a show that was resumed needs the cue of the running phase like anybody else. */
  #cueAgain(): void {
    const cue = runningCue(this.#holder.core, this.#services);
    if (!cue) return;
    this.#screen.outbox.cue(cue);
    this.#ticker.touch();
  }

  #sample(): Sampled {
    this.#link.pull();
    const { tallies } = this.#rounds;
    return { viewers: tallies.heads(), likes: tallies.likes() };
  }
}
