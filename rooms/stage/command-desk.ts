/** Takes the orders of one show: checks each, asks the ledger what it needs, and answers once the effect is durable. */
import { fingerprint } from '../../shared/fingerprint.ts';
import type { Claims, Command, CommandReply } from '../../shared/protocol/index.ts';
import { isRefusal, refuse } from '../../shared/protocol/index.ts';
import type { SaleId } from '../../shared/sale/index.ts';
import { report } from '../guard.ts';
import type { Journal } from '../journal.ts';
import type { Services } from '../services.ts';
import type { Asking } from './ask-ledger.ts';
import { auditEntry } from './audit.ts';
import { checkCommand } from './check-command.ts';
import { mayAskLedger } from './core-commands.ts';
import type { CoreHolder } from './core-holder.ts';
import type { Around, PinnableLine, Step } from './core-events.ts';
import type { SaleCore } from './core-state.ts';
import { runningRound } from './core-state.ts';
import { LedgerAnswers } from './ledger-answers.ts';
import { Line } from './line.ts';
import type { PanelNews } from './panel-news.ts';
import type { Serial } from './serial.ts';

/** What could not be written may be ordered again after this long. */
const retryMs = 250;
/** How often an order is looked at anew because the show has changed while the ledger was asked. */
const mostTurns = 5;

interface Show {
  holder: CoreHolder;
  /** Where every job that changes the core has its turn. */
  serial: Serial;
  panels: PanelNews;
  /** Brings the core up to what has happened before this order. */
  learn(): void;
  /** The chat line of an id, if it is still known. */
  line(id: string): PinnableLine | null;
  /** What an order may have to know beyond the core. */
  around(): Around;
  /** The ledger of a sale turned out to be gone; resolves when that has been dealt with. */
  lost(sale: SaleId): Promise<void>;
}

/** An order under way. */
interface Order {
  command: Command;
  by: Claims;
  hash: string;
  answers: LedgerAnswers;
  /** The sales as they were before it: what the ledger does of it is heard before it is done. */
  salesBefore: SaleCore[] | null;
}

export class CommandDesk {
  readonly #services: Services & Asking;
  readonly #show: Show;
  /** Orders that may ask the ledger wait for each other here, so that nobody else has to wait for the ledger. */
  readonly #line = new Line();

  constructor(services: Services & Asking, show: Show) {
    this.#services = services;
    this.#show = show;
  }

  /** Answered once it is durable. The same id gives the same answer. */
  async take(envelope: unknown, by: Claims): Promise<CommandReply> {
    const { core } = this.#show.holder;
    const command = checkCommand(core.show, envelope, by);
    if (isRefusal(command)) return this.#counted('unchecked', { ok: false, ...command });
    const hash = fingerprint([command.name, command.args]);
    const order: Order = { command, by, hash, answers: new LedgerAnswers(this.#services), salesBefore: null };
    return mayAskLedger(command, core) ? this.#line.run(() => this.#carryOut(order)) : this.#carryOut(order);
  }

  /** Resolves when no order is under way. */
  async idle(): Promise<void> {
    await this.#line.idle();
    await this.#show.serial.idle();
  }

  async #carryOut(order: Order): Promise<CommandReply> {
    for (let turn = 0; turn < mostTurns; turn++) {
      const reply = await this.#show.serial.run(() => this.#turn(order));
      if (reply !== 'asks-ledger') return reply;
      // Not in the turn: whatever else happens in the show goes on while the ledger is asked.
      for (const sale of await order.answers.ask()) await this.#show.lost(sale);
    }
    return this.#counted(order.command.name, busy());
  }

  /** Tries the order on the show as it is now, with whatever the ledger has answered. */
  async #turn(order: Order): Promise<CommandReply | 'asks-ledger'> {
    const { holder } = this.#show;
    const { command, by, hash, answers } = order;
    const known = await this.#remembered(command.id);
    if (known === 'unreadable') return this.#counted(command.name, busy());
    if (known) return known.hash === hash ? known.reply : this.#counted(command.name, { ok: false, ...refuse('key-reused') });
    this.#show.learn();
    order.salesBefore ??= holder.core.sales;
    const line = command.name === 'chat.pin' && command.args.line !== null ? this.#show.line(command.args.line) : null;
    const result = holder.step({ kind: 'command', command, by, line, given: answers, around: this.#show.around() });
    if (answers.lacks(result)) return 'asks-ledger';
    return this.#counted(command.name, await this.#conclude(order, answers.taken(result, holder)));
  }

  async #conclude({ command, by, hash, salesBefore }: Order, result: Step): Promise<CommandReply> {
    const { holder } = this.#show;
    const { games, clock } = this.#services;
    const before = holder.core;
    const reply: CommandReply = result.reply ?? { ok: false, ...refuse('internal') };
    const after = reply.ok ? result : { core: before, effects: [] };
    const id = this.#show.panels.nextEntry();
    const audit = auditEntry({
      id,
      command,
      games,
      by,
      at: clock.now(),
      reply,
      before: { ...before, sales: salesBefore ?? [] },
      after: after.core,
    });
    const entry = reply.ok ? { audit, command: { id: command.id, hash, reply } } : { audit };
    const done = await holder.commit(after, entry);
    if (done.kind === 'unwritten') return busy();
    if (done.kind === 'unwritable') {
      if (runningRound(before)) await holder.abort(done.error);
      return { ok: false, ...refuse('internal') };
    }
    this.#show.panels.tellEntry(audit);
    return reply;
  }

  /** What an accepted command of this id was answered, if there was one. */
  async #remembered(id: string): Promise<Awaited<ReturnType<Journal['command']>> | 'unreadable'> {
    try {
      return await this.#services.journal.command(this.#show.holder.core.show, id);
    } catch (error) {
      report(this.#services, 'journal', error);
      return 'unreadable';
    }
  }

  #counted(command: string, reply: CommandReply): CommandReply {
    const { metrics } = this.#services;
    metrics.count('drumroll_commands_total', 1, { command, outcome: reply.ok ? 'accepted' : 'refused' });
    if (!reply.ok) metrics.count('drumroll_refusals_total', 1, { code: reply.code });
    return reply;
  }
}

function busy(): CommandReply {
  return { ok: false, ...refuse('busy', { retryAfterMs: retryMs }) };
}
