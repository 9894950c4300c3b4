/** Which battle and which poll are on air, chosen from the show's state and what this page saw of them a moment ago. */
import type { BattleStatus } from '../../../shared/battle/terms.ts';
import type { SaleStatus } from '../../../shared/sale/terms.ts';
import type { ShowJson } from '../../../shared/state/show-state.ts';
import { battleOf, isBattleOver, isCritical, isMisty, phaseNow, turnsOfBattle } from '../../kit/battle-now.ts';
import type { BattleJson, BattlePhase } from '../../kit/battle-now.ts';
import { placedSides } from '../../kit/battle-sides.ts';
import type { PlacedSide } from '../../kit/battle-sides.ts';
import { hasEnded, salesOf } from '../../kit/sale-now.ts';
import { pollOf, pollPhase } from '../../kit/poll-now.ts';
import type { PollJson, PollPhase } from '../../kit/poll-now.ts';
import type { Moment } from '../../kit/sale-now.ts';
import { isOnPage, seeContest } from '../../kit/seen-contest.ts';
import type { SeenContest } from '../../kit/seen-contest.ts';
import { unheardMs } from '../model/scene.ts';

/** How long the end of a battle that was cut short, and the result of a poll, stay on air, ms. */
export const farewellMs = 8000;

export interface BattleScene {
  battle: BattleJson;
  phase: BattlePhase;
  sides: PlacedSide[];
  isCritical: boolean;
  isMisty: boolean;
}

export interface PollScene {
  poll: PollJson;
  phase: PollPhase;
}

/** What was seen of the newest of each. */
export interface SeenContests {
  battle: SeenContest | null;
  poll: SeenContest | null;
}

export const nothingSeen: SeenContests = { battle: null, poll: null };

export function seeContests(before: SeenContests, show: ShowJson | null, moment: Moment): SeenContests {
  const [battle, poll] = [battleOf(show), pollOf(show)];
  const isOver = battle !== null && isBattleOver(phaseNow(battle, moment));
  return {
    battle: battle && seeContest(before.battle, { ...moment, id: battle.id, isOver }),
    poll: poll && seeContest(before.poll, { ...moment, id: poll.id, isOver: pollPhase(poll, moment) === 'closed' }),
  };
}

/** `seen` is of this very moment. An invitation is the streamers' business, and a verdict has had its time when it is over. */
export function battleOnAir(show: ShowJson | null, seen: SeenContests, moment: Moment): BattleScene | null {
  const battle = battleOf(show);
  if (!show || show.status !== 'live' || !battle || !seen.battle) return null;
  const phase = phaseNow(battle, moment);
  if (['inviting', 'rejected', 'expired', 'over'].includes(phase)) return null;
  if (!isOnPage(seen.battle, { now: moment.now, lingerMs: farewellMs })) return null;
  const { now } = moment;
  const marks = { isCritical: isCritical(battle, phase, now), isMisty: isMisty(battle, phase, now) };
  return { battle, phase, sides: placedSides(battle, show.show), ...marks };
}

export function pollOnAir(show: ShowJson | null, seen: SeenContests, moment: Moment): PollScene | null {
  const poll = pollOf(show);
  if (!show || show.status !== 'live' || !poll || !seen.poll) return null;
  if (!isOnPage(seen.poll, { now: moment.now, lingerMs: farewellMs })) return null;
  return { poll, phase: pollPhase(poll, moment) };
}

/** A poll is a strip beside two other things or a game, and waits while there is no room even for that: viewers have it on their pages. */
export function roomForPoll(show: ShowJson | null, { isPlaying }: { isPlaying: boolean }): 'whole' | 'strip' | 'none' {
  const battle = battleOf(show);
  const isFought = battle !== null && !isBattleOver(battle.status as BattleStatus);
  const isSold = salesOf(show).some(({ status }) => !hasEnded(status as SaleStatus));
  if (isPlaying) return isFought || isSold ? 'none' : 'strip';
  return isFought && isSold ? 'strip' : 'whole';
}

/** When what is on air may change by time alone. */
export function contestTurns(show: ShowJson | null, { battle, poll }: SeenContests): number[] {
  const [fought, asked] = [battleOf(show), pollOf(show)];
  const ends = [battle?.endedAt ?? null, poll?.endedAt ?? null].flatMap((at) => (at === null ? [] : [at + farewellMs]));
  return [...(fought ? turnsOfBattle(fought) : []), ...(asked ? [asked.endsAt] : []), ...ends];
}

/** While the line is down, scores and votes are believed for this long only. */
export function isBelieved(downMs: number): boolean {
  return downMs < unheardMs;
}
