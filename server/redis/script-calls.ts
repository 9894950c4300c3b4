/** Calls Lua scripts by their hashes, several in one go, in order; a Redis that has forgotten the scripts is given them again. */
import type { RedisClient } from './client.ts';
import { RedisTrouble, textOf } from './trouble.ts';
import type { Trouble } from './trouble.ts';
import type { Verb } from './scripts.ts';

export interface ScriptCall {
  verb: Verb;
  keys: readonly string[];
  args: readonly string[];
}

/** A script's reply, or why there is none. */
export type Outcome = { reply: unknown[] } | { error: RedisTrouble } | { bug: string };

export class ScriptCalls {
  readonly #scripts: ReadonlyMap<Verb, string>;
  #hashes = new Map<Verb, string>();

  constructor(scripts: ReadonlyMap<Verb, string>) {
    this.#scripts = scripts;
  }

  /** To be done with every connection: another Redis, or one that was started again, knows none of the scripts. */
  async load(client: RedisClient): Promise<void> {
    const loading = [...this.#scripts].map(async ([verb, text]) => [verb, await client.scriptLoad(text)] as const);
    this.#hashes = new Map(await Promise.all(loading));
  }

  /** Sends all of them at once; the outcomes are in the order of the calls. `onReply` is told of each. */
  async run(client: RedisClient, calls: readonly ScriptCall[], onReply: () => void = () => {}): Promise<Outcome[]> {
    const replies = await this.#send(client, calls, onReply);
    const forgotten = calls.filter((_, at) => isForgotten(replies[at]));
    if (forgotten.length > 0) {
      // Nothing of these was done. Nobody else's call can be between, so that they are still in order.
      await this.load(client);
      const again = await this.#send(client, forgotten, onReply);
      for (const [at, reply] of replies.entries()) if (isForgotten(reply)) replies[at] = again.shift() ?? reply;
    }
    return replies.map(outcomeOf);
  }

  #send(client: RedisClient, calls: readonly ScriptCall[], onReply: () => void): Promise<PromiseSettledResult<unknown>[]> {
    const sent = calls.map(async ({ verb, keys, args }) => {
      const reply = await client.sendCommand(['EVALSHA', this.#hashes.get(verb) ?? '', String(keys.length), ...keys, ...args]);
      onReply();
      return reply;
    });
    return Promise.allSettled(sent);
  }
}

function isForgotten(reply: PromiseSettledResult<unknown> | undefined): boolean {
  return reply?.status === 'rejected' && textOf(reply.reason).startsWith('NOSCRIPT');
}

function outcomeOf(reply: PromiseSettledResult<unknown>): Outcome {
  if (reply.status === 'fulfilled') return { reply: reply.value as unknown[] };
  const detail = textOf(reply.reason);
  // What Redis refuses has another word in front, also when a script was what asked for it.
  if (/^ERR .*user_script:/sv.test(detail)) return { bug: detail };
  const trouble: Trouble = /^[A-Z]{2,} /v.test(detail) ? 'refused' : 'down';
  return { error: new RedisTrouble(trouble, detail) };
}
