/** The boost of a side: how many times its points count, and for how long, or that it is about to. */
import type { BoostNow } from '../../kit/battle-now.ts';
import { contestT } from '../../kit/contest-text.ts';
import { formatRemaining } from '../../kit/remaining.ts';
import { useRemaining } from '../../kit/use-remaining.ts';
import { useViewer } from '../context.ts';

export function BoostChip({ boost, name }: { boost: BoostNow; name: string }) {
  const { clock } = useViewer().connection;
  const isOn = boost.kind === 'on';
  const leftMs = useRemaining(clock, isOn ? boost.until : boost.from);
  const words = [contestT(isOn ? 'battle.boostOn' : 'battle.boostNext', { n: boost.factor, name })];
  if (boost.queued > 0) words.push(contestT('battle.boostsQueued', { count: boost.queued }));
  return (
    <span class="side-boost" data-on={isOn} title={words.join(' · ')}>
      <span class="visually-hidden">{words.join('. ')}</span>
      <span aria-hidden="true">
        ×{boost.factor} <small>{formatRemaining(leftMs)}</small>
        {boost.queued > 0 && <small> +{boost.queued}</small>}
      </span>
    </span>
  );
}
