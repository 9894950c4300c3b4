/** What is the viewer's own of the battle: votes left, how many a press casts, what their hearts count for, and what went wrong. */
import { takesVotes } from '../../kit/battle-now.ts';
import { formatNumber } from '../../kit/i18n.ts';
import { refusalText } from '../../kit/refusal-text.ts';
import { someVotes, stepsOf } from '../contest/own-votes.ts';
import { votesT } from '../contest/texts.ts';
import { useViewer } from '../context.ts';
import type { BattleNow } from './use-battle.ts';

/** How many votes a press casts. */
export type Step = 'one' | 'some' | 'all';

export interface OwnLineProps {
  given: BattleNow;
  step: Step;
  onStep: (step: Step) => void;
}

export function OwnLine({ given, step, onStep }: OwnLineProps) {
  const { battle, phase, mine } = given;
  const { line } = useViewer();
  if (!takesVotes(phase) && phase !== 'ready') return null;
  const steps = stepsOf(battle.votesPerViewer);
  const hearts = heartsText(given);
  const isWaiting = line.value !== 'up' && Object.keys(mine.sending).length > 0;
  return (
    <div class="battle-own">
      {battle.votesPerViewer > 0 && (
        <div class="battle-own-votes">
          <p role="status">{votesText(given)}</p>
          {steps.length > 1 && mine.left > 1 && (
            <div class="vote-steps" role="group" aria-label={votesT('vote.steps')}>
              {steps.map((each) => (
                <button key={each} type="button" aria-pressed={each === step} onClick={() => onStep(each)}>
                  {votesT(`vote.step.${each}`, { n: someVotes })}
                </button>
              ))}
            </div>
          )}
        </div>
      )}
      <p class="battle-problem" role="status">
        {mine.refusal ? refusalText(mine.refusal) : isWaiting ? votesT('vote.slow') : ''}
      </p>
      {hearts && <p class="battle-hearts">{hearts}</p>}
    </div>
  );
}

function votesText({ battle, mine }: BattleNow): string {
  const each = battle.votesPerViewer;
  if (mine.last === null) return votesT('vote.each', { count: each, n: formatNumber(each) });
  return votesT('vote.left', { count: mine.left, n: formatNumber(mine.left), of: formatNumber(each) });
}

/** Likes count for the side voted for last, else for the show's own; between a show's own sides for none. */
function heartsText({ battle, sides, mine }: BattleNow): string {
  const most = battle.likesPerViewer;
  if (most === 0) return '';
  const side = sides.find(({ id }) => id === mine.last) ?? sides.find(({ isHome }) => isHome);
  if (side) return votesT('hearts.for', { count: most, n: formatNumber(most), name: side.name });
  return battle.votesPerViewer > 0 ? votesT('hearts.voteFirst') : '';
}
