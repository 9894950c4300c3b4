/** What a report on webhooks comes to. */
import type { WebhookReport } from '../../../rooms/webhooks.ts';

export function deadIn({ endpoints }: WebhookReport): number {
  return endpoints.reduce((sum, { dead }) => sum + dead, 0);
}

/** Good: everything arrives. Slow: something waits. Bad: something was given up, or an address is gone. None: nobody is told. */
export function healthOf({ endpoints }: WebhookReport): 'none' | 'good' | 'slow' | 'bad' {
  if (endpoints.length === 0) return 'none';
  if (endpoints.some(({ dead, stoppedAt }) => dead > 0 || stoppedAt !== null)) return 'bad';
  return endpoints.some(({ waiting }) => waiting > 0) ? 'slow' : 'good';
}
