/** The sales that do not have the card, in short: a press gives it to them. */
import { formatNumber } from '../../kit/i18n.ts';
import { ProductImage } from '../../kit/product-image.tsx';
import { t } from '../texts.ts';
import type { Offered } from './offer.ts';

export function MoreOffers({ offers, onPick }: { offers: readonly Offered[]; onPick: (sale: string) => void }) {
  return (
    <ul class="more-offers" aria-label={t('sale.others')}>
      {offers.map((one) => (
        <li key={one.sale.id}>
          <button type="button" class="more-offer" data-status={one.status} onClick={() => onPick(one.sale.id)}>
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

function inShort({ status, part }: Offered): string {
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
