/** A rule in words. */
import type { ShowRule } from '../../../shared/protocol/battles.ts';
import { errors, refuse } from '../../../shared/protocol/errors.ts';
import type { ErrorCode } from '../../../shared/protocol/errors.ts';
import type { PanelRule } from '../../../shared/protocol/messages.ts';
import { formatNumber } from '../../kit/i18n.ts';
import { refusalText } from '../../kit/refusal-text.ts';
import type { GameInfo } from '../api.ts';
import { gameTitle } from '../studio/titles.ts';
import { t } from '../texts.ts';
import type { Named } from './known.ts';

export interface Names {
  sides: readonly Named[];
  choices: readonly Named[];
  games: readonly GameInfo[];
}

/** `a battle is won by Red`: what comes after "When". */
export function whenText(when: ShowRule['when'], { sides, choices, games }: Names): string {
  switch (when.kind) {
    case 'battle-won':
      return when.side === undefined ? t('rule.battleWon') : t('rule.battleWonBy', { name: sideText(sides, when.side) });
    case 'battle-drawn':
      return t('rule.battleDrawn');
    case 'battle-total':
      return t('rule.battleTotal', { points: formatNumber(when.points) });
    case 'poll-won':
      return when.choice === undefined ? t('rule.pollWon') : t('rule.pollWonBy', { name: nameOf(choices, when.choice) });
    case 'round-won':
      return when.game === undefined ? t('rule.roundWon') : t('rule.roundWonOf', { game: gameTitle(games, when.game) });
    case 'goal':
      return t(when.of === 'likes' ? 'rule.goalLikes' : 'rule.goalGifts', { points: formatNumber(when.target) });
  }
}

/** What became of it, in a word; and why it was refused. */
export function stateText({ state, code }: PanelRule): { word: string; why: string } {
  return { word: t(`rule.state.${state}`), why: state === 'refused' && code !== null ? reasonOf(code) : '' };
}

function reasonOf(code: string): string {
  return Object.hasOwn(errors, code) ? refusalText(refuse(code as ErrorCode)) : code;
}

/** With its id: the next battle may give this side another name. */
export function sideText(sides: readonly Named[], id: string): string {
  const name = nameOf(sides, id);
  return name.toLowerCase() === id ? name : t('rule.sideOf', { name, id });
}

function nameOf(named: readonly Named[], id: string): string {
  return named.find((one) => one.id === id)?.name ?? id;
}
