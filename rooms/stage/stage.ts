/** The authority of one show: holds its core, has everything that changes it take turns, and publishes each tick once. */
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
import { Contests } from './contests.ts';
import { CoreHolder } from './core-holder.ts';
import { runningCue } from './core-rounds.ts';
import type { Step } from './core-events.ts';
import type { Core } from './core-state.ts';
import { perform } from './effects.ts';
import { keptGiftPoints } from './gift-writer.ts';
import { LedgerEar } from './ledger-ear.ts';
import { LedgerHealth } from './ledger-health.ts';
import { Orders } from './orders.ts';
import { PanelNews } from './panel-news.ts';
import { Pulse } from './pulse.ts';
import { resume } from './resume.ts';
import { RoundKeeper } from './round-keeper.ts';
import { saleFacts } from './sale-facts.ts';
import { Screen } from './screen.ts';
import { Serial } from './serial.ts';
import { settledEntry } from './settled-entry.ts';
import { showSummary } from './show-summary.ts';

/** Chat lines that a panel is given when it comes. */
const panelLines = 50;

export class Stage {
  readonly #services: Services;
  readonly #link: StageLink;
  readonly #holder: CoreHolder;
  readonly #rounds: RoundKeeper;
  readonly #contests: Contests;
  readonly #ledger: LedgerEar;
  readonly #desk: CommandDesk;
  readonly #screen: Screen;
  readonly #panels: PanelNews;
  readonly #pulse: Pulse;
  readonly #orders: Orders;
  /** While a job runs there are no ticks and no deadlines; both are looked at when it has ended, before the next one. */
  readonly #serial = new Serial(() => this.#resume());
  #stopped = false;

  /** Commits the show's new epoch before anything else can happen in it. */
  static async lead(services: Services, stored: Core): Promise<Stage> {
    const { core, effects } = resume({ ...stored, epoch: stored.epoch + 1 }, services);
    await services.journal.commit({ show: core.show, core, ...(await settledEntry(services, effects)) });
    return new Stage(services, core, await keptGiftPoints(services.journal, core.show));
  }

  private constructor(services: Services, core: Core, giftPoints: number) {
    const { clock, games } = services;
    const touch = () => this.#pulse.touch();
    this.#services = services;
    this.#holder = new CoreHolder(services, core, {
      onBecome: (result, before) => this.#become(result, before),
      unordered: (result, before) => this.#panels.unordered(before, result.core, clock.now()),
      onLogged: (entry) => this.#panels.tellEntry(entry),
    });
    this.#orders = new Orders(games);
    this.#screen = new Screen(services, core);
    const [holder, serial] = [this.#holder, this.#serial];
    const pull = () => this.#link.pull();
    this.#rounds = new RoundKeeper(services, { holder, serial, pull });
    this.#contests = new Contests(services, {
      holder,
      serial,
      giftPoints,
      pull,
      touch,
      command: (envelope, by) => this.command(envelope, by),
      likes: () => this.#rounds.tallies.likes(),
    });
    const health = new LedgerHealth(() => {
      this.#panels.tell();
      touch();
    });
    this.#panels = new PanelNews({ holder, outbox: this.#screen.outbox, ledger: health });
    const asking = { ...services, health };
    this.#ledger = new LedgerEar(asking, { holder, serial, panels: this.#panels, touch, learnt: () => this.#learntSales() });
    this.#pulse = new Pulse(services, {
      holder,
      pull,
      screen: this.#screen,
      rounds: this.#rounds,
      contests: this.#contests,
      ledger: this.#ledger,
      isBusy: () => serial.busy || this.#stopped,
      publish: (frame) => this.#link.publish(frame),
      orderIfOutdated: () => this.#orderIfOutdated(),
      ownFault: (where, act) => this.#ownFault(where, act),
    });
    this.#desk = new CommandDesk(asking, {
      holder,
      serial,
      panels: this.#panels,
      learn: () => this.#learn(),
      line: (id) => this.#screen.chat.line(id),
      around: () => this.#contests.around(),
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
    this.#contests.begin();
    this.#ledger.follow();
    this.#pulse.begin();
  }

  /** Takes an order; answered once it is durable. The same id gives the same answer. */
  command(envelope: unknown, by: Claims): Promise<CommandReply> {
    return this.#desk.take(envelope, by);
  }

  /** Answered once it is durable; see `Shows.gift`. */
  gift(request: GiftRequest, service: string): Promise<GiftReply | Refusal> {
    return this.#contests.gift(request, service);
  }

  sale(id: SaleId): SaleFacts | null {
    return saleFacts(this.#holder.core, id, this.#services.clock.now());
  }

  summary(): ShowSummary {
    return showSummary(this.#holder.core, this.#pulse.sampled.viewers);
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
    this.#pulse.touch();
  }

  /** Lets go of the show: nothing is published or written any more. Resolves when what was under way is done. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#holder.stop();
    this.#pulse.stop();
    this.#rounds.stop();
    this.#ledger.stop();
    await this.#contests.stop();
    await this.#desk.idle();
    this.#link.close();
  }

  /* -------------------------------------------------------------- the core */

  /** A step is durable: what it asks for happens. */
  #become(result: Step, before: Core): void {
    const { core } = result;
    const show = { outbox: this.#screen.outbox, metrics: this.#services.metrics, contests: this.#contests, before };
    for (const effect of result.effects) this.#ownFault('stage.effect', () => perform(effect, show));
    if (core === before) return;
    this.#rounds.moved();
    this.#contests.moved();
    this.#ownFault('game.standing', () => this.#order());
    this.#panels.tell();
    this.#ledger.follow();
  }

  #order(): void {
    this.#link.order(this.#orders.next(this.#holder.core));
  }

  /** An order finds the show as it is: with what the ledger has said, and what was counted. */
  #learn(): void {
    this.#contests.reduce();
    this.#ledger.hear();
  }

  /** What the ledger has said of the sales is in the core. */
  #learntSales(): void {
    if (this.#orders.salesOutdated(this.#holder.core)) this.#order();
    this.#panels.tell();
  }

  #orderIfOutdated(): void {
    if (this.#orders.outdated(this.#holder.core)) this.#order();
  }

  /* ------------------------------------------------------------- its parts */

  #resume(): void {
    if (this.#stopped) return;
    this.#pulse.resume();
    this.#rounds.resume();
    this.#contests.resume();
  }

  /** Runs a game's code outside a step; a fault in it ends its round. */
  #ownFault(where: string, act: () => void): void {
    const fallback = (error: unknown) => void this.#serial.run(() => this.#holder.abort(String(error)));
    guarded(this.#services, where, { act, fallback });
  }

  #take(snapshot: Snapshot): void {
    if (!this.#rounds.take(snapshot)) return;
    this.#screen.chat.take(snapshot, this.#services.clock.monotonic());
    this.#contests.take(snapshot);
    if (snapshot.final) this.#rounds.check();
  }

  /** Whoever joins a show that was resumed needs the cue of the running phase like anybody else. */
  #cueAgain(): void {
    const cue = runningCue(this.#holder.core, this.#services);
    if (!cue) return;
    this.#screen.outbox.cue(cue);
    this.#pulse.touch();
  }
}
