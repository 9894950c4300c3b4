/** One client of Redis for the length of one connection: it does not reconnect, and keeps nothing for later. */
import { createClient } from 'redis';

export type RedisClient = ReturnType<typeof makeClient>;

export interface ClientOptions {
  url: string;
  /** As CLIENT LIST shows it. */
  name: string;
  /** How long connecting may take, ms. */
  timeoutMs: number;
}

export function makeClient({ url, name, timeoutMs }: ClientOptions) {
  return createClient({
    url,
    name,
    RESP: 2,
    disableOfflineQueue: true,
    maintNotifications: 'disabled',
    socket: { connectTimeout: timeoutMs, reconnectStrategy: false },
  });
}

/** Ends it whatever it does; everything under way is rejected. */
export function endClient(client: RedisClient): void {
  client.destroy();
}
