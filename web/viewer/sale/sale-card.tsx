/** The product card: what is sold, how much of it is left, what is the viewer's of it, and the one button. */
import { Countdown, CountdownRing } from '../../kit/countdown.tsx';
import { formatNumber, lang } from '../../kit/i18n.ts';
import { formatPrice } from '../../kit/money.ts';
import { ProductImage } from '../../kit/product-image.tsx';
import type { SaleJson } from '../../kit/sale-now.ts';
import { hasEnded, isStopped } from '../../kit/sale-now.ts';
import { StockBar } from '../../kit/stock-bar.tsx';
import { useRingStart } from '../../kit/use-ring-start.ts';
import { useViewer } from '../context.ts';
import { t } from '../texts.ts';
import { actionOf, closingOf } from './offer.ts';
import type { Offered } from './offer.ts';
import { OwnPart } from './own-cards.tsx';
import { SaleAction } from './sale-action.tsx';
import { useFresh } from './use-fresh.ts';

export function SaleCard({ offered, now }: { offered: Offered; now: number }) {
  const { clock } = useViewer().connection;
  const { sale, status, part } = offered;
  const action = actionOf(offered, now);
  const closesAt = closingOf(offered, action);
  const fresh = useFresh(sale.id);
  return (
    <section class="sale glass" aria-labelledby="sale-title" data-sale={sale.id} data-action={action.kind} {...fresh}>
      <header class="sale-head">
        <ProductImage src={sale.image} title={sale.title} />
        <div class="sale-words">
          <p class="sale-kind">
            {t('sale.flash')}
            {sale.rehearsal && <span class="badge badge-rehearsal">{t('rehearsal')}</span>}
          </p>
          <h2 id="sale-title" title={sale.title}>
            <bdi>{sale.title}</bdi>
          </h2>
          <p class="sale-price">
            <b>{formatPrice(sale.price, { currency: sale.currency, lang: lang.value })}</b>{' '}
            <span>{t('sale.each', { count: sale.perViewer, n: formatNumber(sale.perViewer) })}</span>
          </p>
        </div>
        {action.kind === 'countdown' && <OpeningRing opensAt={action.opensAt} />}
      </header>
      {/* What a lost ledger said last is not certain any more. */}
      {!isStopped(sale) && (
        <p class="sale-stock">
          {!hasEnded(status) && <StockBar {...sale} />}
          <span>{stockText(sale, status)}</span>
          {closesAt !== null && (
            <span class="sale-closes">
              {t('sale.closesIn')} <Countdown clock={clock} endsAt={closesAt} />
            </span>
          )}
        </p>
      )}
      <OwnPart part={part} sale={sale} />
      <SaleAction sale={sale} part={part} action={action} />
    </section>
  );
}

/** The ledger's numbers, and nothing else. */
function stockText(sale: SaleJson, status: Offered['status']): string {
  const n = { left: formatNumber(sale.left), stock: formatNumber(sale.stock), sold: formatNumber(sale.sold) };
  if (status === 'scheduled' || status === 'countdown') return t('sale.pieces', { count: sale.stock, n: n.stock });
  if (hasEnded(status)) return t('sale.sold', n);
  const words = [t('sale.left', n)];
  if (sale.left === 0 && sale.held > 0) words.push(t('sale.held', { count: sale.held, n: formatNumber(sale.held) }));
  if (sale.queue && sale.queued > 0) words.push(t('sale.waiting', { count: sale.queued, n: formatNumber(sale.queued) }));
  return words.join(' · ');
}

function OpeningRing({ opensAt }: { opensAt: number }) {
  const { clock } = useViewer().connection;
  return (
    <span class="sale-ring" aria-hidden="true">
      <CountdownRing clock={clock} startsAt={useRingStart(clock, opensAt)} endsAt={opensAt} />
    </span>
  );
}
