/** A game this page has no picture for: its name and its time. */
import { titleOf } from './title-of.ts';
import { TitleBar } from './title-bar.tsx';
import type { SceneProps } from './types.ts';

export function AnyGame({ scene, clock }: SceneProps) {
  return <TitleBar title={titleOf(scene.game)} clock={clock} startsAt={scene.startedAt} endsAt={scene.endsAt} />;
}
