/** The product card: what is sold, how much of it is left, what is the viewer's of it, and the one button. */
import { useEffect, useState } from 'preact/hooks';
import { CountdownRing } from '../../kit/countdown.tsx';
import { formatNumber, lang } from '../../kit/i18n.ts';
import { formatPrice } from '../../kit/money.ts';
import { ProductImage } from '../../kit/product-image.tsx';
import type { SaleJson } from '../../kit/sale-now.ts';
import { hasEnded } from '../../kit/sale-now.ts';
import { StockBar } from '../../kit/stock-bar.tsx';
import { useViewer } from '../context.ts';
import { t } from '../texts.ts';
import { actionOf } from './offer.ts';
import type { Offered } from './offer.ts';
import { OwnPart } from './own-part.tsx';
import { SaleAction } from './sale-action.tsx';
import { useSaleVoice } from './use-sale-voice.ts';

/** A card that has just come takes no press: the finger was meant for what stood there before, ms. */
const freshMs = 500;
/** The ring empties over the last minute. */
const ringMs = 60_000;

export function SaleCard({ offered, now }: { offered: Offered; now: number }) {
  const { clock } = useViewer().connection;
  const { sale, status, part } = offered;
  const action = actionOf(offered, now);
  const fresh = useFresh();
  useSaleVoice(offered, action);
  return (
    <section
      class={fresh ? 'sale glass sale-fresh' : 'sale glass'}
      aria-labelledby="sale-title"
      data-sale={sale.id}
      data-action={action.kind}
    >
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
        {action.kind === 'countdown' && (
          <span class="sale-ring" aria-hidden="true">
            <CountdownRing clock={clock} startsAt={action.opensAt - ringMs} endsAt={action.opensAt} />
          </span>
        )}
      </header>
      <p class="sale-stock">
        {!hasEnded(status) && <StockBar {...sale} />}
        <span>{stockText(sale, status)}</span>
      </p>
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

function useFresh(): boolean {
  const [fresh, setFresh] = useState(true);
  useEffect(() => {
    const timer = setTimeout(() => setFresh(false), freshMs);
    return () => clearTimeout(timer);
  }, []);
  return fresh;
}
