/** What the audit log keeps of battles, polls and rules: how an order has changed them, and what of them nobody ordered. */
import { endOf } from '../../shared/ballot/index.ts';
import { isSettled } from '../../shared/battle/index.ts';
import type { Battle } from '../../shared/battle/index.ts';
import type { AuditEntry } from '../../shared/protocol/index.ts';
import type { BattleCore, PollCore } from './core-contests.ts';
import type { Core } from './core-state.ts';

/** Settled by its time, invited or accepted by another show. Null when nothing worth a line has happened. */
export function contestEntry(what: { nextId: () => string; at: number; before: Core; after: Core }): AuditEntry | null {
  const { nextId, at, before, after } = what;
  const news = newsOfBattle(before, after) ?? newsOfPoll(before, after);
  if (!news) return null;
  const who = { by: 'drumroll', role: 'service' };
  return { id: nextId(), at, ...who, ...news, outcome: 'accepted', ...changedContests(before, after) };
}

type News = Pick<AuditEntry, 'command' | 'args'>;

function newsOfBattle({ battle: was }: Core, { battle: is }: Core): News | null {
  if (!is) return null;
  const { battle } = is;
  const before = was?.battle.id === battle.id ? was.battle : null;
  const command = battleNews(before, battle);
  return command === null ? null : { command, args: { battle: battle.id } };
}

function battleNews(was: Battle | null, is: Battle): string | null {
  if (is.status === 'inviting') return was ? null : 'battle-invited';
  if (isSettled(is)) return was && outcomeOf(was) === outcomeOf(is) ? null : 'battle-settled';
  return was?.status === 'inviting' ? 'battle-accepted' : null;
}

function newsOfPoll({ poll: was }: Core, { poll: is }: Core): News | null {
  const isNews = is?.poll.status === 'closed' && !(was?.poll.id === is.poll.id && was.poll.status === 'closed');
  return isNews ? { command: 'poll-settled', args: { poll: is.poll.id } } : null;
}

/** Null until it is settled. */
function outcomeOf(battle: Battle): string | null {
  const { result, reason } = battle;
  return isSettled(battle) ? JSON.stringify([result?.winner, result?.by, reason]) : null;
}

type ContestsSummary = { battle?: unknown; poll?: unknown; rules?: unknown };

/** The battle, the poll and the rules as they were and as they are, those that a step has changed. What viewers give is no change. */
export function changedContests(before: Core, after: Core): { before: ContestsSummary; after: ContestsSummary } {
  const was = contestsOf(before);
  const is = contestsOf(after);
  const changed = Object.keys(is).filter((part) => JSON.stringify(was[part]) !== JSON.stringify(is[part]));
  const only = (all: Record<string, unknown>) => Object.fromEntries(changed.map((part) => [part, all[part]]));
  return { before: only(was), after: only(is) };
}

function contestsOf({ battle: known, poll: asked, rules }: Core): Record<string, unknown> {
  return {
    battle: known && summaryOfBattle(known),
    poll: asked && summaryOfPoll(asked),
    rules: rules.map(({ id, state }) => ({ id, state })),
  };
}

function summaryOfBattle({ role, battle }: BattleCore): Record<string, unknown> {
  const { id, status, startedAt, boosts, result, reason } = battle;
  return { id, role, status, startedAt, endsAt: endOf(battle), boosts: boosts.length, winner: result?.winner ?? null, reason };
}

function summaryOfPoll({ poll }: PollCore): Record<string, unknown> {
  const { id, status, endsAt, reason } = poll;
  return { id, status, endsAt, reason };
}
