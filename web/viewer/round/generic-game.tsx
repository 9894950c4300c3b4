/** A game that this page has no picture for: what the server says about it, plainly. */
import type { GameProps } from './game-props.ts';
import { t } from '../texts.ts';

export function GenericGame({ round }: GameProps) {
  const words = round.phase.replaceAll('-', ' ');
  return (
    <div class="generic-game">
      <p class="generic-phase">{words.charAt(0).toUpperCase() + words.slice(1)}</p>
      <p>{t('game.unknown')}</p>
    </div>
  );
}
