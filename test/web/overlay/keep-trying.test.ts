/** An overlay that was kept out comes back by itself and says nothing on air. */
import assert from 'node:assert/strict';
import { signal } from '@preact/signals';
import { refuse } from '../../../shared/protocol/errors.ts';
import type { Refusal } from '../../../shared/protocol/errors.ts';
import type { ByeMessage } from '../../../shared/protocol/messages.ts';
import type { ConnectionStatus } from '../../../web/kit/connection.ts';
import { keepTrying, tryAgainMs } from '../../../web/overlay/keep-trying.ts';

function line() {
  const status = signal<ConnectionStatus>('live');
  const refusal = signal<Refusal | null>(null);
  const bye = signal<ByeMessage | null>(null);
  const timers = new Map<object, { delayMs: number; call: () => void }>();
  const logged: string[] = [];
  let rejoined = 0;
  const stop = keepTrying(
    { status, refusal, bye, rejoin: () => rejoined++ },
    {
      monotonic: () => 0,
      after: (delayMs, call) => {
        const key = {};
        timers.set(key, { delayMs, call });
        return () => timers.delete(key);
      },
    },
    (text) => logged.push(text),
  );
  return { status, refusal, bye, timers, logged, stop, rejoins: () => rejoined };
}

describe('overlay line', () => {
  it('[PAGE-66] a refused overlay tells the console why and joins again later', () => {
    const { status, refusal, timers, logged, rejoins } = line();
    assert.equal(timers.size, 0, 'nothing waits while all is well');
    refusal.value = refuse('auth/expired');
    status.value = 'refused';
    assert.match(logged.join('\n'), /auth\/expired/);
    const [timer] = [...timers.values()];
    assert.equal(timer?.delayMs, tryAgainMs);
    timer?.call();
    assert.equal(rejoins(), 1);
  });

  it('[PAGE-66] when it is let in before that, the attempt is called off', () => {
    const { status, bye, timers, logged, stop } = line();
    bye.value = { reason: 'signed-in-elsewhere' };
    status.value = 'refused';
    assert.match(logged.join('\n'), /signed-in-elsewhere/);
    status.value = 'connecting';
    assert.equal(timers.size, 0);
    status.value = 'refused';
    stop();
    assert.equal(timers.size, 0);
  });
});
