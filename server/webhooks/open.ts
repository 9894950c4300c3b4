/** Puts the webhook relay together with the outside world, and lets the journal wake it. */
import type { JournalEntry, Journal } from '../../rooms/journal.ts';
import type { Webhooks } from '../../rooms/webhooks.ts';
import type { Config } from '../config.ts';
import { WebhookRelay } from './relay.ts';
import type { RelayDeps } from './relay.ts';
import { createSender } from './send.ts';

type Given = Omit<RelayDeps, 'configured' | 'journal' | 'random' | 'reach' | 'sender'>;

export interface LateWebhooks {
  /** Usable once it has started. */
  webhooks: Webhooks;
  /** The same journal; what it commits for shops wakes the relay. */
  journal: Journal;
  /** Call it once the shows are there. */
  start(given: Given): Promise<void>;
  stop(): Promise<void>;
}

export function openWebhooks(config: Pick<Config, 'demo' | 'webhooks'>, inner: Journal, version: string): LateWebhooks {
  const { demo, webhooks } = config;
  const { url, secrets, privateToo } = webhooks;
  const reach = { demo, privateToo };
  let relay: WebhookRelay | null = null;
  const desk = (): Webhooks => {
    if (!relay) throw new Error('the webhook relay has not started');
    return relay.desk;
  };
  const commit = async (entry: JournalEntry): Promise<void> => {
    await inner.commit(entry);
    if (entry.events && entry.events.length > 0) relay?.wake();
  };
  return {
    webhooks: {
      set: (show, ask) => desk().set(show, ask),
      remove: (show) => desk().remove(show),
      report: (show) => desk().report(show),
      retry: (show, delivery) => desk().retry(show, delivery),
    },
    journal: { ...inner, commit },
    async start(given) {
      const sender = createSender({ ...reach, userAgent: `Drumroll/${version}` });
      const configured = url === null ? null : { url, secrets };
      relay = await WebhookRelay.start({ ...given, configured, journal: inner, random: Math.random, reach, sender });
    },
    async stop() {
      await relay?.stop();
    },
  };
}
