/** How it ended: the winner, a draw, or why there is no result, and what comes of it. */
import { reasonOf, verdictOf } from '../../kit/battle-now.ts';
import type { BattleJson } from '../../kit/battle-now.ts';
import { afterText, endText, reasonText } from '../../kit/contest-text.ts';
import { Shape } from '../../kit/shape.tsx';
import { votesT } from '../contest/texts.ts';

export function BattleEnd({ battle, last }: { battle: BattleJson; last: string | null }) {
  const verdict = verdictOf(battle);
  const index = verdict?.kind === 'won' ? battle.sides.findIndex(({ id }) => id === verdict.side.id) : -1;
  const after = afterText(battle);
  return (
    <div class="battle-end" data-focus tabIndex={-1}>
      <p class={index < 0 ? 'verdict' : `verdict side-${index}`}>
        {index >= 0 && <Shape index={index} />}
        <bdi>{endText(battle)}</bdi>
      </p>
      {after && <p class="battle-after">{after}</p>}
      {reasonOf(battle) === 'ended' && <p class="battle-note">{reasonText(battle)}</p>}
      {verdict?.kind === 'won' && verdict.side.id === last && <p class="battle-own-won">{votesT('own.won')}</p>}
    </div>
  );
}
