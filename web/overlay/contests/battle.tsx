/** A battle on air: the sides with their scores, one bar between them, and what counts right now. */
import { BattleBar } from '../../kit/battle-bar.tsx';
import { boostNow, phaseEndsAt, reasonOf, verdictOf } from '../../kit/battle-now.ts';
import type { BoostNow } from '../../kit/battle-now.ts';
import { leadOf } from '../../kit/battle-sides.ts';
import type { PlacedSide } from '../../kit/battle-sides.ts';
import type { ShowClock } from '../../kit/clock.ts';
import { formatRemaining } from '../../kit/remaining.ts';
import { Shape } from '../../kit/shape.tsx';
import { useRemaining } from '../../kit/use-remaining.ts';
import { useWake } from '../../kit/use-wake.ts';
import type { BattleScene } from './contest-scene.ts';
import { formatScore, t } from '../texts.ts';

export function Battle({ scene, clock }: { scene: BattleScene; clock: ShowClock }) {
  const { battle, sides, isMisty } = scene;
  useWake(
    clock,
    sides.flatMap(({ boost }) => [boost.from, boost.until]),
  );
  const now = clock.serverNow();
  const verdict = verdictOf(battle);
  const front = verdict?.kind === 'won' ? verdict.side.id : verdict || isMisty ? null : (leadOf(sides)?.side.id ?? null);
  const views = sides.map((side) => (
    <Side key={side.id} side={side} place={side.id === front ? 'front' : 'behind'} boost={boostNow(side, scene.phase, now)} />
  ));
  return (
    <>
      <Tab scene={scene} clock={clock} />
      <div class={sides.length === 2 ? 'battle-ends battle-two' : 'battle-ends'} data-misty={isMisty}>
        {views}
      </div>
      <BattleBar sides={sides} misty={isMisty} />
      <Foot scene={scene} />
    </>
  );
}

function Side({ side, place, boost }: { side: PlacedSide; place: 'front' | 'behind'; boost: BoostNow | null }) {
  const [best] = side.top;
  return (
    <div class={`battle-side side-${side.index}`} data-place={place}>
      <Shape index={side.index} />
      <bdi class="battle-name">{side.name}</bdi>
      <b class="battle-score">{formatScore(side.score)}</b>
      <span class="battle-more">
        {boost ? (
          <em class="battle-boost" data-kind={boost.kind}>
            ×{boost.factor}
          </em>
        ) : null}
        {side.streak > 1 ? <span class="battle-streak">{t('battle.streak', { n: side.streak })}</span> : null}
        {best ? (
          <span class="battle-best">
            ♥ <bdi>{best.name}</bdi>
          </span>
        ) : null}
      </span>
    </div>
  );
}

/** On the card's upper edge: what has to be known now, and the clock, apart from the scores. */
function Tab({ scene, clock }: { scene: BattleScene; clock: ShowClock }) {
  const { battle, phase, isCritical } = scene;
  const endsAt = phase === 'verdict' ? null : phaseEndsAt(battle, phase);
  const headline = headlineOf(scene);
  if (endsAt === null && headline === '') return null;
  return (
    <p class="battle-tab" data-loud={isCritical || phase === 'overtime' || phase === 'verdict'}>
      {headline === '' ? null : <span>{headline}</span>}
      {endsAt === null ? null : <Left clock={clock} endsAt={endsAt} />}
    </p>
  );
}

function Left({ clock, endsAt }: { clock: ShowClock; endsAt: number }) {
  return <b class="battle-left">{formatRemaining(useRemaining(clock, endsAt))}</b>;
}

/** The one thing that has to be known now. */
function headlineOf({ battle, phase, isCritical }: BattleScene): string {
  switch (phase) {
    case 'ready':
      return t('battle.soon');
    case 'counting':
      return t('battle.counting');
    case 'overtime':
      return t('battle.overtime', { n: battle.overtime });
    case 'running':
      return isCritical ? t('battle.critical', { n: battle.criticalFactor }) : '';
    case 'verdict':
      return verdictText(battle);
    case 'cancelled':
    case 'forfeited':
      return verdictText(battle) || t('battle.off');
    case 'inviting':
    case 'rejected':
    case 'expired':
    case 'over':
      return '';
  }
}

function verdictText(battle: BattleScene['battle']): string {
  const verdict = verdictOf(battle);
  switch (verdict?.kind) {
    case 'won':
      return t('battle.won', { name: verdict.side.name });
    case 'draw':
      return t('battle.draw');
    case 'below-minimum':
      return t('battle.nobody');
    case 'void':
    case undefined:
      return '';
  }
}

/** What else is to be said: hidden scores, and what the winner or the losers get. */
function Foot({ scene: { battle, phase, isMisty } }: { scene: BattleScene }) {
  const isWon = verdictOf(battle)?.kind === 'won';
  const what = phase === 'verdict' && isWon && reasonOf(battle) !== 'cancelled' ? battle.verdictText : '';
  if (isMisty) return <p class="battle-foot">{t('battle.mist')}</p>;
  if (what === '') return null;
  return <p class="battle-foot">{battle.verdict === 'forfeit' ? t('battle.forfeit', { text: what }) : what}</p>;
}
