/** The flash sales on the page: one has the card, the others stand beside it in short. */
import { useRef, useState } from 'preact/hooks';
import { chosen, isPressing, onPage, pickOf } from './choose.ts';
import type { Picked } from './choose.ts';
import { KeptFocus } from './kept-focus.tsx';
import { MoreOffers } from './more-offers.tsx';
import type { Offered } from './offer.ts';
import { SaleCard } from './sale-card.tsx';
import { SaleVoice } from './sale-voice.tsx';
import { useOffers } from './use-offers.ts';

/** `show`: every sale, or after the show only what is still this viewer's. */
export function Sales({ show }: { show: 'all' | 'own' }) {
  const { offers, now } = useOffers();
  const [picked, setPicked] = useState<Picked | null>(null);
  const last = useRef<string | null>(null);
  const page = onPage(offers, now).filter((one) => show === 'all' || isOwn(one));
  const one = chosen(page, { picked, last: last.current }, now);
  last.current = one?.sale.id ?? null;
  if (page.length === 0) return null;
  const others = page.filter((other) => other !== one);
  const short = others.map((other) => ({ offered: other, isPressing: isPressing(other, now) }));
  return (
    <KeptFocus class="sales">
      {page.map((each) => (
        <SaleVoice key={each.sale.id} offered={each} now={now} seat={each === one ? 'card' : 'beside'} />
      ))}
      {others.length > 0 && <MoreOffers offers={short} onPick={(other) => setPicked(pickOf(other, now))} />}
      {one && <SaleCard key={one.sale.id} offered={one} now={now} />}
    </KeptFocus>
  );
}

function isOwn({ part }: Offered): boolean {
  return part.held.length > 0 || part.bought.length > 0 || part.lost === 'held';
}
