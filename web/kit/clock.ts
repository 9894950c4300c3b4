/** The show's clock on this page: asks the server for its time, eight times quickly and then every five seconds. */
import { signal } from '@preact/signals';
import type { ReadonlySignal } from '@preact/signals';
import { makeServerClock } from '../../shared/clock.ts';
import type { ShowRoom } from './show-room.ts';
import type { Timers } from './timers.ts';

export interface ShowClock {
  /** Server time, epoch ms. Before the first answer it is this machine's own. */
  serverNow(): number;
  /** How far off it can be, ms, as of the last answer. */
  errorMs: ReadonlySignal<number>;
  /** Whether enough answers agree to trust it. */
  ready: ReadonlySignal<boolean>;
  /** How often it had to jump (a laptop slept): what was derived from it must be computed anew. */
  steps: ReadonlySignal<number>;
}

export interface KeptClock extends ShowClock {
  /** Asks quickly several times: on joining, and when the page is looked at again. */
  burst(): void;
  stop(): void;
}

/** One answer, or none: `silence` is a question nobody answered, `refused` any other way to get no time. */
export type TimeAnswer = { now: number } | 'silence' | 'refused';

const burstSamples = 8;
const burstEveryMs = 100;
const steadyEveryMs = 5000;
const answerMs = 4000;
/** So many unanswered questions, each asked after the one before was given up: the line is dead, whatever the socket says. */
const silencesToGiveUp = 2;

export async function askTime(room: ShowRoom | null): Promise<TimeAnswer> {
  if (!room) return 'refused';
  try {
    return (await room.request('clock', {}, { timeout: answerMs })) as { now: number };
  } catch (error) {
    return typeof error === 'object' && error !== null && 'reason' in error ? 'refused' : 'silence';
  }
}

export function keepClock(options: { ask: () => Promise<TimeAnswer>; onSilence: () => void; timers: Timers }): KeptClock {
  const { ask, onSilence, timers } = options;
  const clock = makeServerClock();
  const machineOffset = Date.now() - timers.monotonic();
  const errorMs = signal(Infinity);
  const ready = signal(false);
  const steps = signal(0);
  let heard = false;
  let silences = 0;
  let silentSince = -Infinity;
  let cancel: (() => void) | null = null;

  const sample = async (): Promise<void> => {
    const sentAt = timers.monotonic();
    const answer = await ask();
    const receivedAt = timers.monotonic();
    if (answer === 'refused') return;
    if (answer === 'silence') {
      if (sentAt < silentSince || cancel === null) return;
      silentSince = receivedAt;
      silences++;
      if (silences === silencesToGiveUp) onSilence();
      return;
    }
    silences = 0;
    heard = true;
    const verdict = clock.take({ sentAt, receivedAt, serverNow: answer.now });
    if (verdict === 'stepped') steps.value++;
    errorMs.value = clock.errorMs(receivedAt);
    ready.value = clock.locked;
    if (verdict === 'doubted' && cancel !== null) void sample();
  };

  const run = (left: number): void => {
    cancel?.();
    void sample();
    cancel = timers.after(left > 1 ? burstEveryMs : steadyEveryMs, () => run(Math.max(1, left - 1)));
  };

  return {
    serverNow: () => (heard ? clock.now(timers.monotonic()) : machineOffset + timers.monotonic()),
    errorMs,
    ready,
    steps,
    burst: () => {
      silences = 0;
      run(burstSamples);
    },
    stop: () => {
      cancel?.();
      cancel = null;
    },
  };
}
