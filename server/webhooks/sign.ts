/** The headers of one attempt, as Standard Webhooks has them: an id that stays, the time of the attempt, and its signatures. */
import { Webhook } from 'standardwebhooks';
import type { EndpointSecret } from '../../rooms/webhooks.ts';
import { signing } from './secrets.ts';

interface Signed {
  message: string;
  body: string;
  secrets: readonly EndpointSecret[];
  now: number;
}

export function signedHeaders({ message, body, secrets, now }: Signed): Record<string, string> {
  const at = new Date(now);
  const signatures = signing(secrets, now).map(({ secret }) => new Webhook(secret).sign(message, at, body));
  return {
    'content-type': 'application/json',
    'webhook-id': message,
    'webhook-timestamp': String(Math.floor(now / 1000)),
    'webhook-signature': signatures.join(' '),
  };
}
