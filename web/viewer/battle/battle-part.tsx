/** The battle on the page: a quiet line while it is only an invitation, a card from then on. */
import type { BattlePhase } from '../../kit/battle-now.ts';
import { contestT, endText, namesText } from '../../kit/contest-text.ts';
import { useVoter } from '../contest/use-voter.ts';
import { KeptFocus } from '../sale/kept-focus.tsx';
import { BattleCard } from './battle-card.tsx';
import { useBattleVoice } from './use-battle-voice.ts';
import { useBattle } from './use-battle.ts';
import type { BattleNow } from './use-battle.ts';
import './battle.css';

export function BattlePart() {
  const voter = useVoter((battle, { option, count, key }) => ({ battle, side: option, count, key }));
  const now = useBattle(voter);
  useBattleVoice(now);
  if (!now) return null;
  const { battle, phase } = now;
  if (isQuiet(phase)) return <p class="battle-quiet glass">{quietText(now)}</p>;
  return (
    <KeptFocus class="battle-place">
      <BattleCard key={battle.id} now={now} onVote={(cast) => voter.vote(battle.id, cast)} />
    </KeptFocus>
  );
}

/** There is, or was, only an invitation. */
function isQuiet(phase: BattlePhase): boolean {
  return phase === 'inviting' || phase === 'rejected' || phase === 'expired';
}

function quietText({ battle, phase, sides }: BattleNow): string {
  if (phase !== 'inviting') return endText(battle);
  return contestT('battle.inviting', { names: namesText(sides.map(({ name }) => name)) });
}
