/** Why a button cannot be pressed, as a sentence; empty when it can. */
import { refuse } from '../../../shared/protocol/errors.ts';
import { refusalText } from '../../kit/refusal-text.ts';
import type { Obstacle } from '../control/situation.ts';
import { t } from '../texts.ts';

export function obstacleText(obstacle: Obstacle): string {
  if (obstacle === null) return '';
  return obstacle === 'offline' ? t('obstacle.offline') : refusalText(refuse(obstacle));
}
