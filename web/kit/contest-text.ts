/** How battles and polls are told in whole sentences, by every page alike. */
import en from '../locales/contest.en.ts';
import zh from '../locales/contest.zh-CN.ts';
import { leadOf } from './battle-sides.ts';
import { reasonOf, verdictOf } from './battle-now.ts';
import type { BattleJson, SideJson, Verdict } from './battle-now.ts';
import { lang, makeT } from './i18n.ts';
import { pollTotal, pollWinner } from './poll-now.ts';
import type { PollJson } from './poll-now.ts';
import { formatScore } from './score.ts';

/** The texts of battles and polls that more than one page says. */
export const contestT = makeT({ en, 'zh-CN': zh });

export function leadText(sides: readonly SideJson[]): string {
  const lead = leadOf(sides);
  return lead ? contestT('battle.lead', { name: lead.side.name, n: formatScore(lead.by) }) : contestT('battle.level');
}

/** How it ended: the verdict, or why there is none. Empty while it goes on. */
export function endText(battle: BattleJson): string {
  const verdict = verdictOf(battle);
  return verdict && verdict.kind !== 'void' ? verdictText(battle, verdict) : reasonText(battle);
}

/** Why it ended otherwise than by its time, or empty. */
export function reasonText(battle: BattleJson): string {
  const reason = reasonOf(battle);
  return reason ? contestT(`battle.reason.${reason}`) : '';
}

function verdictText(battle: BattleJson, verdict: Exclude<Verdict, { kind: 'void' }>): string {
  switch (verdict.kind) {
    case 'won':
      return contestT(wonKey(battle, verdict.by), { name: verdict.side.name });
    case 'draw':
      return contestT('battle.draw');
    case 'below-minimum':
      return contestT('battle.belowMinimum', { n: formatScore(battle.minScore) });
  }
}

function wonKey(battle: BattleJson, by: 'score' | 'earliest' | 'forfeit') {
  if (by === 'score') return 'battle.won';
  if (by === 'earliest') return 'battle.wonEarliest';
  return battle.reason === 'show-ended' ? 'battle.wonShowEnded' : 'battle.wonForfeit';
}

/** What comes after the verdict, in the streamer's words; empty when nothing does. */
export function afterText(battle: BattleJson): string {
  const { verdict, verdictText: text } = battle;
  const hasLoser = verdictOf(battle)?.kind === 'won';
  if (text === '' || !hasLoser) return '';
  return verdict === 'forfeit' ? contestT('battle.forfeit', { text }) : text;
}

/** The result of a closed poll. */
export function pollEndText(poll: PollJson): string {
  const winner = pollWinner(poll);
  if (winner) return contestT('poll.won', { text: winner.text, percent: winner.percent });
  return contestT(pollTotal(poll) === 0 ? 'poll.nobody' : 'poll.tie');
}

/** Names in a row, as the language joins them. */
export function namesText(names: readonly string[]): string {
  return new Intl.ListFormat(lang.value, { type: 'conjunction' }).format(names);
}
