/** The sales that are over: the newest in the open, the others behind one line. */
import { formatNumber } from '../../kit/i18n.ts';
import { useStudio } from '../studio/studio.ts';
import { t } from '../texts.ts';
import { EndedSale } from './ended-sale.tsx';
import { shelve } from './over-shelf.ts';
import { isLost } from './standing.ts';
import type { SaleRow } from './standing.ts';

export function OverList({ over }: { over: readonly SaleRow[] }) {
  const { choices } = useStudio();
  const { open, folded } = shelve(over, choices.readAlerts.value);
  const lost = folded.filter(isLost).length;
  return (
    <section class="sales-over" aria-label={t('sales.over')}>
      <h3>{t('sales.over')}</h3>
      <Rows rows={open} />
      {folded.length > 0 ? (
        <details class="over-more">
          <summary>
            {t('sales.older', { count: folded.length, shown: formatNumber(folded.length) })}{' '}
            {lost > 0 ? <span class="tag tag-danger">{t('sales.olderLost', { count: formatNumber(lost) })}</span> : null}
          </summary>
          <Rows rows={folded} />
        </details>
      ) : null}
    </section>
  );
}

function Rows({ rows }: { rows: readonly SaleRow[] }) {
  return (
    <ul class="sale-list">
      {rows.map((row) => (
        <EndedSale key={row.id} row={row} />
      ))}
    </ul>
  );
}
