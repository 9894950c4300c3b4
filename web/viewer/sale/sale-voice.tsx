/** The voice of one sale on the page, whether it has the card or not. */
import { actionOf } from './offer.ts';
import type { Offered } from './offer.ts';
import { useSaleVoice } from './use-sale-voice.ts';
import type { Seat } from './voice.ts';

export function SaleVoice({ offered, now, seat }: { offered: Offered; now: number; seat: Seat }) {
  useSaleVoice({ offered, action: actionOf(offered, now), seat });
  return null;
}
