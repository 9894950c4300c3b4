/** A grab on the page: one key until there is a definite answer, whatever the line does. */
import assert from 'node:assert/strict';
import { signal } from '@preact/signals';
import * as fc from 'fast-check';
import { errors, refuse } from '../../../../shared/protocol/errors.ts';
import type { ErrorCode, Refusal } from '../../../../shared/protocol/errors.ts';
import type { OwnMessage } from '../../../../shared/protocol/messages.ts';
import type { ConnectionStatus } from '../../../../web/kit/connection.ts';
import type { Shelf } from '../../../../web/kit/storage.ts';
import { makeGrabber } from '../../../../web/viewer/sale/grabber.ts';
import { pendingMs } from '../../../../web/viewer/sale/pending-grab.ts';
import { isPassing, retryMs } from '../../../../web/viewer/sale/retry.ts';
import { settled } from '../../../support/fake-room.ts';
import { manualClock } from '../../../support/manual-clock.ts';
import { holdOf } from '../../../support/web-sale.ts';

interface Asked {
  payload: { sale: string; quantity: number; key: string };
  answer: (value: unknown) => Promise<void>;
}

function memoryShelf(): Shelf {
  const kept = new Map<string, string>();
  return {
    get: (name) => kept.get(name) ?? null,
    set: (name, value) => kept.set(name, value),
    drop: (name) => kept.delete(name),
  };
}

/** A page; `shelf` outlives it, as a tab's storage does. */
function page({ shelf = memoryShelf(), time = manualClock() } = {}) {
  const asked: Asked[] = [];
  const own = signal<OwnMessage | null>(null);
  const status = signal<ConnectionStatus>('live');
  const clock = { serverNow: () => time.now(), errorMs: signal(1), ready: signal(true), steps: signal(0) };
  const request = (_type: string, payload: unknown): Promise<never> =>
    new Promise((resolve) =>
      asked.push({
        payload: payload as Asked['payload'],
        answer: async (value) => {
          resolve(value as never);
          await settled();
        },
      }),
    );
  let keys = 0;
  const grabber = makeGrabber({
    connection: { request, own, status, clock },
    shelf,
    place: 'grabs',
    timers: time,
    random: () => 0.5,
    newKey: () => `k${++keys}`,
  });
  const tell = (change: Partial<OwnMessage> = {}): void => {
    own.value = { viewer: 'mei', name: 'Mei', muted: false, round: null, holds: [], queue: [], votesLeft: [], ...change };
  };
  tell();
  const pass = async (ms: number): Promise<void> => {
    time.advance(ms);
    await settled();
  };
  return { grabber, asked, own, status, shelf, time, tell, pass, kind: () => grabber.asks.value['mug']?.kind ?? 'none' };
}

const passingCodes: ErrorCode[] = ['busy', 'ledger-unavailable', 'rate-limited', 'draining', 'too-slow', 'internal'];

describe('grabber', () => {
  for (const code of passingCodes) {
    it(`[PAGE-78] after "${code}" it asks again by itself, under the same key, until it is answered`, async () => {
      const { grabber, asked, pass, kind } = page();
      grabber.grab('mug', 2);
      await asked[0]!.answer(refuse(code));
      assert.equal(kind(), 'asking');
      await pass(5000);
      await asked[1]!.answer(refuse(code));
      await pass(5000);
      assert.deepEqual(
        asked.map(({ payload }) => payload),
        Array.from({ length: 3 }, () => ({ sale: 'mug', quantity: 2, key: 'k1' })),
      );
      await asked[2]!.answer({ hold: 'h', expiresAt: 9 });
      assert.equal(kind(), 'granted');
      await pass(60_000);
      assert.equal(asked.length, 3, 'an answer is the end of it');
    });
  }

  it('[PAGE-78] every other refusal is an answer: it ends the grab, and a new press has a new key', async () => {
    const definite = (Object.keys(errors) as ErrorCode[]).filter((code) => !passingCodes.includes(code));
    for (const code of definite) {
      const { grabber, asked, pass, kind } = page();
      grabber.grab('mug', 1);
      await asked[0]!.answer(refuse(code));
      assert.equal(kind(), 'refused', code);
      await pass(60_000);
      assert.equal(asked.length, 1, code);
      grabber.grab('mug', 1);
      assert.equal(asked[1]!.payload.key, 'k2', code);
    }
  });

  it('[PAGE-78] a press while it is asking is the same grab; another sale’s is another', () => {
    const { grabber, asked } = page();
    grabber.grab('mug', 1);
    grabber.grab('mug', 3);
    grabber.grab('lamp', 1);
    assert.deepEqual(
      asked.map(({ payload }) => payload),
      [
        { sale: 'mug', quantity: 1, key: 'k1' },
        { sale: 'lamp', quantity: 1, key: 'k2' },
      ],
    );
  });

  it('[PAGE-78] a fault of the server that does not pass is told after five tries', async () => {
    const { grabber, asked, pass, kind } = page();
    grabber.grab('mug', 1);
    for (let i = 0; i < 5; i++) {
      await asked[i]!.answer(refuse('internal'));
      await pass(5000);
    }
    assert.equal(kind(), 'refused');
    assert.equal(asked.length, 5);
  });

  it('[PAGE-79] pauses grow to five seconds, half by chance, and never undercut what the server asked for', () => {
    const refusals = fc.record({
      tries: fc.integer({ min: 1, max: 1000 }),
      after: fc.nat(60_000),
      luck: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    fc.assert(
      fc.property(refusals, ({ tries, after, luck }) => {
        const refusal: Refusal = refuse('rate-limited', { retryAfterMs: after });
        const pause = retryMs(refusal, tries, () => luck);
        assert.ok(pause >= after + 150 && pause <= after + 5000, String(pause));
      }),
    );
    assert.ok(retryMs(refuse('busy'), 4, () => 0) > retryMs(refuse('busy'), 1, () => 1), 'it grows');
    assert.notEqual(
      retryMs(refuse('busy'), 3, () => 0),
      retryMs(refuse('busy'), 3, () => 1),
      'a crowd is spread',
    );
    assert.equal(isPassing(refuse('sold-out'), 1), false);
  });

  it('[PAGE-80] a reload goes on asking under the same key, for the same viewer, for a minute', async () => {
    const before = page();
    before.grabber.grab('mug', 2);
    before.grabber.close();
    const { shelf, time } = before;

    const after = page({ shelf, time });
    assert.deepEqual(after.asked[0]!.payload, { sale: 'mug', quantity: 2, key: 'k1' });
    assert.equal(after.kind(), 'asking');
    await after.asked[0]!.answer({ hold: 'h', expiresAt: 9 });
    assert.equal(page({ shelf, time }).asked.length, 0, 'what was answered is not asked for again');
  });

  it('[PAGE-80] what was pressed long ago, or by another viewer of this tab, is not asked for', () => {
    const { grabber, shelf, time } = page();
    grabber.grab('mug', 1);
    grabber.close();
    time.advance(pendingMs);
    assert.equal(page({ shelf, time }).asked.length, 0);

    const first = page();
    first.grabber.grab('mug', 1);
    first.tell({ viewer: 'leo' });
    assert.equal(first.kind(), 'none', 'another token is another viewer');
    assert.equal(first.shelf.get('grabs'), null);
  });

  it('[PAGE-80] what stands in the storage by mistake is no grab', () => {
    for (const text of ['', 'null', '[1]', '{"mug":', '{"mug":{"viewer":"leo"}}']) {
      const shelf = memoryShelf();
      shelf.set('grabs', text);
      assert.equal(page({ shelf }).asked.length, 0, text);
    }
  });

  it('[PAGE-81] a viewer who stops, or is out, is asked for no more, and a late answer changes nothing', async () => {
    const { grabber, asked, pass, kind, status } = page();
    grabber.grab('mug', 1);
    grabber.stop('mug');
    await asked[0]!.answer({ hold: 'h', expiresAt: 9 });
    assert.equal(kind(), 'none', 'the server will tell what became of it');

    grabber.grab('mug', 1);
    await asked[1]!.answer(refuse('busy'));
    status.value = 'refused';
    await pass(60_000);
    assert.equal(asked.length, 2);
    assert.equal(kind(), 'none');
    grabber.grab('mug', 1);
    assert.equal(asked[2]!.payload.key, 'k3');
  });

  it('[PAGE-77] a granted grab stands until the server tells of its hold, which may come first', async () => {
    const { grabber, asked, tell, kind } = page();
    grabber.grab('mug', 1);
    await asked[0]!.answer({ hold: 'h', queued: 7 });
    const ask = grabber.asks.value['mug'];
    assert.ok(ask?.kind === 'granted');
    assert.deepEqual(ask.granted, { hold: 'h', sale: 'mug', quantity: 1, number: 7 });
    tell({ queue: [{ hold: 'h', sale: 'mug', quantity: 1, number: 7 }] });
    assert.equal(kind(), 'none');

    grabber.grab('mug', 1);
    tell({ holds: [holdOf({ hold: 'i' })] });
    await asked[1]!.answer({ hold: 'i', expiresAt: 9 });
    assert.equal(kind(), 'none');
  });
});
