/** Asks the server and always comes back with a value: the answer, or why there is none. */
import { refuse } from '../../shared/protocol/errors.ts';
import type { Refusal } from '../../shared/protocol/errors.ts';
import { refusalOf } from './refusal.ts';
import type { ShowRoom } from './show-room.ts';
import type { Timers } from './timers.ts';

/** The joined room, if there is one, and word of the next. */
export interface Line {
  room(): ShowRoom | null;
  /** Calls back once when a room is up (again); the function returned calls it off. */
  onceUp(callback: () => void): () => void;
}

/** One question waits this long for its answer, ms. */
const answerMs = 5000;
/** A question with a key is asked again this long, over reconnects too, ms. */
const patienceMs = 15_000;
const pauseMs = 400;

/**
 * Sends a request. A refusal is returned as it came. When the line breaks before the answer, a payload that carries a
 * `key` or `id` is sent again (the server answers a repeated key with the first effect); others are `busy`.
 */
export async function ask<T>(line: Line, timers: Timers, question: { type: string; payload: unknown }): Promise<T | Refusal> {
  const { type, payload } = question;
  const endsAt = timers.monotonic() + patienceMs;
  const repeatable = typeof payload === 'object' && payload !== null && ('key' in payload || 'id' in payload);
  while (true) {
    const room = line.room() ?? (await nextRoom(line, timers, endsAt - timers.monotonic()));
    if (!room) return refuse('busy', { detail: 'not connected' });
    try {
      return (await room.request(type, payload, { timeout: answerMs })) as T;
    } catch (error) {
      const answered = typeof error === 'object' && error !== null && 'reason' in error;
      if (answered || !repeatable || timers.monotonic() + pauseMs >= endsAt) return refusalOf(error);
      await new Promise<void>((resolve) => timers.after(pauseMs, resolve));
    }
  }
}

function nextRoom(line: Line, timers: Timers, withinMs: number): Promise<ShowRoom | null> {
  return new Promise((resolve) => {
    const cancelUp = line.onceUp(() => {
      cancelTimer();
      resolve(line.room());
    });
    const cancelTimer = timers.after(Math.max(0, withinMs), () => {
      cancelUp();
      resolve(null);
    });
  });
}
