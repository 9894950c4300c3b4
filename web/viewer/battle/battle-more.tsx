/** What else there is to a battle: demo gifts and its rules; the rules stand open before the start. */
import { isBattleOver, takesVotes } from '../../kit/battle-now.ts';
import { votesT } from '../contest/texts.ts';
import { useViewer } from '../context.ts';
import { GiftTray } from './gift-tray.tsx';
import { rulesText } from './rules-text.ts';
import type { BattleNow } from './use-battle.ts';

/** Screens on which it stands in the open without taking the chat's room. */
const roomy = '(min-width: 900px) and (min-height: 700px)';

export function BattleMore({ given }: { given: BattleNow }) {
  const { battle, phase, sides, mine } = given;
  const { isDemo } = useViewer();
  if (phase === 'verdict' || isBattleOver(phase)) return null;
  const hasGifts = takesVotes(phase) && isDemo() && battle.gifts !== 'none';
  const isOpen = phase === 'ready' || matchMedia(roomy).matches;
  return (
    // What somebody has folded stays folded, but the start folds the rules.
    <details class="battle-more" open={isOpen} key={phase === 'ready' ? 'before' : 'fought'}>
      <summary>{votesT(hasGifts ? 'battle.giftsAndRules' : 'rules.title')}</summary>
      {hasGifts && <GiftTray battle={battle} sides={sides} last={mine.last} />}
      <ul class="battle-rules">
        {rulesText(battle).map((rule) => (
          <li key={rule}>{rule}</li>
        ))}
      </ul>
    </details>
  );
}
