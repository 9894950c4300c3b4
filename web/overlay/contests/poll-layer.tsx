/** The poll on air. */
import type { Connection } from '../../kit/connection.ts';
import { useLinger } from '../layers/use-linger.ts';
import { Poll } from './poll.tsx';
import { usePoll } from './use-contests.ts';

export function PollLayer({ connection }: { connection: Connection }) {
  const { shown, leaving } = useLinger(usePoll(connection));
  if (!shown) return null;
  return (
    <section key={shown.poll.id} class="scene poll" data-leaving={leaving}>
      <Poll scene={shown} clock={connection.clock} />
    </section>
  );
}
