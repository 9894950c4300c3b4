/** What the webhook relay keeps, in the journal's file: written by the same thread, in the same group commits. */
import type { WebhookStore } from '../../rooms/webhooks.ts';
import type { JournalRead, JournalWrite } from './messages.ts';
import type { StoreClient } from './store-client.ts';
import type { WebhookRead, WebhookWrite } from './webhook-messages.ts';

/** So much is changed in one go at most: the journal's commits wait for it. */
const chunk = 1000;

export function webhooksIn(store: StoreClient<JournalWrite, JournalRead, null, void>): WebhookStore {
  const write = (asked: WebhookWrite): Promise<void> => store.write({ webhooks: JSON.stringify(asked) });
  const read = async <Found>(asked: WebhookRead): Promise<Found> => JSON.parse((await store.read(asked)) ?? 'null') as Found;
  return {
    endpoints: () => read({ kind: 'webhook-endpoints' }),
    cursors: () => read({ kind: 'webhook-cursors' }),
    saveEndpoint: (endpoint) => write({ kind: 'save-endpoint', endpoint }),
    removeEndpoint: async (id) => {
      do await write({ kind: 'remove-endpoint', id, limit: chunk });
      while (await read({ kind: 'webhook-rest', endpoint: id, isWaiting: false }));
    },
    take: (taken) => write({ kind: 'take', ...taken }),
    due: (endpoint, page) => read({ kind: 'webhooks-due', endpoint, ...page }),
    settle: (outcomes, at) => write({ kind: 'settle', outcomes, at }),
    bury: async (endpoint, error) => {
      do await write({ kind: 'bury', endpoint, error, limit: chunk });
      while (await read({ kind: 'webhook-rest', endpoint, isWaiting: true }));
    },
    revive: (delivery, at) => write({ kind: 'revive', delivery, at }),
    backlog: () => read({ kind: 'webhook-backlog' }),
    dead: () => read({ kind: 'webhooks-dead' }),
    counts: (show) => read({ kind: 'webhook-counts', show }),
    deadLetters: (show, limit) => read({ kind: 'dead-letters', show, limit }),
    delivery: (id) => read({ kind: 'webhook-delivery', id }),
  };
}
