/** Makes a readable digest of all shards' chat: each line once, at most so many a second, the rest counted as skipped. */
import type { ChatMessage, ModeratedLine } from '../../shared/protocol/index.ts';
import type { Snapshot } from '../stage-wire.ts';
import { lineId } from '../crowd/chat.ts';
import { TokenBucket } from '../token-bucket.ts';

/** Lines a pin can still name. */
const rememberedLines = 200;

export class ChatDigest {
  readonly #cursors = new Map<number, { since: number; n: number }>();
  readonly #recent = new Map<string, ModeratedLine>();
  readonly #budget: TokenBucket;
  #lines: ModeratedLine[] = [];
  #skipped = 0;

  constructor(linesPerSecond: number, nowMs: number) {
    this.#budget = new TokenBucket({ perSecond: linesPerSecond, burst: linesPerSecond }, nowMs);
  }

  /** Takes the lines of a snapshot that are new. Lines that no longer stood in it are counted as skipped. */
  take({ shard, chat }: Pick<Snapshot, 'shard' | 'chat'>, nowMs: number): void {
    const known = this.#cursors.get(shard);
    const cursor = known?.since === chat.since ? known.n : 0;
    const fresh = chat.lines.filter((line) => line.n > cursor);
    this.#skipped += chat.last - cursor - fresh.length;
    this.#cursors.set(shard, { since: chat.since, n: chat.last });
    for (const { n, viewer, name, text, at } of fresh) {
      const line = { id: lineId({ shard, since: chat.since }, n), viewer, name, text, at };
      this.#remember(line);
      if (this.#budget.take(1, nowMs)) this.#lines.push(line);
      else this.#skipped++;
    }
  }

  /** What is to be shown since the last call; null when there is nothing. */
  drain(): { public: ChatMessage; panel: ModeratedLine[] } | null {
    if (this.#lines.length === 0 && this.#skipped === 0) return null;
    const panel = this.#lines.toSorted((a, b) => a.at - b.at);
    const lines = panel.map(({ id, name, text, at }) => ({ id, name, text, at }));
    const digest = { public: { lines, skipped: this.#skipped }, panel };
    this.#lines = [];
    this.#skipped = 0;
    return digest;
  }

  /** A line by its id, while it is remembered. */
  line(id: string): ModeratedLine | null {
    return this.#recent.get(id) ?? null;
  }

  /** The newest lines, oldest first. */
  recent(count: number): ModeratedLine[] {
    return [...this.#recent.values()].slice(-count);
  }

  #remember(line: ModeratedLine): void {
    this.#recent.set(line.id, line);
    if (this.#recent.size <= rememberedLines) return;
    const [oldest] = this.#recent.keys();
    this.#recent.delete(oldest!);
  }
}
