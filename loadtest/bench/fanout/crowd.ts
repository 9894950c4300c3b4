/** All of the bench's viewers, spread over processes of their own. */
import { setTimeout as sleep } from 'node:timers/promises';
import { Child } from '../../child-process.ts';
import type { Seen } from './crowd-process.ts';

const processes = 2;

export class BenchCrowd {
  readonly #children = Array.from({ length: processes }, () => new Child(new URL('./crowd-process.ts', import.meta.url)));

  get pids(): number[] {
    return this.#children.map(({ pid }) => pid);
  }

  async joinOwn(url: string, tokens: readonly string[]): Promise<void> {
    await Promise.all(this.#children.map((child, i) => child.ask('joinOwn', { url, tokens: share(tokens, i) })));
  }

  async joinBare(url: string, count: number): Promise<void> {
    await Promise.all(this.#children.map((child) => child.ask('joinBare', { url, count: count / processes })));
  }

  /** From now on frames count. */
  async mark(): Promise<void> {
    await this.#tell('mark');
  }

  /** Until the next `read` nobody reads: reading beside the servers would disturb what is measured. */
  async stall(): Promise<void> {
    await this.#tell('stall');
  }

  async read(forMs: number): Promise<void> {
    await this.#tell('read', forMs);
  }

  /** What everybody has seen, once it no longer grows. Throws when they have not seen the same. */
  async seen(kind: 'own' | 'bare'): Promise<Seen> {
    let before = '';
    for (;;) {
      const all = (await Promise.all(this.#children.map((child) => child.ask<Seen[]>('seen', kind)))).flat();
      const now = JSON.stringify(all);
      if (now !== before) {
        before = now;
        await sleep(500);
        continue;
      }
      if (new Set(all.map((seen) => JSON.stringify(seen))).size !== 1) throw new Error(`viewers saw different things: ${now}`);
      return all[0]!;
    }
  }

  async #tell(what: string, value?: unknown): Promise<void> {
    await Promise.all(this.#children.map((child) => child.ask(what, value)));
  }

  async end(): Promise<void> {
    await Promise.all(this.#children.map((child) => child.end()));
  }
}

function share(tokens: readonly string[], process: number): string[] {
  return tokens.filter((_, i) => i % processes === process);
}
