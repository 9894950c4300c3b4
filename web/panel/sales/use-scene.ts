/** What a sale would be fired into right now. */
import { useStudio } from '../studio/studio.ts';
import type { Scene } from './exposure.ts';
import { useSecond } from './use-second.ts';

export function useScene(): Scene {
  const { connection, desk } = useStudio();
  const show = desk.show.value;
  return {
    now: useSecond(connection.clock),
    viewers: show?.viewers ?? 0,
    live: show?.status === 'live',
    rehearsal: Boolean(desk.panel.value?.rehearsal),
  };
}
