/** A round is announced: its name and the time until it begins. */
import type { ShowClock } from '../../kit/clock.ts';
import type { Scene } from '../model/scene.ts';
import { t } from '../texts.ts';
import { titleOf } from './title-of.ts';
import { TitleBar } from './title-bar.tsx';

export interface SoonProps {
  scene: Extract<Scene, { kind: 'soon' }>;
  clock: ShowClock;
}

export function Soon({ scene, clock }: SoonProps) {
  return (
    <TitleBar title={titleOf(scene.game)} under={t('soon')} clock={clock} startsAt={scene.startsAt} endsAt={scene.beginsAt} />
  );
}
