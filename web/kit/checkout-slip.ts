/**
 * What the viewer page leaves for our own checkout in this tab's storage when "Pay now" is pressed: what is held, and
 * until when. A real shop knows its product and hears of the hold by webhook; the demo shop has only this.
 */
import type { Shelf } from './storage.ts';

export interface CheckoutSlip {
  show: string;
  title: string;
  image: string;
  price: number;
  currency: string;
  quantity: number;
  /** Server time, epoch ms. */
  expiresAt: number;
  /** How far the server's clock is ahead of this machine's, ms. */
  aheadMs: number;
  /** Once it is paid: the shop's order. */
  order: string | null;
}

const placeOf = (hold: string): string => `drumroll.checkout.${hold}`;

export function leaveSlip(shelf: Shelf, hold: string, slip: CheckoutSlip): void {
  shelf.set(placeOf(hold), JSON.stringify(slip));
}

/** Null when this tab was not opened from a viewer page that held this. */
export function readSlip(shelf: Shelf, hold: string): CheckoutSlip | null {
  try {
    const slip = JSON.parse(shelf.get(placeOf(hold)) ?? 'null') as Partial<CheckoutSlip> | null;
    return slip && typeof slip.title === 'string' && typeof slip.expiresAt === 'number' ? (slip as CheckoutSlip) : null;
  } catch {
    return null;
  }
}
