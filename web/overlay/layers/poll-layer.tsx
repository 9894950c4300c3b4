/** The poll on air. */
import type { ShowClock } from '../../kit/clock.ts';
import type { PollScene } from '../model/contest-scene.ts';
import { Poll } from '../scenes/poll.tsx';
import { useLinger } from './use-linger.ts';

export function PollLayer({ scene, clock }: { scene: PollScene | null; clock: ShowClock }) {
  const { shown, leaving } = useLinger(scene);
  if (!shown) return null;
  return (
    <section key={shown.poll.id} class="scene poll" data-leaving={leaving}>
      <Poll scene={shown} clock={clock} />
    </section>
  );
}
