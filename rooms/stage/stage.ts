/** The authority of one show: takes commands, deadlines and snapshots one after another, commits them, and publishes each tick once. */
import type { ByeReason, Claims, CommandReply, ModeratedLine, PanelState } from '../../shared/protocol/index.ts';
import type { SaleId } from '../../shared/sale/index.ts';
import { isRefusal, refuse } from '../../shared/protocol/index.ts';
import { seededRandom } from '../../shared/game-kit/index.ts';
import { fingerprint } from '../../shared/fingerprint.ts';
import { guarded, report } from '../guard.ts';
import { mayPass } from '../journal-error.ts';
import type { Journal, JournalEntry, SaleFacts, Services, ShowSummary, Snapshot, StageLink } from '../services.ts';
import { auditEntry } from './audit.ts';
import { ChatDigest } from './chat-digest.ts';
import { checkCommand } from './check-command.ts';
import { step } from './core.ts';
import { runningCue, takesInputs } from './core-rounds.ts';
import type { Core, CoreEvent, Effect, Luck, RoundCore, Step } from './core-state.ts';
import { runningRound } from './core-state.ts';
import { Orders } from './orders.ts';
import { Outbox } from './outbox.ts';
import { PhaseClock } from './phase-clock.ts';
import { emptyState, project } from './project.ts';
import { Publisher } from './publisher.ts';
import { resume } from './resume.ts';
import { saleFacts } from './sale-facts.ts';
import { Serial } from './serial.ts';
import { settledEntry } from './settled-entry.ts';
import { Tallies } from './tallies.ts';
import { Ticker } from './ticker.ts';

/** Ticks while inputs are taken, and otherwise. */
const busyTickMs = 50;
const quietTickMs = 100;
/** What could not be written is tried again after this long. */
const retryMs = 250;
/** Heads and likes are sampled: shown more often, they would cost every viewer a patch. */
const sampleMs = 1000;
/** Chat lines that a panel is given when it comes. */
const panelLines = 50;

export class Stage {
  readonly #services: Services;
  readonly #link: StageLink;
  readonly #luck: Luck;
  readonly #tallies: Tallies;
  readonly #chat: ChatDigest;
  readonly #publisher: Publisher;
  readonly #ticker: Ticker;
  readonly #phases: PhaseClock;
  readonly #orders: Orders;
  /** While a job runs there are no ticks and no deadlines; both are looked at when it has ended, before the next one. */
  readonly #serial = new Serial(() => this.#resume());
  readonly #outbox = new Outbox();
  readonly #state = emptyState();
  #core: Core;
  #sampled = { viewers: 0, likes: 0 };
  #tallyMoved = false;
  #audited = 0;
  #cancelSample: (() => void) | null = null;
  #stopped = false;
  #phaseUnwritten = false;
  /** The end of the running phase has been asked for. */
  #ending = false;

  /** Commits the show's new epoch before anything else can happen in it. */
  static async lead(services: Services, stored: Core): Promise<Stage> {
    const { core, receipt } = resume({ ...stored, epoch: stored.epoch + 1 }, services);
    const settled = receipt ? await settledEntry(services, receipt) : {};
    await services.journal.commit({ show: core.show, core, ...settled });
    return new Stage(services, core);
  }

  private constructor(services: Services, core: Core) {
    const { clock, games, metrics, limits } = services;
    this.#services = services;
    this.#core = core;
    this.#luck = { games, random: seededRandom(services.secretHex(32)) };
    this.#tallies = new Tallies(core.shards, core.epoch);
    this.#chat = new ChatDigest(limits.chatLinesPerSecond, clock.monotonic());
    this.#orders = new Orders(games);
    project(core, this.#sampled, { state: this.#state, games });
    this.#publisher = new Publisher(core.epoch, this.#state, metrics);
    this.#ticker = new Ticker(
      clock,
      () => (takesInputs(this.#core, services) ? busyTickMs : quietTickMs),
      () => this.#tick(),
    );
    this.#phases = new PhaseClock(clock, {
      round: () => (this.#serial.busy || this.#stopped ? null : runningRound(this.#core)),
      missing: (round) => this.#tallies.missingFinals(round),
      pull: () => this.#link.pull(),
      end: (missing) => this.#askEnd(missing),
    });
    this.#link = services.wire.lead(core.show, {
      hello: () => this.#publisher.hello(this.#orders.next(this.#core)),
      onSnapshot: (snapshot) => this.#take(snapshot),
      onDirty: () => this.#ticker.touch(),
      onKeyframeWanted: () => {
        this.#publisher.wantKeyframe();
        this.#ticker.touch();
      },
    });
    this.#cueAgain();
    this.#phases.arm();
    this.#armSample();
  }

  /** Whoever joins a show that was resumed needs the cue of the running phase like anybody else. */
  #cueAgain(): void {
    const cue = runningCue(this.#core, this.#services);
    if (!cue) return;
    this.#outbox.cue(cue);
    this.#ticker.touch();
  }

  /** Takes an order; answered once it is durable. The same id gives the same answer. */
  async command(envelope: unknown, by: Claims): Promise<CommandReply> {
    const command = checkCommand(this.#core.show, envelope, by);
    if (isRefusal(command)) return this.#counted('unchecked', { ok: false, ...command });
    const hash = fingerprint([command.name, command.args]);
    return this.#serial.run(async () => {
      const before = this.#core;
      const known = await this.#remembered(command.id);
      if (known === 'unreadable') return this.#counted(command.name, busy());
      if (known) return known.hash === hash ? known.reply : this.#counted(command.name, { ok: false, ...refuse('key-reused') });
      const line = command.name === 'chat.pin' && command.args.line !== null ? this.#chat.line(command.args.line) : null;
      const result = this.#step({ kind: 'command', command, by, line });
      const reply: CommandReply = result.reply ?? { ok: false, ...refuse('internal') };
      const { games, clock } = this.#services;
      const id = `${before.epoch}-${++this.#audited}`;
      const audit = auditEntry({ id, command, games, by, at: clock.now(), reply, before, after: result.core });
      const entry = reply.ok ? { audit, command: { id: command.id, hash, reply } } : { audit };
      const done = await this.#commit(reply.ok ? result : { core: before, effects: [] }, entry);
      if (done.kind === 'unwritten') return this.#counted(command.name, busy());
      if (done.kind === 'unwritable') {
        if (runningRound(before)) await this.#abort(done.error);
        return this.#counted(command.name, { ok: false, ...refuse('internal') });
      }
      this.#outbox.toPanels('panel.audit', audit);
      return this.#counted(command.name, reply);
    });
  }

  sale(id: SaleId): SaleFacts | null {
    return saleFacts(this.#core, id, this.#services.clock.now());
  }

  summary(): ShowSummary {
    const { show: id, title, status, shards, startsAt } = this.#core;
    const round = runningRound(this.#core);
    const running = round ? { id: round.id, game: round.game, phase: round.phase } : null;
    return { id, title, status, shards, viewers: this.#sampled.viewers, startsAt, round: running };
  }

  /** The public state as plain JSON. */
  json(): unknown {
    return this.#state.toJSON();
  }

  panelState(): PanelState {
    const { rundown, muted, banned, rehearsal, winners } = this.#core;
    return { rundown, muted, banned, rehearsal: rehearsal ? { bots: rehearsal.bots } : null, winners, sales: [] };
  }

  /** The newest chat lines with who wrote them, for a panel that has just come. */
  recentChat(): ModeratedLine[] {
    return this.#chat.recent(panelLines);
  }

  isBanned(viewer: string): boolean {
    return this.#core.banned.includes(viewer);
  }

  /** Says goodbye to everybody with the next tick. */
  announce(reason: ByeReason): void {
    this.#outbox.toAll('bye', { reason });
    this.#ticker.touch();
  }

  /** Lets go of the show: nothing is published or written any more. Resolves when what was under way is done. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#ticker.stop();
    this.#phases.stop();
    this.#cancelSample?.();
    await this.#serial.idle();
    this.#link.close();
  }

  /** What an accepted command of this id was answered, if there was one. */
  async #remembered(id: string): Promise<Awaited<ReturnType<Journal['command']>> | 'unreadable'> {
    try {
      return await this.#services.journal.command(this.#core.show, id);
    } catch (error) {
      report(this.#services, 'journal', error);
      return 'unreadable';
    }
  }

  /** One pure step. A game whose code throws ends its own round and nothing else. */
  #step(event: CoreEvent): Step {
    const now = this.#services.clock.now();
    // A command that fails changes nothing; what fails by itself would fail again, so its round must end.
    const fallback = (error: unknown): Step =>
      event.kind === 'command'
        ? { core: this.#core, effects: [], reply: { ok: false, ...refuse('internal') } }
        : step(this.#core, { kind: 'abort', error: String(error) }, now, this.#luck);
    return guarded(this.#services, `core.${event.kind}`, { act: () => step(this.#core, event, now, this.#luck), fallback });
  }

  /** Makes a step durable, then true. When it could not be written, nothing has changed. */
  async #commit(result: Step, entry: Omit<JournalEntry, 'show' | 'core'>): Promise<Commit> {
    const { show } = this.#core;
    try {
      const receipt = result.effects.find((effect) => effect.kind === 'settled')?.receipt;
      const settled = receipt ? await settledEntry(this.#services, receipt) : {};
      const core = result.core === this.#core ? {} : { core: result.core };
      await this.#services.journal.commit({ show, ...core, ...settled, ...entry });
    } catch (error) {
      report(this.#services, 'journal', error);
      return mayPass(error) ? { kind: 'unwritten' } : { kind: 'unwritable', error: String(error) };
    }
    if (!this.#stopped) this.#become(result);
    return { kind: 'written' };
  }

  /** Ends the running round because its code, or what came of it, is no good. */
  #abort(error: string): Promise<Commit> {
    return this.#commit(this.#step({ kind: 'abort', error }), {});
  }

  #become(result: Step): void {
    const panelBefore = JSON.stringify(this.panelState());
    const changed = result.core !== this.#core;
    this.#core = result.core;
    for (const effect of result.effects) this.#ownFault('stage.effect', () => this.#perform(effect));
    if (changed) {
      this.#tallyMoved = true;
      this.#ownFault('game.standing', () => this.#link.order(this.#orders.next(this.#core)));
      if (JSON.stringify(this.panelState()) !== panelBefore) this.#outbox.toPanels('panel.state', this.panelState());
    }
  }

  #resume(): void {
    if (this.#stopped) return;
    this.#ticker.resume();
    if (this.#phaseUnwritten) this.#phases.retry(retryMs);
    else this.#phases.resume();
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
    }
  }

  #take(snapshot: Snapshot): void {
    if (!this.#tallies.take(snapshot)) return;
    this.#tallyMoved = true;
    this.#chat.take(snapshot, this.#services.clock.monotonic());
    if (snapshot.final) this.#phases.check();
  }

  #tick(): 'ticked' | 'not-now' {
    // A step is being committed: its own tick follows, and carries this one's changes too.
    if (this.#serial.busy || this.#stopped) return 'not-now';
    const { metrics, clock, games } = this.#services;
    const startedAt = clock.monotonic();
    this.#link.pull();
    this.#reduce();
    this.#drainChat();
    this.#ownFault('game.view', () => project(this.#core, this.#sampled, { state: this.#state, games }));
    const frame = this.#publisher.frame(this.#outbox);
    if (frame) {
      this.#link.publish(frame);
      metrics.count('drumroll_ticks_total', 1);
    }
    metrics.observe('drumroll_tick_duration_seconds', (clock.monotonic() - startedAt) / 1000);
    this.#phases.check();
    return 'ticked';
  }

  /** Takes what the shards have tallied into the game's state. */
  #reduce(): void {
    const round = runningRound(this.#core);
    if (!this.#tallyMoved || !round || round.phase === 'soon') return;
    this.#tallyMoved = false;
    this.#ownFault('game.reduce', () => {
      const tally = this.#merged(round);
      if (tally !== null) this.#core = step(this.#core, { kind: 'tally', tally }, this.#services.clock.now(), this.#luck).core;
      if (this.#orders.outdated(this.#core)) this.#link.order(this.#orders.next(this.#core));
    });
  }

  /** Runs a game's code outside a step; a fault in it ends its round. */
  #ownFault(where: string, act: () => void): void {
    const fallback = (error: unknown) => void this.#serial.run(() => this.#abort(String(error)));
    guarded(this.#services, where, { act, fallback });
  }

  #merged(round: RoundCore, partial?: 'partial'): unknown {
    const game = this.#services.games[round.game];
    return game ? this.#tallies.merged(round, game, partial) : null;
  }

  #drainChat(): void {
    const digest = this.#chat.drain();
    if (!digest) return;
    this.#outbox.toAll('chat', digest.public);
    if (digest.panel.length > 0) this.#outbox.toPanels('panel.chat', { lines: digest.panel });
    this.#services.metrics.count('drumroll_chat_lines_total', digest.public.lines.length, { outcome: 'shown' });
    this.#services.metrics.count('drumroll_chat_lines_total', digest.public.skipped, { outcome: 'skipped' });
  }

  /** Ends the running phase when it is its turn: commands that were given before go first. */
  #askEnd(missing: readonly number[]): void {
    const round = runningRound(this.#core);
    if (!round || this.#ending) return;
    this.#ending = true;
    void this.#serial.run(() => this.#endPhase(round, missing));
  }

  async #endPhase({ id, step: stepNumber }: RoundCore, missing: readonly number[]): Promise<void> {
    this.#ending = false;
    const round = runningRound(this.#core);
    // A command may have ended the round meanwhile, and begun another.
    if (!round || round.id !== id || round.step !== stepNumber || this.#stopped) return;
    if (missing.length > 0) this.#services.metrics.count('drumroll_missing_finals_total', missing.length);
    const result = this.#stepAtPhaseEnd(round, missing);
    const done = await this.#commit(result, {});
    const after = done.kind === 'unwritable' ? await this.#abort(done.error) : done;
    this.#phaseUnwritten = after.kind === 'unwritten';
  }

  #stepAtPhaseEnd(round: RoundCore, missing: readonly number[]): Step {
    const act = () => {
      const tally = round.phase === 'soon' ? null : this.#merged(round, missing.length > 0 ? 'partial' : undefined);
      return this.#step({ kind: 'phase-end', tally, missing });
    };
    const fallback = (error: unknown) => this.#step({ kind: 'abort', error: String(error) });
    return guarded(this.#services, 'game.merge', { act, fallback });
  }

  #armSample(): void {
    this.#cancelSample = this.#services.clock.after(sampleMs, () => {
      this.#link.pull();
      const sampled = { viewers: this.#tallies.heads(), likes: this.#tallies.likes() };
      const moved = sampled.viewers !== this.#sampled.viewers || sampled.likes !== this.#sampled.likes;
      this.#sampled = sampled;
      if (moved) this.#ticker.touch();
      this.#armSample();
    });
  }

  #counted(command: string, reply: CommandReply): CommandReply {
    const { metrics } = this.#services;
    metrics.count('drumroll_commands_total', 1, { command, outcome: reply.ok ? 'accepted' : 'refused' });
    if (!reply.ok) metrics.count('drumroll_refusals_total', 1, { code: reply.code });
    return reply;
  }
}

/** What became of a write: `unwritten` may work later, `unwritable` never will. */
type Commit = { kind: 'written' } | { kind: 'unwritten' } | { kind: 'unwritable'; error: string };

function busy(): CommandReply {
  return { ok: false, ...refuse('busy', { retryAfterMs: retryMs }) };
}
