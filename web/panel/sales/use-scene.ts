/** What a sale would be fired into right now. */
import { useStudio } from '../studio/studio.ts';
import type { Scene } from './exposure.ts';
import { useSecond } from '../use-second.ts';

export function useScene(): Scene {
  const { connection, desk } = useStudio();
  const show = desk.show.value;
  const rehearsal = desk.panel.value?.rehearsal;
  return {
    now: useSecond(connection.clock),
    // In a rehearsal bots buy, though they are not counted as viewers.
    viewers: (show?.viewers ?? 0) + (rehearsal?.bots ?? 0),
    live: show?.status === 'live',
    rehearsal: Boolean(rehearsal),
  };
}
