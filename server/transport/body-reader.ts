/** Collects one HTTP body: as large as allowed, in the time allowed, told once. */
import type { Clock } from '../../rooms/services.ts';
import { refuse } from '../../shared/protocol/index.ts';
import type { Refusal } from '../../shared/protocol/index.ts';

export type BodyRead = { ok: true; body: Uint8Array } | { ok: false; refusal: Refusal };

export interface BodyLimits {
  clock: Clock;
  limitBytes: number;
  timeoutMs: number;
}

/** A body that says beforehand that it is too large is not waited for. */
export function announcedTooLarge(contentLength: string | undefined, { limitBytes }: BodyLimits): Refusal | null {
  return Number(contentLength) > limitBytes ? refuse('too-large') : null;
}

export class BodyReader {
  readonly #limitBytes: number;
  readonly #stopTimer: () => void;
  readonly #chunks: Uint8Array[] = [];
  #size = 0;
  #done: ((read: BodyRead) => void) | null;

  /** `done` is called at most once. */
  constructor({ clock, limitBytes, timeoutMs }: BodyLimits, done: (read: BodyRead) => void) {
    this.#limitBytes = limitBytes;
    this.#done = done;
    this.#stopTimer = clock.after(timeoutMs, () => this.#finish({ ok: false, refusal: refuse('too-slow') }));
  }

  /** Takes a chunk that stays as it is; a transport that reuses its buffers copies first. */
  push(chunk: Uint8Array): void {
    if (!this.#done) return;
    this.#size += chunk.length;
    if (this.#size > this.#limitBytes) return this.#finish({ ok: false, refusal: refuse('too-large') });
    this.#chunks.push(chunk);
  }

  end(): void {
    this.#finish({ ok: true, body: this.#chunks.length === 1 ? this.#chunks[0]! : Buffer.concat(this.#chunks) });
  }

  /** The client went away: nobody is told. */
  cancel(): void {
    this.#stopTimer();
    this.#done = null;
    this.#chunks.length = 0;
  }

  #finish(read: BodyRead): void {
    const done = this.#done;
    this.cancel();
    done?.(read);
  }
}
