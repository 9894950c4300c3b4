/** Where every unit is: sold, held, or still to be had, as one bar with its figures. */
import { formatNumber } from '../../kit/i18n.ts';
import { t } from '../texts.ts';
import type { SaleJson } from './standing.ts';

const parts = ['sold', 'held', 'left'] as const;

export function StockBar({ sale }: { sale: SaleJson }) {
  const { stock } = sale;
  return (
    <div class="stock">
      <span class="stock-bar" aria-hidden="true">
        {parts.map((part) => (
          <span key={part} class={`stock-${part}`} style={{ inlineSize: `${(sale[part] / Math.max(1, stock)) * 100}%` }} />
        ))}
      </span>
      <dl class="stock-figures">
        {parts.map((part) => (
          <div key={part} class={`figure-${part}`}>
            <dt>{t(`stock.${part}`)}</dt>
            <dd>{formatNumber(sale[part])}</dd>
          </div>
        ))}
        <div>
          <dt>{t('stock.of')}</dt>
          <dd>{formatNumber(stock)}</dd>
        </div>
        {sale.queue ? (
          <div class="figure-queued">
            <dt>{t('stock.queued')}</dt>
            <dd>
              {formatNumber(sale.queued)}
              {sale.serving > 0 ? <span class="soft"> {t('stock.serving', { number: formatNumber(sale.serving) })}</span> : null}
            </dd>
          </div>
        ) : null}
      </dl>
    </div>
  );
}
