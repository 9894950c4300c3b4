/** The flash sales on the page: one has the card, the others stand beside it in short. */
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { chosen, onPage } from './choose.ts';
import { MoreOffers } from './more-offers.tsx';
import type { Offered } from './offer.ts';
import { SaleCard } from './sale-card.tsx';
import { useOffers } from './use-offers.ts';

/** `show`: every sale, or after the show only what is still this viewer's. */
export function Sales({ show }: { show: 'all' | 'own' }) {
  const { offers, now } = useOffers();
  const [picked, setPicked] = useState<string | null>(null);
  const last = useRef<string | null>(null);
  const page = onPage(offers, now).filter((one) => show === 'all' || isOwn(one));
  const one = chosen(page, { picked, last: last.current }, now);
  last.current = one?.sale.id ?? null;
  const place = useKeptFocus();
  if (page.length === 0) return null;
  const others = page.filter((other) => other !== one);
  return (
    <div class="sales" ref={place} tabIndex={-1}>
      {others.length > 0 && <MoreOffers offers={others} onPick={setPicked} />}
      {one && <SaleCard key={one.sale.id} offered={one} now={now} />}
    </div>
  );
}

function isOwn({ part }: Offered): boolean {
  return part.held.length > 0 || part.bought.length > 0;
}

/** When what had the keyboard's focus goes away, the focus stays with the sales instead of falling back to the page's top. */
function useKeptFocus() {
  const place = useRef<HTMLDivElement>(null);
  const hadFocus = place.current?.contains(document.activeElement) ?? false;
  useLayoutEffect(() => {
    const { current } = place;
    if (!hadFocus || !current || current.contains(document.activeElement)) return;
    (current.querySelector<HTMLElement>('[data-focus]') ?? current).focus({ preventScroll: true });
  });
  return place;
}
