/** An overlay has nobody to press "try again": when it is kept out, it says so to the console and comes back by itself. */
import { effect } from '@preact/signals';
import type { Connection } from '../kit/connection.ts';
import { browserTimers } from '../kit/timers.ts';
import type { Timers } from '../kit/timers.ts';

/** Long enough that two overlays on one token do not keep throwing each other out. */
export const tryAgainMs = 30_000;

export type TriedLine = Pick<Connection, 'status' | 'refusal' | 'bye' | 'rejoin'>;

export function keepTrying(
  line: TriedLine,
  timers: Timers = browserTimers,
  log: (text: string) => void = console.error,
): () => void {
  return effect(() => {
    if (line.status.value !== 'refused') return undefined;
    const refusal = line.refusal.value;
    log(`Drumroll overlay: ${refusal ? `${refusal.code} ${refusal.message}` : (line.bye.value?.reason ?? 'not connected')}`);
    return timers.after(tryAgainMs, () => line.rejoin());
  });
}
