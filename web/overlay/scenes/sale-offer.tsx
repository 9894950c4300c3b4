/** A flash sale on air: what it is, what it costs, and the one figure that counts now: the time, what is left, or that it is gone. */
import type { ShowClock } from '../../kit/clock.ts';
import { formatPrice } from '../../kit/money.ts';
import { ProductImage } from '../../kit/product-image.tsx';
import { hasEnded } from '../../kit/sale-now.ts';
import { StockBar } from '../../kit/stock-bar.tsx';
import { useRingStart } from '../../kit/use-ring-start.ts';
import type { SaleScene } from '../model/sale-scene.ts';
import { formatNumber, lang, t } from '../texts.ts';
import { Ring } from './ring.tsx';

export function SaleOffer({ scene, clock }: { scene: SaleScene; clock: ShowClock }) {
  const { sale } = scene;
  return (
    <>
      <ProductImage src={sale.image} title="" />
      <div class="offer-words">
        <p class="offer-kind">{t('sale.flash')}</p>
        <h1>
          <bdi>{sale.title}</bdi>
        </h1>
        <p class="offer-price">
          <b>{formatPrice(sale.price, { currency: sale.currency, lang })}</b>
          <span>{t('sale.each', { count: sale.perViewer, shown: formatNumber(sale.perViewer) })}</span>
        </p>
      </div>
      <Figure scene={scene} clock={clock} />
      {!hasEnded(scene.status) && <StockBar {...sale} />}
    </>
  );
}

function OpeningRing({ clock, opensAt }: { clock: ShowClock; opensAt: number }) {
  return <Ring clock={clock} startsAt={useRingStart(clock, opensAt)} endsAt={opensAt} />;
}

function Figure({ scene, clock }: { scene: SaleScene; clock: ShowClock }) {
  const { sale, status, isBack } = scene;
  const stock = formatNumber(sale.stock);
  if (status === 'countdown') {
    return (
      <div class="offer-figure">
        <span>{t('sale.opensIn')}</span>
        <OpeningRing clock={clock} opensAt={sale.opensAt} />
      </div>
    );
  }
  if (hasEnded(status)) {
    return (
      <div class="offer-figure">
        <span>{t('sale.over')}</span>
        <b>{formatNumber(sale.sold)}</b>
        <span>{t('sale.sold', { stock })}</span>
      </div>
    );
  }
  if (status === 'sold-out') {
    return (
      <div class="offer-figure">
        <span class="offer-stamp">{t('sale.soldOut')}</span>
        {sale.held > 0 && <span>{t('sale.held', { count: sale.held, shown: formatNumber(sale.held) })}</span>}
      </div>
    );
  }
  if (sale.queue && sale.left === 0) {
    return (
      <div class="offer-figure">
        <span>{t('sale.join')}</span>
        <b>{formatNumber(sale.queued)}</b>
        <span>{t('sale.waiting', { count: sale.queued })}</span>
      </div>
    );
  }
  return (
    <div class="offer-figure">
      {isBack ? <span class="offer-stamp offer-stamp-back">{t('sale.back')}</span> : <span>{t('sale.grab')}</span>}
      <b>{formatNumber(sale.left)}</b>
      <span>{t('sale.left', { stock })}</span>
    </div>
  );
}
