/** One sale that is over: its result, its holds on demand, and the way to run it again. */
import { formatNumber, lang } from '../../kit/i18n.ts';
import { Button } from '../../kit/button.tsx';
import { useStudio } from '../studio/studio.ts';
import { t, textOr } from '../texts.ts';
import { Icon } from '../ui/icons.tsx';
import { HoldsList } from './holds-list.tsx';
import { formatMoney } from './money.ts';
import { SaleOutcome } from './sale-outcome.tsx';
import { again, isLost, revenueOf } from './standing.ts';
import type { SaleRow } from './standing.ts';

export function EndedSale({ row }: { row: SaleRow }) {
  const { moves, choices } = useStudio();
  const { title, status, sold, stock, held, currency, rehearsal, more } = row;
  return (
    <li class="sale sale-over">
      <HoldsList row={row}>
        <bdi class="over-title">{title}</bdi> <span class="tag">{textOr(`saleStatus.${status}`, status)}</span>{' '}
        {more?.stopped ? <span class="tag tag-danger">{t(`stopped.${more.stopped}`)}</span> : null}{' '}
        {rehearsal ? <span class="tag tag-warn">{t('rehearsal.short')}</span> : null}
        <span class="over-result">
          {t('sale.result', {
            sold: formatNumber(sold),
            stock: formatNumber(stock),
            money: formatMoney(revenueOf(row), currency, lang.value),
          })}
          {held > 0 ? (
            <span class="soft"> · {t(more?.stopped ? 'sale.wasHeld' : 'sale.stillHeld', { held: formatNumber(held) })}</span>
          ) : null}
        </span>
      </HoldsList>
      <Button kind="quiet" class="small" label={t('sale.again', { title })} onPress={() => moves.prepare(again(row))}>
        <Icon name="again" />
      </Button>
      {isLost(row) && choices.readAlerts.value.includes(row.id) ? <ReadAlert /> : null}
      <SaleOutcome sale={row.id} />
    </li>
  );
}

/** What the alert across the page said, kept small for later. */
function ReadAlert() {
  return (
    <details class="read-alert">
      <summary>{t('lost.again')}</summary>
      <p>{t('lost.what')}</p>
      <p>{t('lost.do')}</p>
    </details>
  );
}
