/** One shard's chat: who may write how often, and the last numbered lines that ride in its snapshots. */
import type { ViewerId } from '../../shared/ids.ts';
import { isRefusal, refuse } from '../../shared/protocol/index.ts';
import type { Refusal } from '../../shared/protocol/index.ts';
import type { Limits } from '../services.ts';
import type { ShardChat, ShardLine } from '../stage-wire.ts';
import { TokenBucket } from '../token-bucket.ts';
import { cleanLine } from './words.ts';
import type { Player } from './edge-round.ts';
import type { Times } from './input-gate.ts';

const rate = { perSecond: 0.5, burst: 4 };
const keptLines = 50;
/** Accepted keys per viewer, so that a repeated request does not say it twice. */
const keptKeys = 8;

interface Writer {
  bucket: TokenBucket;
  keys: Map<string, { text: string; id: string }>;
}

export class Chat {
  readonly #from: { shard: number; since: number };
  readonly #limits: Limits;
  readonly #writers = new Map<ViewerId, Writer>();
  #lines: ShardLine[] = [];
  #last = 0;

  constructor(from: { shard: number; since: number }, limits: Limits) {
    this.#from = from;
    this.#limits = limits;
  }

  /** Takes a line; the answer names it. A repeated key is answered as the first time. */
  say(
    player: Player,
    said: { text: string; key: string },
    { now, monotonic }: Times,
  ): { id: string; text: string; fresh: boolean } | Refusal {
    const writer = this.#writer(player.viewer, monotonic);
    const known = writer.keys.get(said.key);
    if (known) return known.text === said.text ? { ...known, fresh: false } : refuse('key-reused');
    const text = cleanLine(said.text, this.#limits);
    if (isRefusal(text)) return text;
    if (!writer.bucket.take(1, monotonic)) return refuse('rate-limited', { retryAfterMs: writer.bucket.waitMs(1) });
    const n = ++this.#last;
    this.#lines.push({ n, viewer: player.viewer, name: player.name, text, at: now });
    if (this.#lines.length > keptLines) this.#lines.shift();
    const id = lineId(this.#from, n);
    writer.keys.set(said.key, { text: said.text, id });
    if (writer.keys.size > keptKeys) writer.keys.delete(writer.keys.keys().next().value!);
    return { id, text, fresh: true };
  }

  /** Takes away what a banned or muted viewer wrote and nobody has read yet. */
  forget(viewer: ViewerId): void {
    this.#lines = this.#lines.filter((line) => line.viewer !== viewer);
  }

  /** Forgets writers whose rate is fresh again, now and then: whoever leaves and comes back at once finds theirs as it was. */
  prune(monotonic: number): void {
    for (const [viewer, writer] of this.#writers) if (writer.bucket.take(rate.burst, monotonic)) this.#writers.delete(viewer);
  }

  snapshot(): ShardChat {
    return { since: this.#from.since, last: this.#last, lines: [...this.#lines] };
  }

  #writer(viewer: ViewerId, monotonic: number): Writer {
    let writer = this.#writers.get(viewer);
    if (!writer) this.#writers.set(viewer, (writer = { bucket: new TokenBucket(rate, monotonic), keys: new Map() }));
    return writer;
  }
}

/** What a line is called by everybody, for ever: another life of the shard gives other names. */
export function lineId({ shard, since }: { shard: number; since: number }, n: number): string {
  return `${shard}:${since.toString(36)}:${n}`;
}
