/** What the audit log keeps of a command: who, when, what, and the show before and after it. */
import type { AnyGame } from '../../shared/game-kit/index.ts';
import type { AuditEntry, Command, CommandReply } from '../../shared/protocol/index.ts';
import type { SaleId } from '../../shared/sale/index.ts';
import { changedContests } from './audit-contests.ts';
import type { Actor } from './core-events.ts';
import type { Core, SaleCore } from './core-state.ts';

type Games = Readonly<Record<string, AnyGame>>;

/** `id` is unique in the show, also after a restart: a refused command may be asked again under its own id. */
export function auditEntry(what: {
  id: string;
  command: Command;
  games: Games;
  by: Actor;
  at: number;
  reply: CommandReply;
  before: Core;
  after: Core;
}): AuditEntry {
  const { id, command, games, by, at, reply, before, after } = what;
  const changed = [changedSales(before, after), changedContests(before, after)];
  return {
    id,
    at,
    by: by.sub,
    role: by.role,
    command: command.name,
    args: toldArgs(command, games),
    outcome: reply.ok ? 'accepted' : 'refused',
    ...(reply.ok ? {} : { code: reply.code }),
    before: Object.assign(summaryOf(before), ...changed.map((part) => part.before)),
    after: Object.assign(summaryOf(after), ...changed.map((part) => part.after)),
  };
}

/** What nobody ordered: the ledger of a sale is gone, and the sale was stopped. */
export function lossEntry(what: { id: string; sale: SaleId; at: number; before: Core; after: Core }): AuditEntry {
  const { id, sale, at } = what;
  const who = { by: 'drumroll', role: 'service', command: 'ledger-lost' };
  return { id, at, ...who, args: { sale }, outcome: 'accepted', ...changedSales(what.before, what.after) };
}

/** The log is read while a round runs, by moderators too: of a game's settings it has what shards are told. */
function toldArgs(command: Command, games: Games): unknown {
  if (command.name !== 'round.start' || !Object.hasOwn(games, command.args.game)) return command.args;
  const { edgeSettings, settings } = games[command.args.game]!;
  if (!edgeSettings) return command.args;
  const { settings: given, ...args } = command.args;
  const parsed = settings.safeParse(given);
  return parsed.success ? { ...args, settings: edgeSettings(parsed.data) } : args;
}

function summaryOf(core: Core): Record<string, unknown> {
  const { status, round, pinned, muted, banned, rundown, rehearsal } = core;
  return {
    status,
    round: round ? { id: round.id, game: round.game, phase: round.phase, endsAt: round.endsAt } : null,
    pinned: pinned?.line ?? null,
    muted: muted.length,
    banned: banned.length,
    rundown: { items: rundown.items.length, next: rundown.next },
    rehearsal: rehearsal?.bots ?? 0,
  };
}

interface SaleSummary {
  id: SaleId;
  stock: number;
  perViewer: number;
  price: number;
  left: number;
  held: number;
  sold: number;
  opensAt: number;
  closesAt: number;
  ended: string | null;
  stopped: string | null;
}

type SalesSummary = { sales?: SaleSummary[] };

/** The sales that a step has changed, as they were and as they are. What viewers took meanwhile is no change. */
function changedSales(before: Core, after: Core): { before: SalesSummary; after: SalesSummary } {
  const was = changedSince(after.sales, before.sales);
  const is = changedSince(before.sales, after.sales);
  return was.length + is.length > 0 ? { before: { sales: was }, after: { sales: is } } : { before: {}, after: {} };
}

function changedSince(before: readonly SaleCore[], after: readonly SaleCore[]): SaleSummary[] {
  const known = new Set(before.map(orderedOf));
  return after.filter((sale) => !known.has(orderedOf(sale))).map(summaryOfSale);
}

/** What only orders and ends change. */
function orderedOf({ id, card, standing, stopped }: SaleCore): string {
  const { stock, perViewer, opensAt, closesAt } = standing.terms;
  return JSON.stringify([id, stock, perViewer, card.price, opensAt, closesAt, standing.ended, stopped]);
}

function summaryOfSale({ id, card, standing, stopped }: SaleCore): SaleSummary {
  const { terms, totals, ended } = standing;
  const { stock, perViewer, available: left, held, sold } = totals;
  const { opensAt, closesAt } = terms;
  return { id, stock, perViewer, price: card.price, left, held, sold, opensAt, closesAt, ended, stopped };
}
