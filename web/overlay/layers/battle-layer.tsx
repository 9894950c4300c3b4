/** The battle on air: a bar over the full width, as low as it can be. */
import type { ShowClock } from '../../kit/clock.ts';
import type { BattleScene } from '../model/contest-scene.ts';
import { Battle } from '../scenes/battle.tsx';
import { useLinger } from './use-linger.ts';

export function BattleLayer({ scene, clock }: { scene: BattleScene | null; clock: ShowClock }) {
  const { shown, leaving } = useLinger(scene);
  if (!shown) return null;
  return (
    <section key={shown.battle.id} class="battle" data-phase={shown.phase} data-leaving={leaving}>
      <Battle scene={shown} clock={clock} />
    </section>
  );
}
