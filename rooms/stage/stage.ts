/** The authority of one show: takes commands, deadlines and snapshots one after another, commits them, and publishes each tick once. */
import type { AuditEntry, Claims, CommandReply, PanelState } from '../../shared/protocol/index.ts';
import { isRefusal, refuse } from '../../shared/protocol/index.ts';
import { seededRandom } from '../../shared/game-kit/index.ts';
import { fingerprint } from '../../shared/fingerprint.ts';
import type { EdgeOrder, JournalEntry, Services, ShowSummary, StageLink } from '../services.ts';
import { ChatDigest } from './chat-digest.ts';
import { checkCommand } from './check-command.ts';
import { step } from './core.ts';
import { summaryOf } from './core-summary.ts';
import { cueContent } from './core-rounds.ts';
import type { Core, CoreEvent, Effect, Luck, RoundReceipt, Step } from './core-state.ts';
import { runningRound } from './core-state.ts';
import { Outbox } from './outbox.ts';
import { emptyState, project } from './project.ts';
import { Publisher } from './publisher.ts';
import { Serial } from './serial.ts';
import { Tallies } from './tallies.ts';
import { Ticker } from './ticker.ts';

/** Ticks while inputs are taken, and otherwise. */
const busyTickMs = 50;
const quietTickMs = 100;
/** How long the stage waits for the final snapshots of a phase. */
const finalsWithinMs = 1000;
/** A step whose commit failed is tried again after this long. */
const retryMs = 250;

export class Stage {
  readonly #services: Services;
  readonly #link: StageLink;
  readonly #luck: Luck;
  readonly #tallies: Tallies;
  readonly #chat: ChatDigest;
  readonly #publisher: Publisher;
  readonly #ticker: Ticker;
  readonly #serial = new Serial();
  readonly #outbox = new Outbox();
  readonly #state = emptyState();
  #core: Core;
  #orderRev = 0;
  #standing = 'null';
  #sampled = { viewers: 0, likes: 0 };
  #tallyMoved = false;
  #cancelDeadline: (() => void) | null = null;
  #cancelSample: (() => void) | null = null;
  #stopped = false;

  /** Commits the show's new epoch before anything else can happen in it. */
  static async lead(services: Services, stored: Core): Promise<Stage> {
    const core = { ...stored, epoch: stored.epoch + 1 };
    await services.journal.commit({ show: core.show, core });
    return new Stage(services, core);
  }

  private constructor(services: Services, core: Core) {
    const { clock } = services;
    this.#services = services;
    this.#core = core;
    this.#luck = { games: services.games, random: seededRandom(services.secretHex(32)) };
    this.#tallies = new Tallies(core.shards, core.epoch);
    this.#chat = new ChatDigest(services.limits.chatLinesPerSecond, clock.monotonic());
    project(core, this.#sampled, { state: this.#state, games: services.games });
    this.#publisher = new Publisher(core.epoch, this.#state, services.metrics);
    this.#ticker = new Ticker(
      clock,
      () => (runningRound(this.#core) ? busyTickMs : quietTickMs),
      () => this.#tick(),
    );
    this.#link = services.wire.lead(core.show, {
      hello: () => this.#publisher.hello(this.#order()),
      onSnapshot: (snapshot) => {
        if (!this.#tallies.take(snapshot)) return;
        this.#tallyMoved = true;
        this.#chat.take(snapshot, clock.monotonic());
        if (snapshot.final) this.#checkDeadline();
      },
      onDirty: () => this.#ticker.touch(),
      onKeyframeWanted: () => {
        this.#publisher.wantKeyframe();
        this.#ticker.touch();
      },
    });
    this.#link.order(this.#order());
    this.#armDeadline();
    this.#armSample();
  }

  /** Takes an order; answered once it is durable. The same id gives the same answer. */
  async command(envelope: unknown, by: Claims): Promise<CommandReply> {
    const command = checkCommand(this.#core.show, envelope, by);
    if (isRefusal(command)) return this.#refused(command.code, { ok: false, ...command });
    const { show } = this.#core;
    const hash = fingerprint([command.name, command.args]);
    return this.#serial.run(async () => {
      const known = await this.#services.journal.command(show, command.id);
      if (known) return known.hash === hash ? known.reply : { ok: false, ...refuse('key-reused') };
      const line = command.name === 'chat.pin' && command.args.line !== null ? this.#chat.line(command.args.line) : null;
      const before = summaryOf(this.#core);
      const result = this.#step({ kind: 'command', command, by, line });
      const reply: CommandReply = result.reply ?? { ok: false, ...refuse('internal') };
      const audit = this.#auditEntry({ envelope: command, by, reply, before, after: summaryOf(result.core) });
      const accepted = reply.ok ? { command: { id: command.id, hash, reply } } : {};
      if (!(await this.#commit(reply.ok ? result : { core: this.#core, effects: [] }, { ...accepted, audit }))) {
        return this.#refused('busy', { ok: false, ...refuse('busy', { retryAfterMs: retryMs }) });
      }
      this.#outbox.toPanels('panel.audit', audit);
      this.#services.metrics.count('drumroll_commands_total', 1, {
        command: command.name,
        outcome: reply.ok ? 'accepted' : 'refused',
      });
      return reply;
    });
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
    return { rundown, muted, banned, rehearsal: rehearsal ? { bots: rehearsal.bots } : null, winners };
  }

  isBanned(viewer: string): boolean {
    return this.#core.banned.includes(viewer);
  }

  /** Lets go of the show: nothing is published or written any more. Resolves when what was under way is done. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#ticker.stop();
    this.#cancelDeadline?.();
    this.#cancelSample?.();
    await this.#serial.idle();
    this.#link.close();
  }

  /** One pure step; a game whose code throws ends its own round and nothing else. */
  #step(event: CoreEvent): Step {
    const now = this.#services.clock.now();
    try {
      return step(this.#core, event, now, this.#luck);
    } catch (error) {
      this.#services.log.error({ err: error, show: this.#core.show, event: event.kind }, 'a step failed; the round is ended');
      this.#services.metrics.count('drumroll_handler_errors_total', 1, { where: `core.${event.kind}` });
      // A command that fails changes nothing; what fails by itself would fail again, so its round must end.
      if (event.kind === 'command') return { core: this.#core, effects: [], reply: { ok: false, ...refuse('internal') } };
      return step(this.#core, { kind: 'abort', error: String(error) }, now, this.#luck);
    }
  }

  /** Makes a step durable, then true. False when it could not be written: then nothing has changed. */
  async #commit(result: Step, entry: Omit<JournalEntry, 'show' | 'core'>): Promise<boolean> {
    const { show } = this.#core;
    try {
      const receipt = result.effects.find((effect) => effect.kind === 'settled')?.receipt;
      const settled = receipt ? await this.#settledEntry(receipt) : {};
      const core = result.core === this.#core ? {} : { core: result.core };
      await this.#services.journal.commit({ show, ...core, ...settled, ...entry });
    } catch (error) {
      this.#services.log.error({ err: error, show }, 'a step could not be made durable; it was not done');
      this.#services.metrics.count('drumroll_handler_errors_total', 1, { where: 'journal' });
      return false;
    }
    if (this.#stopped) return true;
    this.#become(result);
    return true;
  }

  #become(result: Step): void {
    const changed = result.core !== this.#core;
    const panelBefore = JSON.stringify(this.panelState());
    this.#core = result.core;
    if (!changed && result.effects.length === 0) return this.#ticker.touch();
    for (const effect of result.effects) this.#perform(effect);
    this.#link.order(this.#order());
    this.#tallyMoved = true;
    if (JSON.stringify(this.panelState()) !== panelBefore) this.#outbox.toPanels('panel.state', this.panelState());
    this.#armDeadline();
    this.#ticker.touch();
  }

  #perform(effect: Effect): void {
    switch (effect.kind) {
      case 'cue':
        return this.#outbox.cue(effect.cue);
      case 'cue-over':
        return this.#outbox.cueOver();
      case 'bye':
        return this.#outbox.toAll('bye', { reason: effect.reason });
      case 'settled':
        return this.#services.metrics.count('drumroll_rounds_total', 1, {
          game: effect.receipt.game,
          outcome: effect.receipt.outcome,
        });
    }
  }

  /** The receipt as it is kept: a draw's with the list of its entries, so that a stranger can recompute it. */
  async #settledEntry(receipt: RoundReceipt): Promise<Partial<JournalEntry>> {
    const entered = this.#services.games[receipt.game]?.entered;
    const records = entered ? await this.#services.journal.records(receipt.show, receipt.round) : [];
    const entries = entered
      ? { entries: records.filter(({ record }) => entered((record as { mine: unknown }).mine)).map(({ viewer }) => viewer) }
      : {};
    const at = receipt.endedAt;
    const winners = receipt.rehearsal ? [] : (receipt.result?.winners ?? []);
    const facts = winners.map(({ viewer }) => ({ kind: 'won' as const, viewer, at, what: receipt.game }));
    return { receipt: { kind: 'round', id: String(receipt.round), body: { ...receipt, ...entries } }, facts };
  }

  #tick(): void {
    // A step is being committed: its own tick follows, and carries this one's changes too.
    if (this.#serial.busy || this.#stopped) return;
    const { metrics, clock } = this.#services;
    const startedAt = clock.monotonic();
    this.#link.pull();
    this.#reduce();
    this.#drainChat();
    project(this.#core, this.#sampled, { state: this.#state, games: this.#services.games });
    const frame = this.#publisher.frame(this.#outbox);
    if (frame) {
      this.#link.publish(frame);
      metrics.count('drumroll_ticks_total', 1);
    }
    metrics.observe('drumroll_tick_duration_seconds', (clock.monotonic() - startedAt) / 1000);
    this.#checkDeadline();
  }

  /** Takes what the shards have tallied into the game's state. */
  #reduce(): void {
    const round = runningRound(this.#core);
    const game = round && this.#services.games[round.game];
    if (!this.#tallyMoved || !round || !game || round.phase === 'soon') return;
    this.#tallyMoved = false;
    try {
      const tally = this.#tallies.merged(round, game);
      if (tally !== null) this.#core = step(this.#core, { kind: 'tally', tally }, this.#services.clock.now(), this.#luck).core;
      if (JSON.stringify(this.#standingNow() ?? null) !== this.#standing) this.#link.order(this.#order());
    } catch (error) {
      this.#fail(error);
    }
  }

  #drainChat(): void {
    const digest = this.#chat.drain();
    if (!digest) return;
    this.#outbox.toAll('chat', digest.public);
    if (digest.panel.length > 0) this.#outbox.toPanels('panel.chat', { lines: digest.panel });
    this.#services.metrics.count('drumroll_chat_lines_total', digest.public.lines.length, { outcome: 'shown' });
    this.#services.metrics.count('drumroll_chat_lines_total', digest.public.skipped, { outcome: 'skipped' });
  }

  /** The game's code failed outside a step. */
  #fail(error: unknown): void {
    this.#services.log.error({ err: error, show: this.#core.show }, 'a game failed; its round is ended');
    this.#services.metrics.count('drumroll_handler_errors_total', 1, { where: 'game' });
    void this.#serial.run(() => this.#commit(this.#step({ kind: 'abort', error: String(error) }), {}));
  }

  #armDeadline(): void {
    this.#cancelDeadline?.();
    this.#cancelDeadline = null;
    const round = runningRound(this.#core);
    if (!round) return;
    const now = this.#services.clock.now();
    const dueIn = now < round.endsAt ? round.endsAt - now : round.endsAt + finalsWithinMs - now;
    this.#cancelDeadline = this.#services.clock.after(Math.max(dueIn, 1), () => {
      this.#link.pull();
      this.#checkDeadline();
      this.#armDeadline();
    });
  }

  /** Ends the phase once its time is up and all shards have said their last word, or had a second to. */
  #checkDeadline(): void {
    const round = runningRound(this.#core);
    const now = this.#services.clock.now();
    if (!round || this.#serial.busy || this.#stopped || now < round.endsAt) return;
    const missing = round.phase === 'soon' ? [] : this.#tallies.missingFinals(round);
    if (missing.length > 0 && now < round.endsAt + finalsWithinMs) return;
    if (missing.length > 0) this.#services.metrics.count('drumroll_missing_finals_total', missing.length);
    void this.#serial.run(() => this.#endPhase(missing));
  }

  async #endPhase(missing: readonly number[]): Promise<void> {
    const round = runningRound(this.#core);
    const game = round && this.#services.games[round.game];
    if (!round || this.#stopped) return;
    const partial = missing.length > 0 ? 'partial' : undefined;
    const tally = game && round.phase !== 'soon' ? this.#mergedOrNull(partial) : null;
    const done = await this.#commit(this.#step({ kind: 'phase-end', tally, missing }), {});
    if (!done && !this.#stopped) this.#cancelDeadline = this.#services.clock.after(retryMs, () => this.#checkDeadline());
  }

  #mergedOrNull(partial: 'partial' | undefined): unknown {
    const round = runningRound(this.#core)!;
    try {
      return this.#tallies.merged(round, this.#services.games[round.game]!, partial);
    } catch (error) {
      // The step that follows reduces nothing; the failure itself is what matters.
      this.#services.log.error({ err: error, show: this.#core.show }, 'a game could not merge its tallies');
      return null;
    }
  }

  /** Heads and likes are sampled once a second: shown more often they would cost every viewer a patch. */
  #armSample(): void {
    this.#cancelSample = this.#services.clock.after(1000, () => {
      this.#link.pull();
      const sampled = { viewers: this.#tallies.heads(), likes: this.#tallies.likes() };
      const moved = sampled.viewers !== this.#sampled.viewers || sampled.likes !== this.#sampled.likes;
      this.#sampled = sampled;
      if (moved) this.#ticker.touch();
      this.#armSample();
    });
  }

  #order(): EdgeOrder {
    const { epoch, status, muted, banned, rehearsal } = this.#core;
    const round = runningRound(this.#core);
    const standing = this.#standingNow();
    this.#standing = JSON.stringify(standing ?? null);
    const edgeSettings = round && this.#services.games[round.game]?.edgeSettings;
    const phase = round && {
      round: round.id,
      step: round.step,
      game: round.game,
      settings: edgeSettings ? edgeSettings(round.settings) : round.settings,
      phase: round.phase,
      startsAt: round.startsAt,
      endsAt: round.endsAt,
      cue: cueContent(this.#core, this.#luck),
      standing,
      rehearsal: round.rehearsal,
    };
    return { epoch, rev: ++this.#orderRev, status, muted, banned, bots: rehearsal?.bots ?? 0, phase };
  }

  #standingNow(): unknown {
    const round = runningRound(this.#core);
    const game = round && this.#services.games[round.game];
    return round && round.phase !== 'soon' ? game?.standing?.(round.state, round.phase) : undefined;
  }

  #auditEntry(what: {
    envelope: { id: string; name: string; args: unknown };
    by: Claims;
    reply: CommandReply;
    before: unknown;
    after: unknown;
  }): AuditEntry {
    const { envelope, by, reply, before, after } = what;
    const code = reply.ok ? {} : { code: reply.code };
    const outcome = reply.ok ? 'accepted' : 'refused';
    const { id, name: command, args } = envelope;
    return { id, at: this.#services.clock.now(), by: by.sub, role: by.role, command, args, outcome, ...code, before, after };
  }

  #refused(code: string, reply: CommandReply): CommandReply {
    this.#services.metrics.count('drumroll_refusals_total', 1, { code });
    return reply;
  }
}
