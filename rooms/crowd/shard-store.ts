/** Makes one shard's parts of rounds, battles and polls durable: at once for what is answered, in batches for what is not. */
import type { PartId, ShowId } from '../../shared/ids.ts';
import { report } from '../guard.ts';
import { mayPass } from '../journal-error.ts';
import type { Fact, JournalEntry, StoredShard } from '../journal.ts';
import type { Services } from '../services.ts';
import type { KeptPart } from './kept-part.ts';

/** Answered inputs and votes wait this long for company; unanswered ones this long. */
const answeredMs = 5;
const unansweredMs = 250;
/** What failed to be read or written is tried again after this long. */
const retryMs = 250;

export class ShardStore {
  readonly #services: Pick<Services, 'clock' | 'journal' | 'log' | 'metrics'>;
  readonly #place: { show: ShowId; shard: number };
  readonly #onUnwritable: (part: KeptPart, error: unknown) => void;
  /** Parts that may hold something that is not yet durable. */
  readonly #changed = new Set<KeptPart>();
  #facts: Fact[] = [];
  #waiting: { part: KeptPart; resolve: (written: boolean) => void }[] = [];
  #timer: { dueMs: number; cancel: () => void } | null = null;
  /** How many writes of a part are under way. */
  readonly #underWay = new Map<KeptPart, number>();
  readonly #writing = new Set<Promise<unknown>>();
  readonly #restoring = new Set<PartId>();

  /** `onUnwritable` is told of a part that can never be written: it is not tried again. */
  constructor(
    services: Pick<Services, 'clock' | 'journal' | 'log' | 'metrics'>,
    place: { show: ShowId; shard: number },
    onUnwritable: (part: KeptPart, error: unknown) => void,
  ) {
    this.#services = services;
    this.#place = place;
    this.#onUnwritable = onUnwritable;
  }

  /** Whether what was stored of a part is being read. */
  isRestoring(part: PartId): boolean {
    return this.#restoring.has(part);
  }

  /** Keeps something that happened; it is written with the next batch. */
  fact(fact: Fact): void {
    this.#facts.push(fact);
    this.#arm(unansweredMs);
  }

  /** Writes what has changed within a moment. */
  soon(part: KeptPart): void {
    this.#changed.add(part);
    this.#arm(unansweredMs);
  }

  /** Resolves when all that has changed so far is durable; false when it could not be written. */
  durable(part: KeptPart): Promise<boolean> {
    return new Promise((resolve) => {
      this.#waiting.push({ part, resolve });
      this.#changed.add(part);
      this.#arm(answeredMs);
    });
  }

  /** Hands what has changed to the journal at once. */
  now(part?: KeptPart): void {
    if (part) this.#changed.add(part);
    this.#hand([...this.#changed]);
  }

  /** What is being written waits until it is: the slower the disk, the more goes into one write. */
  #handDue(): void {
    this.#hand([...this.#changed].filter((part) => !this.#underWay.has(part)));
  }

  #hand(parts: readonly KeptPart[]): void {
    this.#timer?.cancel();
    this.#timer = null;
    for (const part of parts) this.#changed.delete(part);
    const facts = this.#writeFacts();
    const writes = new Map(parts.filter(({ dirty }) => dirty).map((part) => [part, this.#writePart(part)]));
    const waiting = this.#waiting;
    this.#waiting = waiting.filter(({ part }) => this.#changed.has(part));
    for (const { part, resolve } of waiting) {
      // What is not dirty is durable.
      if (!this.#changed.has(part)) void (writes.get(part) ?? Promise.resolve(true)).then(resolve);
    }
    const written = Promise.all([...writes.values(), facts]);
    this.#writing.add(written);
    void written.then(() => this.#writing.delete(written));
  }

  async #writePart(part: KeptPart): Promise<boolean> {
    const { state, records, saved } = part.unsaved();
    this.#underWay.set(part, (this.#underWay.get(part) ?? 0) + 1);
    const failed = await this.#write({ shard: { part: part.part, shard: this.#place.shard, state, records } });
    this.#isDone(part);
    if (!failed) saved();
    else if (mayPass(failed.error)) this.#tryAgain(() => this.#changed.add(part));
    else this.#onUnwritable(part, failed.error);
    return !failed;
  }

  /** What came meanwhile has waited long enough if somebody waits for it. */
  #isDone(part: KeptPart): void {
    const left = this.#underWay.get(part)! - 1;
    if (left > 0) this.#underWay.set(part, left);
    else this.#underWay.delete(part);
    if (this.#changed.has(part)) this.#arm(this.#waiting.some((one) => one.part === part) ? 0 : unansweredMs);
  }

  async #writeFacts(): Promise<void> {
    const facts = this.#facts;
    this.#facts = [];
    if (facts.length === 0) return;
    const failed = await this.#write({ facts });
    if (failed) this.#tryAgain(() => this.#facts.unshift(...facts));
  }

  /** Null when it is durable. */
  async #write(entry: Omit<JournalEntry, 'show'>): Promise<{ error: unknown } | null> {
    try {
      await this.#services.journal.commit({ show: this.#place.show, ...entry });
      return null;
    } catch (error) {
      report(this.#services, 'journal', error);
      return { error };
    }
  }

  /** What could not be written goes with the next batch. */
  #tryAgain(putBack: () => void): void {
    putBack();
    this.#arm(retryMs);
  }

  /** Reads what was stored of a part, however often it takes. */
  restore(part: PartId, use: (stored: StoredShard | null) => void): void {
    this.#restoring.add(part);
    this.#services.journal.shard(this.#place.show, part, this.#place.shard).then(
      (stored) => {
        this.#restoring.delete(part);
        use(stored);
      },
      (error: unknown) => {
        report(this.#services, 'journal', error);
        this.#services.clock.after(retryMs, () => this.restore(part, use));
      },
    );
  }

  /** Resolves when nothing is being written. */
  async idle(): Promise<void> {
    this.now();
    await Promise.all(this.#writing);
  }

  #arm(inMs: number): void {
    const dueMs = this.#services.clock.monotonic() + inMs;
    if (this.#timer && this.#timer.dueMs <= dueMs) return;
    this.#timer?.cancel();
    this.#timer = { dueMs, cancel: this.#services.clock.after(inMs, () => this.#handDue()) };
  }
}
