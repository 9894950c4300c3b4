/**
 * Follows the ledger's stream and tells every line, whoever wrote it, in order and once: by a connection of its own, which
 * waits for the next line, and goes on after the last one told when it had to be made anew.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { RedisClient } from './client.ts';
import type { RedisConnection } from './connection.ts';
import { startDeadline } from './deadline.ts';
import { beginning, isUpTo, lineOf } from './entries.ts';
import type { Place, RawEntry } from './entries.ts';
import type { LedgerKeys } from './keys.ts';
import { RedisTrouble, textOf } from './trouble.ts';
import type { LedgerLine } from '../../shared/sale/index.ts';

export interface LineWatchOptions {
  connection: RedisConnection;
  keys: LedgerKeys;
  tell: (lines: LedgerLine[]) => void;
  /** How long whoever waits for a line to be told waits at most, ms. */
  timeoutMs: number;
}

/** How long one call waits for the next line, ms; in between it is looked up whether the ledger is still the same. */
const blockMs = 1000;
const mostPerCall = 2000;

interface Waiting extends Place {
  resolve: () => void;
}

export class LineWatch {
  readonly #options: LineWatchOptions;
  /** The last entry that was told; null as long as there is no ledger to follow. */
  #told: Place | null = null;
  #waiting: Waiting[] = [];
  #isStopped = false;
  /** Ends the waiting for a ledger to follow. */
  readonly #begun = new AbortController();

  constructor(options: LineWatchOptions) {
    this.#options = options;
  }

  /** The last line that was told. */
  get told(): Place | null {
    return this.#told;
  }

  /** The ledger that is followed: the one in force, as far as anybody has heard. Null: none was ever begun. */
  get generation(): string | null {
    return this.#told?.generation ?? null;
  }

  /** Begins after the newest line there is. */
  async start(): Promise<void> {
    const { keys, connection } = this.#options;
    const { client } = connection;
    // Without knowing the newest line, every line there ever was would be told as new.
    if (!client) throw new RedisTrouble('down');
    const generation = await client.get(keys.generation);
    if (generation !== null) {
      const newest = await client.xRevRange(keys.lines(generation), '+', '-', { COUNT: 1 });
      this.#told = { generation, id: newest?.[0]?.id ?? beginning };
    }
    void this.#run();
  }

  /** From here on this ledger is followed, from its first line, if it is not already. */
  follow(generation: string): void {
    if (this.generation === generation) return;
    const isAnother = this.#told !== null;
    this.#told = { generation, id: beginning };
    this.#begun.abort();
    // What waits for a line of the old one need not: that may take a second.
    const { connection } = this.#options;
    if (isAnother) connection.renew(connection.client, 'another ledger is in force');
  }

  /** Resolves once the entry was told. */
  async until(place: Place): Promise<void> {
    this.follow(place.generation);
    if (this.#hasTold(place)) return;
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const waiting = { ...place, resolve };
    this.#waiting.push(waiting);
    const deadline = startDeadline(this.#options.timeoutMs, () => {
      this.#waiting = this.#waiting.filter((each) => each !== waiting);
      reject(new RedisTrouble('slow', 'it was written, but not heard of'));
    });
    await promise.finally(() => deadline.clear());
  }

  stop(): void {
    this.#isStopped = true;
    this.#begun.abort();
    this.#options.connection.close();
  }

  async #run(): Promise<void> {
    const { connection } = this.#options;
    while (!this.#isStopped) {
      await connection.whenReady();
      const { client } = connection;
      if (client) await this.#follow(client).catch((error: unknown) => connection.renew(client, textOf(error)));
    }
  }

  /** For as long as the connection lasts. */
  async #follow(client: RedisClient): Promise<void> {
    while (client.isReady && !this.#isStopped) {
      await this.#lookUpGeneration(client);
      if (this.#told === null) await pause(blockMs, undefined, { signal: this.#begun.signal }).catch(() => null);
      else while (client.isReady && (await this.#readOn(client)));
    }
  }

  async #lookUpGeneration(client: RedisClient): Promise<void> {
    const before = this.generation;
    const inForce = await client.get(this.#options.keys.generation);
    // Gone: whoever asks is told. Whatever may come next has another name.
    const isOther = inForce !== null && inForce !== before;
    if (isOther && this.generation === before) this.#told = { generation: inForce, id: beginning };
  }

  /** Whether there was anything. */
  async #readOn(client: RedisClient): Promise<boolean> {
    const told = this.#told;
    if (!told) return false;
    const { connection, timeoutMs } = this.#options;
    const deadline = startDeadline(blockMs + timeoutMs, () => connection.renew(client, 'it did not answer in time'));
    const key = this.#options.keys.lines(told.generation);
    const command = ['XREAD', 'COUNT', String(mostPerCall), 'BLOCK', String(blockMs), 'STREAMS', key, told.id];
    const reply = await client.sendCommand(command).finally(() => deadline.clear());
    const entries = entriesIn(reply);
    // Meanwhile another ledger may be the one to follow.
    if (entries.length === 0 || this.#told !== told) return this.#told !== told;
    this.#told = { ...told, id: entries.at(-1)![0] };
    this.#options.tell(entries.map((entry) => lineOf(entry, told.generation)));
    this.#release();
    return true;
  }

  #hasTold({ generation, id }: Place): boolean {
    return this.#told?.generation === generation && isUpTo(id, this.#told.id);
  }

  /** Answers come in the order of their lines. */
  #release(): void {
    const still = this.#waiting.findIndex((each) => !this.#hasTold(each));
    const done = this.#waiting.splice(0, still === -1 ? this.#waiting.length : still);
    for (const { resolve } of done) resolve();
  }
}

/** Of the one stream that was asked for; none when nothing came in time. */
function entriesIn(reply: unknown): RawEntry[] {
  const streams = reply as [key: string, entries: RawEntry[]][] | null;
  return streams?.[0]?.[1] ?? [];
}
