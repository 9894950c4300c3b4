/** One side of the battle: its name and score, what is special about it now, and the button that votes for it. */
import { useEffect, useRef } from 'preact/hooks';
import { Button } from '../../kit/button.tsx';
import { boostNow, takesVotes, verdictOf } from '../../kit/battle-now.ts';
import type { PlacedSide } from '../../kit/battle-sides.ts';
import { contestT } from '../../kit/contest-text.ts';
import { formatNumber } from '../../kit/i18n.ts';
import { formatScore } from '../../kit/score.ts';
import { Shape } from '../../kit/shape.tsx';
import { votesT } from '../contest/texts.ts';
import { CheckIcon, TrophyIcon } from '../parts/icons.tsx';
import { fly } from '../parts/particles.ts';
import { BoostChip } from './boost-chip.tsx';
import { FlameIcon } from './flame-icon.tsx';
import type { BattleNow } from './use-battle.ts';

export interface SideBlockProps {
  side: PlacedSide;
  given: BattleNow;
  leads: boolean;
  misty: boolean;
  /** Votes that one press casts; 0 when there are none. */
  perPress: number;
  onVote: () => void;
}

export function SideBlock({ side, given, leads, misty, perPress, onVote }: SideBlockProps) {
  const { battle, phase, now, mine } = given;
  const block = useRef<HTMLLIElement>(null);
  const verdict = verdictOf(battle);
  const won = verdict?.kind === 'won' && verdict.side.id === side.id;
  const boost = boostNow(side, phase, now);
  useCounted(block, mine.last === side.id ? mine.left : null);
  return (
    <li
      ref={block}
      class={`side side-${side.index}`}
      data-leads={leads}
      data-won={won}
      data-lost={verdict?.kind === 'won' && !won}
      data-own={mine.last === side.id}
    >
      <p class="side-name">
        <Shape index={side.index} />
        <bdi title={side.name}>{side.name}</bdi>
        {mine.last === side.id && (
          <span class="side-own" title={votesT('vote.last')}>
            <CheckIcon />
            <span class="visually-hidden">{votesT('vote.last')}</span>
          </span>
        )}
      </p>
      <p class="side-score">
        <b class={misty ? 'side-misty' : undefined}>{formatScore(side.score)}</b>
        {leads && <span class="visually-hidden">{votesT('battle.leads')}</span>}
        {won && <TrophyIcon />}
        {side.streak > 0 && (
          <span class="side-streak" title={contestT('battle.streak', { count: side.streak })}>
            <FlameIcon />
            <span aria-hidden="true">{side.streak}</span>
            <span class="visually-hidden">{contestT('battle.streak', { count: side.streak })}</span>
          </span>
        )}
        {boost && <BoostChip boost={boost} name={side.name} />}
        {side.isHome && <span class="side-home">{votesT('battle.home')}</span>}
      </p>
      <VoteButton side={side} given={given} perPress={perPress} onVote={onVote} />
    </li>
  );
}

/** Before the start it stands there already, so that nothing jumps under the thumb. */
function VoteButton({ side, given, perPress, onVote }: Omit<SideBlockProps, 'leads' | 'misty'>) {
  const { battle, phase, mine } = given;
  const isOpen = takesVotes(phase);
  if (battle.votesPerViewer === 0 || !(isOpen || phase === 'ready' || phase === 'counting')) return null;
  const sending = mine.sending[side.id] ?? 0;
  const blocked = blockedText({ isOpen, isReady: phase === 'ready', hasVotes: perPress > 0 });
  return (
    <Button
      class="side-vote"
      blocked={blocked}
      onPress={() => {
        navigator.vibrate?.(10);
        onVote();
      }}
    >
      <span>{faceText({ isDone: isOpen && perPress === 0 && sending === 0, perPress })}</span>{' '}
      <span class="visually-hidden">{votesT('vote.for', { name: side.name })}</span>
      {sending > 0 && <span class="side-sending">{votesT('vote.sending', { count: sending, n: formatNumber(sending) })}</span>}
    </Button>
  );
}

function faceText({ isDone, perPress }: { isDone: boolean; perPress: number }): string {
  if (isDone) return votesT('vote.none');
  return perPress > 1 ? votesT('vote.pressMany', { n: formatNumber(perPress) }) : votesT('vote.press');
}

function blockedText({ isOpen, isReady, hasVotes }: { isOpen: boolean; isReady: boolean; hasVotes: boolean }): string {
  if (!isOpen) return votesT(isReady ? 'vote.notYet' : 'vote.counting');
  return hasVotes ? '' : votesT('vote.noneHelp');
}

/** Votes that the server has counted fly up from their side. `left`: votes left while this side was the last one voted for. */
function useCounted(block: { current: Element | null }, left: number | null): void {
  const before = useRef<number | null>(null);
  useEffect(() => {
    const counted = left !== null && before.current !== null ? before.current - left : 0;
    before.current = left;
    if (counted <= 0 || !block.current) return;
    fly(block.current, {
      className: 'side-plus',
      text: `+${counted}`,
      durationMs: 900,
      frames: [
        { transform: 'translate(-50%, 0) scale(0.6)', opacity: 0 },
        { transform: 'translate(-50%, -14px) scale(1.1)', opacity: 1, offset: 0.25 },
        { transform: 'translate(-50%, -44px) scale(1)', opacity: 0 },
      ],
    });
  }, [left]);
}
