/** What the shell has to know of battles and polls: what shards are to take, which ends are near, and what everybody may see. */
import { endOf } from '../../shared/ballot/index.ts';
import { ballotOf, isSettled, shownOf, timeOf } from '../../shared/battle/index.ts';
import type { SideShown } from '../../shared/battle/index.ts';
import type { ContestId } from '../../shared/ids.ts';
import { pollBallot } from '../../shared/poll/index.ts';
import type { EdgeBallot } from '../stage-wire.ts';
import { isOpen } from './core-battle-facts.ts';
import { openPoll } from './core-polls.ts';
import type { BattleCore, PollCore } from './core-contests.ts';
import type { Core } from './core-state.ts';

/** Kept when they have ended, until the next of their kind: keys can be asked again. */
export function edgeBallotsOf({ show, battle: known, poll }: Core): EdgeBallot[] {
  const ballots: EdgeBallot[] = [];
  if (known) {
    const { battle } = known;
    ballots.push({ ...ballotOf(battle, show), step: battle.step, ended: isSettled(battle), rehearsal: battle.rehearsal });
  }
  if (poll) {
    const { step, status, rehearsal } = poll.poll;
    ballots.push({ ...pollBallot(poll.poll), step, ended: status === 'closed', rehearsal });
  }
  return ballots;
}

/** What this show's shards have not said their last word on, and when it has to be asked for. */
export function openBallots(core: Core): { contest: ContestId; step: number; endsAt: number }[] {
  const open = [];
  const known = core.battle;
  if (known && isOpen(known.battle) && finalStep(known) !== known.battle.step) {
    const { id, step } = known.battle;
    open.push({ contest: id, step, endsAt: endOf(known.battle) });
  }
  const poll = openPoll(core);
  if (poll) open.push({ contest: poll.id, step: poll.step, endsAt: poll.endsAt });
  return open;
}

/** When `battle-time` will do something; null when it will not, as far as can be known now. */
export function nextBattleTime({ battle: known }: Core): number | null {
  if (!known || (known.role === 'mirror' && known.battle.status !== 'verdict')) return null;
  return timeOf(known.battle);
}

/** The sides of the newest battle as everybody may see them; between shows, as the one that decides tells them. */
export function shownSides({ battle: known }: Core): SideShown[] {
  if (!known) return [];
  return known.role === 'mirror' ? [...known.shown] : shownOf(known.battle);
}

/** Whether nothing has changed but what will be heard again: it can be taken in without a commit. */
export function isOnlyNews(before: Core, after: Core): boolean {
  const parts = Object.keys(after) as (keyof Core)[];
  return parts.every((part) => before[part] === after[part] || isOnlyNewsIn(part, before, after));
}

function isOnlyNewsIn(part: keyof Core, before: Core, after: Core): boolean {
  if (part === 'battle')
    return saysTheSame(before.battle && withoutNews(before.battle), after.battle && withoutNews(after.battle));
  if (part === 'duels') return saysTheSame(before.duels.map(withoutNews), after.duels.map(withoutNews));
  return part === 'poll' && saysTheSame(before.poll && withoutTally(before.poll), after.poll && withoutTally(after.poll));
}

function saysTheSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** Without tallies, what is shown of them, and when the other show was heard last. */
function withoutNews(known: BattleCore): object {
  const battle = { ...known.battle, tallies: null, clearTops: null };
  return { ...known, battle, shown: null, heard: null };
}

function withoutTally({ poll, settled }: PollCore): object {
  return { poll: { ...poll, tally: null }, settled };
}

function finalStep(known: BattleCore): number | null {
  return (known.role === 'mirror' ? known.final : known.ownFinal)?.step ?? null;
}
