/** The demo shop's till. */
import assert from 'node:assert/strict';
import { refuse } from '../../../shared/protocol/errors.ts';
import type { ErrorCode, Refusal } from '../../../shared/protocol/errors.ts';
import { makeTill } from '../../../web/checkout/till.ts';
import { leaveSlip, readSlip } from '../../../web/kit/checkout-slip.ts';
import type { CheckoutSlip } from '../../../web/kit/checkout-slip.ts';
import type { Shelf } from '../../../web/kit/storage.ts';

const hold = 'demo.mug.0123456789abcdef';
const slip: CheckoutSlip = {
  show: 'demo',
  title: 'Enamel mug',
  image: '',
  price: 2900,
  currency: 'EUR',
  quantity: 2,
  expiresAt: 5000,
  aheadMs: 300,
  order: null,
};

function memoryShelf(): Shelf {
  const kept = new Map<string, string>();
  return {
    get: (name) => kept.get(name) ?? null,
    set: (name, value) => kept.set(name, value),
    drop: (name) => kept.delete(name),
  };
}

/** A till whose shop gives these answers, one after the other. */
function till(answers: ({ order: string } | Refusal | Error)[] = []) {
  const shelf = memoryShelf();
  leaveSlip(shelf, hold, slip);
  let asked = 0;
  const pay = (): Promise<{ order: string } | Refusal> => {
    const answer = answers[asked++]!;
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
  };
  const made = makeTill({ hold, slip: readSlip(shelf, hold), shelf, pay, now: () => 1000 });
  return { ...made, shelf, asked: () => asked };
}

describe('the demo shop', () => {
  it('[PAGE-90] sells what is held once, and a reload shows the order', async () => {
    const { pay, state, shelf, asked } = till([{ order: 'demo-1' }]);
    const first = pay();
    assert.equal(state.value.kind, 'paying');
    await Promise.all([first, pay()]);
    assert.deepEqual(state.value, { kind: 'paid', order: 'demo-1' });
    await pay();
    assert.equal(asked(), 1);
    const again = makeTill({ hold, slip: readSlip(shelf, hold), shelf, pay: () => assert.fail('it is paid') });
    assert.deepEqual(again.state.value, { kind: 'paid', order: 'demo-1' });
  });

  it('[PAGE-90] says plainly what cannot be paid any more, and asks no more', async () => {
    const outcomes: [ErrorCode, string][] = [
      ['hold/expired', 'expired'],
      ['hold/released', 'released'],
      ['hold/unknown', 'foreign'],
      ['hold/confirmed', 'paid-elsewhere'],
      ['ledger-lost', 'stopped'],
      ['hold/queued', 'due'],
      ['auth/wrong-show', 'other'],
      ['not-found', 'other'],
    ];
    for (const [code, expected] of outcomes) {
      const { pay, state } = till([refuse(code)]);
      await pay();
      assert.equal(state.value.kind === 'lost' ? state.value.why : state.value.kind, expected, code);
    }
  });

  it('[PAGE-90] what may pass can be tried again, and is then paid', async () => {
    const { pay, state } = till([refuse('ledger-unavailable'), new TypeError('Failed to fetch'), { order: 'demo-1' }]);
    const shown: string[] = [];
    for (let i = 0; i < 3; i++) {
      await pay();
      const now = state.value;
      shown.push(now.kind === 'due' ? `due: ${now.refusal?.code}` : now.kind);
    }
    assert.deepEqual(shown, ['due: ledger-unavailable', 'due: busy', 'paid']);
  });

  it('[PAGE-90] in a tab that does not come from the show there is nothing to pay', async () => {
    const shelf = memoryShelf();
    assert.equal(readSlip(shelf, hold), null);
    for (const text of ['', '{', '7', '{"title":7}', '{"title":"x"}']) {
      shelf.set(`drumroll.checkout.${hold}`, text);
      assert.equal(readSlip(shelf, hold), null, text);
    }
    const stranger = makeTill({ hold, slip: null, shelf, pay: () => assert.fail('nothing is asked for') });
    await stranger.pay();
    assert.equal(stranger.state.value.kind, 'stranger');
  });

  it('[PAGE-90] counts down by the server’s time', () => {
    assert.equal(till().serverNow(), 1300);
  });
});
