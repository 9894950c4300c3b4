/** The sales that do not have the card, in short: a press gives it to them. */
import { formatNumber } from '../../kit/i18n.ts';
import { ProductImage } from '../../kit/product-image.tsx';
import { isStopped } from '../../kit/sale-now.ts';
import { t } from '../texts.ts';
import type { Offered } from './offer.ts';

export interface MoreOffersProps {
  /** `isPressing`: worth its room even beside a game. */
  offers: readonly { offered: Offered; isPressing: boolean }[];
  onPick: (offered: Offered) => void;
}

export function MoreOffers({ offers, onPick }: MoreOffersProps) {
  return (
    <ul class="more-offers" aria-label={t('sale.others')}>
      {offers.map(({ offered: one, isPressing }) => (
        <li key={one.sale.id} class={isPressing ? 'more-pressing' : undefined}>
          <button type="button" class="more-offer" data-status={one.status} onClick={() => onPick(one)}>
            <span aria-hidden="true">
              <ProductImage src={one.sale.image} title="" />
            </span>
            <span class="more-words">
              <bdi>{one.sale.title}</bdi>
              <small>{inShort(one)}</small>
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}

function inShort({ sale, status, part }: Offered): string {
  if (isStopped(sale)) return t('sale.short.stopped');
  if (part.held.length > 0) return t('sale.short.held');
  if (part.bought.length > 0) return t('sale.short.bought');
  const [place] = part.places;
  if (place) return t('sale.short.queued', { n: formatNumber(place.number) });
  switch (status) {
    case 'open':
      return t('sale.short.open');
    case 'sold-out':
      return t('sale.soldOut');
    case 'closed':
      return t('sale.closed');
    case 'cancelled':
      return t('sale.cancelled');
    case 'scheduled':
    case 'countdown':
      return t('sale.short.scheduled');
  }
}
