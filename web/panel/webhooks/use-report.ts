/** How the show's webhooks fare, asked for again and again. Moderators may not see it. */
import type { WebhookReport } from '../../../rooms/webhooks.ts';
import { refuse } from '../../../shared/protocol/errors.ts';
import { useStudio } from '../studio/studio.ts';
import { useWatched } from '../use-watched.ts';
import type { Watched } from '../use-watched.ts';

export function useReport(everyMs: number): Watched<WebhookReport> {
  const { api, show, desk } = useStudio();
  const mayAsk = desk.situation.value.role !== 'moderator';
  const ask = () => (mayAsk ? api.webhooks(show) : Promise.resolve(refuse('auth/wrong-role')));
  return useWatched<WebhookReport>(ask, show, mayAsk ? everyMs : null);
}
