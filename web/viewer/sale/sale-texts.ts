/** What is said of a sale in whole sentences, by its card and by its voice alike. */
import { formatNumber } from '../../kit/i18n.ts';
import { refusalText } from '../../kit/refusal-text.ts';
import { t } from '../texts.ts';
import type { Action, Note } from './offer.ts';
import type { OwnPart } from './own-part.ts';

export function noteText(note: Note): string {
  switch (note.kind) {
    case 'early':
      return t('sale.early');
    case 'back':
      return t('sale.back');
    case 'few':
      return t('sale.few', { count: note.left, n: formatNumber(note.left) });
    case 'limit':
      return t('sale.limit', { n: formatNumber(note.perViewer), mine: formatNumber(note.mine) });
    case 'refused':
      return refusalText(note.refusal);
  }
}

/** How the last hold or place ended. */
export function goneText({ gone, goneFrom }: OwnPart): string {
  if (!gone) return '';
  if (gone.status === 'expired') return t('sale.gone.expired');
  return t(goneFrom === 'queue' ? `sale.left.${gone.by}` : `sale.gone.${gone.by}`);
}

/** That there is nothing more to do here, and why. */
export function endText({ how, wasLate }: Extract<Action, { kind: 'over' }>, { lost }: OwnPart): string {
  if (how === 'stopped') return t('sale.stoppedHelp');
  if (lost === 'place') return t(`sale.lostPlace.${how}`);
  return wasLate ? t('sale.tooLate') : t(`sale.${how}`);
}
