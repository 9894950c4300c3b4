/** The sides with their scores, and the boosts of each: the one that lasts, those that wait, and those that are left. */
import { useRef, useState } from 'preact/hooks';
import { boostNow, isFought } from '../../kit/battle-now.ts';
import type { PlacedSide } from '../../kit/battle-sides.ts';
import { contestT } from '../../kit/contest-text.ts';
import { Countdown } from '../../kit/countdown.tsx';
import { formatScore } from '../../kit/score.ts';
import { Shape } from '../../kit/shape.tsx';
import { isPending } from '../control/activity.ts';
import { bounceMs } from '../control/arming.ts';
import { obstacleToBoost } from '../control/legal-contests.ts';
import { useStudio } from '../studio/studio.ts';
import { t } from '../texts.ts';
import { ActionButton } from '../ui/action-button.tsx';
import { spanText } from '../ui/span.ts';
import type { BattleStanding } from './standing.ts';

const factors = [2, 3, 4, 5];
const spans = [10_000, 20_000, 30_000, 60_000];

interface BoostWish {
  factor: number;
  ms: number;
}

export function SideRows({ standing }: { standing: BattleStanding }) {
  const { battle, sides, phase, more, rival } = standing;
  const [wish, setWish] = useState<BoostWish>({ factor: 2, ms: 30_000 });
  const canBoost = isFought(phase) && more !== null && more.rules.boostsPerSide > 0;
  return (
    <>
      <ul class="battle-sides">
        {sides.map((side) => (
          <li key={side.id} class={`battle-side side-${side.index}${battle.winner === side.id ? ' battle-side-won' : ''}`}>
            <Shape index={side.index} />
            <span class="side-words">
              <bdi class="side-name">{side.name}</bdi>
              <span class="soft">
                {rival ? <span class="mono">{side.show}</span> : null}
                {side.streak > 0 ? <span>{contestT('battle.streak', { count: side.streak })}</span> : null}
                <Supporters side={side} />
              </span>
            </span>
            <BoostNowTag standing={standing} side={side} />
            <strong class="side-score">{formatScore(side.score)}</strong>
            {canBoost && (rival === null || side.isHome) ? <BoostButton standing={standing} side={side} wish={wish} /> : null}
          </li>
        ))}
      </ul>
      {canBoost ? <BoostChoice wish={wish} onWish={setWish} /> : null}
    </>
  );
}

/** Whose gifts were worth the most. */
function Supporters({ side: { top } }: { side: PlacedSide }) {
  if (top.length === 0) return null;
  return (
    <span>
      {top.map(({ name, score }, i) => (
        <span key={i}>
          {i > 0 ? ' · ' : ''}
          <bdi>{name}</bdi> {formatScore(score)}
        </span>
      ))}
    </span>
  );
}

function BoostNowTag({ standing: { phase }, side }: { standing: BattleStanding; side: PlacedSide }) {
  const { connection } = useStudio();
  const boost = boostNow(side, phase, connection.clock.serverNow());
  if (!boost) return null;
  return (
    <span class={`tag boost boost-${boost.kind}`}>
      {t(`battle.boost.${boost.kind}`, { factor: boost.factor })}{' '}
      <Countdown clock={connection.clock} endsAt={boost.kind === 'on' ? boost.until : boost.from} />
      {boost.queued > 0 ? <span> {t('battle.boostQueue', { count: boost.queued })}</span> : null}
    </span>
  );
}

function BoostButton({ standing: { phase, more }, side, wish }: { standing: BattleStanding; side: PlacedSide; wish: BoostWish }) {
  const { desk } = useStudio();
  const pressedAt = useRef(-Infinity);
  const left = more?.boostsLeft[side.id] ?? 0;
  const boost = (): void => {
    // A boost cannot be taken back: a press that bounces is one press.
    if (performance.now() - pressedAt.current < bounceMs) return;
    pressedAt.current = performance.now();
    void desk.send('battle.boost', { side: side.id, ...wish });
  };
  return (
    <ActionButton
      class="side-boost"
      busy={isPending(desk.activity.value, 'battle.boost')}
      obstacle={phase === 'counting' ? 'battle/wrong-status' : obstacleToBoost(side.id, desk.situation.value)}
      onPress={boost}
    >
      ×{wish.factor}
      <span class="soft">{t('battle.boostsLeft', { count: left })}</span>
      <span class="visually-hidden">{t('battle.boostSide', { name: side.name })}</span>
    </ActionButton>
  );
}

function BoostChoice({ wish, onWish }: { wish: BoostWish; onWish: (wish: BoostWish) => void }) {
  return (
    <p class="boost-choice soft">
      {t('battle.boostIs')}
      <select
        class="input"
        aria-label={t('battle.boostFactor')}
        value={wish.factor}
        onChange={({ currentTarget }) => onWish({ ...wish, factor: Number(currentTarget.value) })}
      >
        {factors.map((factor) => (
          <option key={factor} value={factor}>
            ×{factor}
          </option>
        ))}
      </select>
      <select
        class="input"
        aria-label={t('battle.boostSpan')}
        value={wish.ms}
        onChange={({ currentTarget }) => onWish({ ...wish, ms: Number(currentTarget.value) })}
      >
        {spans.map((ms) => (
          <option key={ms} value={ms}>
            {spanText(ms)}
          </option>
        ))}
      </select>
      {t('battle.boostHelp')}
    </p>
  );
}
