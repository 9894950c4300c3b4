/** The poll on air. */
import type { Connection } from '../../kit/connection.ts';
import { roomForPoll } from './contest-scene.ts';
import { useLinger } from '../layers/use-linger.ts';
import { Poll } from './poll.tsx';
import { usePoll } from './use-contests.ts';

/** `isPlaying`: a game is on air. */
export function PollLayer({ connection, isPlaying }: { connection: Connection; isPlaying: boolean }) {
  const { shown, leaving } = useLinger(usePoll(connection));
  const room = roomForPoll(connection.state.value, { isPlaying });
  if (!shown || room === 'none') return null;
  return (
    <section key={shown.poll.id} class={`scene poll poll-${room}`} data-leaving={leaving}>
      <Poll scene={shown} clock={connection.clock} />
    </section>
  );
}
