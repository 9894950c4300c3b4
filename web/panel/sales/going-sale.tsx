/** One sale that goes on: how it stands, where its units are once it has opened, and what may be done about it. */
import { useEffect, useRef } from 'preact/hooks';
import { lang } from '../../kit/i18n.ts';
import { useStudio } from '../studio/studio.ts';
import { t } from '../texts.ts';
import { demandText, sumText } from './exposure-facts.tsx';
import { HoldsList } from './holds-list.tsx';
import { formatMoney, totalOf } from './money.ts';
import { SaleButtons } from './sale-buttons.tsx';
import { SaleHead } from './sale-head.tsx';
import { SaleOutcome } from './sale-outcome.tsx';
import { isSelling, revenueOf } from './standing.ts';
import type { SaleRow } from './standing.ts';
import { StockBar } from './stock-bar.tsx';
import { useScene } from './use-scene.ts';

export function GoingSale({ row }: { row: SaleRow }) {
  const { choices } = useStudio();
  const card = useRef<HTMLLIElement>(null);
  const selling = isSelling(row);
  const fired = choices.fired.value === row.id;
  useEffect(() => {
    if (!fired) return;
    card.current?.scrollIntoView({ block: 'nearest' });
    choices.fired.value = null;
  }, [fired]);
  return (
    <li ref={card} class={`sale sale-${row.status}`}>
      <SaleHead row={row} />
      {selling ? <Figures row={row} /> : <Prospect row={row} />}
      <SaleButtons row={row} />
      <SaleOutcome sale={row.id} />
      {selling ? <HoldsList row={row} /> : null}
    </li>
  );
}

function Figures({ row }: { row: SaleRow }) {
  return (
    <>
      <StockBar sale={row} />
      <p class="revenue">
        {t('sale.confirmed')} <strong>{formatMoney(revenueOf(row), row.currency, lang.value)}</strong>
      </p>
    </>
  );
}

/** What is at stake, while it can still be lowered or cancelled without anybody missing it. */
function Prospect({ row }: { row: SaleRow }) {
  const { viewers } = useScene();
  const { stock: units, price, currency } = row;
  return (
    <p class="revenue">
      <strong>{sumText({ units, price, currency, total: totalOf(price, units) })}</strong> {demandText({ viewers, units })}
    </p>
  );
}
