/** The demo shop's till: pays for one hold, and says plainly what became of it. */
import { signal } from '@preact/signals';
import type { ReadonlySignal } from '@preact/signals';
import { isRefusal } from '../../shared/protocol/errors.ts';
import type { ErrorCode, Refusal } from '../../shared/protocol/errors.ts';
import { leaveSlip } from '../kit/checkout-slip.ts';
import type { CheckoutSlip } from '../kit/checkout-slip.ts';
import { refusalOf } from '../kit/refusal.ts';
import type { Shelf } from '../kit/storage.ts';

export type TillState =
  /** This tab does not come from the viewer who holds it. */
  | { kind: 'stranger' }
  /** `refusal`: why the last try did not go through, when it may be tried again. */
  | { kind: 'due'; refusal: Refusal | null }
  | { kind: 'paying' }
  | { kind: 'paid'; order: string }
  | { kind: 'lost'; why: Lost; refusal: Refusal };

/** `stopped`: a fault has ended the sale. `foreign`: not this viewer's, or nobody's. `other`: it cannot be paid here at all. */
export type Lost = 'expired' | 'released' | 'foreign' | 'paid-elsewhere' | 'stopped' | 'other';

export interface Till {
  slip: CheckoutSlip | null;
  state: ReadonlySignal<TillState>;
  /** Server time by what the viewer page knew of it. */
  serverNow: () => number;
  pay: () => Promise<void>;
}

export interface TillOptions {
  hold: string;
  slip: CheckoutSlip | null;
  shelf: Shelf;
  pay: () => Promise<{ order: string } | Refusal>;
  now?: () => number;
}

const lost: Partial<Record<ErrorCode, Lost>> = {
  'hold/expired': 'expired',
  'hold/released': 'released',
  'hold/unknown': 'foreign',
  'hold/confirmed': 'paid-elsewhere',
  'ledger-lost': 'stopped',
};

export function makeTill({ hold, slip, shelf, pay, now = Date.now }: TillOptions): Till {
  const state = signal<TillState>(beginning(slip));

  return {
    slip,
    state,
    serverNow: () => now() + (slip?.aheadMs ?? 0),
    async pay() {
      if (!slip || state.peek().kind !== 'due') return;
      state.value = { kind: 'paying' };
      const answer = await pay().catch(refusalOf);
      if (!isRefusal(answer)) {
        leaveSlip(shelf, hold, { ...slip, order: answer.order });
        state.value = { kind: 'paid', order: answer.order };
        return;
      }
      const isOver = !answer.retry || lost[answer.code] !== undefined;
      // The same hold is the same order: whatever may pass can be tried again.
      state.value = isOver
        ? { kind: 'lost', why: lost[answer.code] ?? 'other', refusal: answer }
        : { kind: 'due', refusal: answer };
    },
  };
}

function beginning(slip: CheckoutSlip | null): TillState {
  if (!slip) return { kind: 'stranger' };
  return slip.order === null ? { kind: 'due', refusal: null } : { kind: 'paid', order: slip.order };
}
