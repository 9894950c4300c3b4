/** What the page says to screen readers: one polite voice that speaks every two seconds at most, and one that interrupts. */
import { signal } from '@preact/signals';
import type { ReadonlySignal } from '@preact/signals';
import { browserTimers } from './timers.ts';
import type { Timers } from './timers.ts';

export interface Announcer {
  polite: ReadonlySignal<string>;
  assertive: ReadonlySignal<string>;
  /** Says this when it is quiet again; what was waiting and has not been said is replaced. */
  say(text: string): void;
  /** Interrupts: only for what is the listener's own and cannot wait (a win). */
  shout(text: string): void;
}

const quietMs = 2000;

export function makeAnnouncer(timers: Timers = browserTimers): Announcer {
  const polite = signal('');
  const assertive = signal('');
  let waiting: string | null = null;
  let quietAt = -Infinity;

  const speak = (text: string): void => {
    // The same words twice are a change only if something differs.
    polite.value = text === polite.peek() ? `${text}\u00a0` : text;
    quietAt = timers.monotonic() + quietMs;
  };
  return {
    polite,
    assertive,
    say(text) {
      const waitMs = quietAt - timers.monotonic();
      if (waitMs <= 0 && waiting === null) return speak(text);
      if (waiting === null) {
        timers.after(waitMs, () => {
          const next = waiting;
          waiting = null;
          if (next !== null) speak(next);
        });
      }
      waiting = text;
    },
    shout(text) {
      assertive.value = text === assertive.peek() ? `${text}\u00a0` : text;
    },
  };
}

/** The page's voice. */
export const announcer = makeAnnouncer();
