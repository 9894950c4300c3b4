/** The running game, or the round that is announced. */
import type { ComponentType } from 'preact';
import type { ShowClock } from '../../kit/clock.ts';
import type { Scene } from '../model/scene.ts';
import { AnyGame } from '../scenes/any-game.tsx';
import { LuckyDraw } from '../scenes/lucky-draw.tsx';
import { QuickQuiz } from '../scenes/quick-quiz.tsx';
import { Soon } from '../scenes/soon.tsx';
import { TapRace } from '../scenes/tap-race.tsx';
import type { SceneProps } from '../scenes/types.ts';
import { t } from '../texts.ts';
import { useLinger } from './use-linger.ts';

// Each component is only ever given the view of the game it is listed under.
const scenes = { 'tap-race': TapRace, 'quick-quiz': QuickQuiz, 'lucky-draw': LuckyDraw } as unknown as Record<
  string,
  ComponentType<SceneProps>
>;

export function SceneLayer({ scene, clock }: { scene: Scene; clock: ShowClock }) {
  const { shown, leaving } = useLinger(scene.kind === 'empty' ? null : scene);
  if (!shown) return null;
  const Game = scenes[shown.game] ?? AnyGame;
  return (
    <section key={shown.round} class="scene" data-leaving={leaving}>
      {shown.kind === 'game' && shown.prize !== '' ? (
        <p class="scene-prize">
          {t('prize')} <bdi>{shown.prize}</bdi>
        </p>
      ) : null}
      {shown.kind === 'soon' ? (
        <Soon scene={shown} clock={clock} />
      ) : (
        <Game scene={shown} view={shown.view} cue={shown.cue} clock={clock} />
      )}
    </section>
  );
}
