/** A connection to Redis that is made again whenever it ends: until it is ready there is no client, and nothing waits for one. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Log } from '../../rooms/services.ts';
import { endClient, makeClient } from './client.ts';
import type { ClientOptions, RedisClient } from './client.ts';
import { startDeadline } from './deadline.ts';
import { addressOf, RedisLedgerError, RedisUnreachableError } from './errors.ts';
import { textOf } from './trouble.ts';

export interface ConnectionOptions extends ClientOptions {
  log: Log;
  /** Makes a fresh client fit for use; what it throws ends the attempt. */
  prepare: (client: RedisClient) => Promise<void>;
}

/** A connection's life: resolves with what ended it. */
interface Life {
  ended: Promise<unknown>;
}

const firstRetryMs = 50;
const lastRetryMs = 1000;

export class RedisConnection {
  readonly #options: ConnectionOptions;
  readonly #stop = new AbortController();
  #ready: RedisClient | null = null;
  /** Why we have ended the connection ourselves. */
  #why: string | null = null;
  #nextReady = Promise.withResolvers<void>();

  /** A `RedisLedgerError` says why there is no connection to begin with, and what to do. */
  static async open(options: ConnectionOptions): Promise<RedisConnection> {
    const connection = new RedisConnection(options);
    try {
      const life = await connection.#connect();
      void connection.#keep(life);
    } catch (error) {
      connection.close();
      if (error instanceof RedisLedgerError) throw error;
      throw new RedisUnreachableError(addressOf(options.url), textOf(error));
    }
    return connection;
  }

  private constructor(options: ConnectionOptions) {
    this.#options = options;
  }

  /** Null while there is no connection. */
  get client(): RedisClient | null {
    return this.#ready;
  }

  get isClosed(): boolean {
    return this.#stop.signal.aborted;
  }

  /** Resolves once there is a client, or never will be. */
  async whenReady(): Promise<void> {
    if (!this.#ready && !this.isClosed) await this.#nextReady.promise;
  }

  /** Ends this client, if it is still the one in use, and connects anew. Everything under way is rejected. */
  renew(client: RedisClient | null, why: string): void {
    if (!client || client !== this.#ready) return;
    this.#ready = null;
    this.#why = why;
    endClient(client);
  }

  close(): void {
    this.#stop.abort();
    this.renew(this.#ready, 'it is closed');
    this.#nextReady.resolve();
  }

  async #keep(first: Life): Promise<void> {
    const { log, name } = this.#options;
    let life = first;
    while (!this.isClosed) {
      const cause = await life.ended;
      if (this.isClosed) return;
      log.warn({ connection: name, error: this.#why ?? textOf(cause) }, 'the connection to Redis has ended');
      this.#why = null;
      const next = await this.#connectAgain();
      if (next) life = next;
    }
  }

  /** Null when it was closed meanwhile. */
  async #connectAgain(): Promise<Life | null> {
    const { log, name } = this.#options;
    let lastError = '';
    for (let retryMs = firstRetryMs; !this.isClosed; retryMs = Math.min(retryMs * 2, lastRetryMs)) {
      try {
        const life = await this.#connect();
        log.info({ connection: name }, 'connected to Redis again');
        return life;
      } catch (error) {
        // Told once, not at every try.
        if (textOf(error) !== lastError) log.error({ connection: name, error: textOf(error) }, 'Redis cannot be used');
        lastError = textOf(error);
        await pause(retryMs, undefined, { signal: this.#stop.signal }).catch(() => null);
      }
    }
    return null;
  }

  async #connect(): Promise<Life> {
    const client = makeClient(this.#options);
    const ended = new Promise<unknown>((resolve) => {
      client.once('error', resolve).once('end', () => resolve(new Error('it was closed')));
    }).then((cause) => {
      if (this.#ready === client) this.#ready = null;
      endClient(client);
      return cause;
    });
    // The library tells of every error besides; all of them have ended this client already.
    client.on('error', () => null);
    // A Redis that accepts the connection and then says nothing must not keep anybody waiting.
    let isLate = false;
    const deadline = startDeadline(this.#options.timeoutMs, () => {
      isLate = true;
      endClient(client);
    });
    try {
      await client.connect();
      await this.#options.prepare(client);
      if (!client.isReady) throw await ended;
    } catch (error) {
      endClient(client);
      throw isLate ? new Error('it did not answer in time') : error;
    } finally {
      deadline.clear();
    }
    if (this.isClosed) endClient(client);
    else {
      this.#ready = client;
      this.#nextReady.resolve();
      this.#nextReady = Promise.withResolvers();
    }
    return { ended };
  }
}
