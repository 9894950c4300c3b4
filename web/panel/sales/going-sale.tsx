/** One sale that goes on: how it stands, how long, where its units are, and what may be done about it. */
import { useState } from 'preact/hooks';
import { CountdownRing } from '../../kit/countdown.tsx';
import { lang } from '../../kit/i18n.ts';
import { obstacleToSale } from '../control/legal.ts';
import { useStudio } from '../studio/studio.ts';
import { t, textOr } from '../texts.ts';
import { ActionButton } from '../ui/action-button.tsx';
import { ArmedButton } from '../ui/armed-button.tsx';
import { Icon } from '../ui/icons.tsx';
import { momentText } from '../ui/time.ts';
import { AdjustForm } from './adjust-form.tsx';
import { HoldsList } from './holds-list.tsx';
import { formatMoney } from './money.ts';
import { SaleOutcome } from './sale-outcome.tsx';
import { SalePicture } from './sale-picture.tsx';
import { spanText } from './span.ts';
import { isSelling, revenueOf } from './standing.ts';
import type { SaleRow } from './standing.ts';
import { StockBar } from './stock-bar.tsx';

/** A ring is never full of less than this, ms. */
const shortestMs = 10_000;

export function GoingSale({ row }: { row: SaleRow }) {
  const { title, price, currency, perViewer, status, rehearsal } = row;
  return (
    <li class={`sale sale-${status}`}>
      <header class="sale-head">
        <SalePicture src={row.image} />
        <div class="sale-words">
          <h3>
            <bdi>{title}</bdi>
          </h3>
          <p class="sale-tags">
            <span role="status" class={`tag sale-status-${status}`}>
              {textOr(`saleStatus.${status}`, status)}
            </span>
            {rehearsal ? <span class="tag tag-warn">{t('rehearsal.badge')}</span> : null}
            {row.queue ? <span class="tag">{t('sale.queueTag')}</span> : null}
            <span class="soft">{t('sale.terms', { price: formatMoney(price, currency, lang.value), count: perViewer })}</span>
          </p>
          <SaleTimes row={row} />
        </div>
        <SaleRing row={row} />
      </header>
      <StockBar sale={row} />
      <p class="revenue">
        {t('sale.confirmed')} <strong>{formatMoney(revenueOf(row), currency, lang.value)}</strong>
      </p>
      <SaleButtons row={row} />
      <SaleOutcome sale={row.id} />
      <HoldsList row={row} />
    </li>
  );
}

function SaleTimes({ row }: { row: SaleRow }) {
  const { connection } = useStudio();
  const { opensAt, closesAt, more } = row;
  const now = connection.clock.serverNow();
  const duration = more ? spanText(more.durationMs) : '';
  if (opensAt === 0) return <p class="soft">{t('sale.waits', { duration })}</p>;
  return <p class="soft">{t('sale.times', { opens: momentText(opensAt, now), closes: momentText(closesAt, now) })}</p>;
}

/** Down to the opening, from when this page first saw it; then down to the close. */
function SaleRing({ row }: { row: SaleRow }) {
  const { connection } = useStudio();
  const { opensAt, closesAt, status } = row;
  const [seenAt] = useState(() => connection.clock.serverNow());
  if (isSelling(row)) return <CountdownRing clock={connection.clock} startsAt={opensAt} endsAt={closesAt} />;
  if (status !== 'countdown') return null;
  return <CountdownRing clock={connection.clock} startsAt={Math.min(seenAt, opensAt - shortestMs)} endsAt={opensAt} />;
}

function SaleButtons({ row }: { row: SaleRow }) {
  const { desk } = useStudio();
  const [adjusting, setAdjusting] = useState(false);
  const { id } = row;
  const situation = desk.situation.value;
  const args = { sale: id };
  return (
    <>
      <div class="sale-buttons" role="group" aria-label={t('sale.controls', { title: row.title })}>
        {isSelling(row) ? null : (
          <ArmedButton
            what={`sale.open ${id}`}
            command="sale.open"
            args={args}
            safeKind="primary"
            obstacle={obstacleToSale('sale.open', id, situation)}
          >
            <Icon name="play" />
            {t('sale.open')}
          </ArmedButton>
        )}
        <ActionButton
          obstacle={obstacleToSale('sale.adjust', id, situation)}
          pressed={adjusting}
          onPress={() => setAdjusting(!adjusting)}
        >
          {t('sale.adjust')}
        </ActionButton>
        {isSelling(row) ? (
          <ArmedButton
            what={`sale.close ${id}`}
            command="sale.close"
            args={args}
            obstacle={obstacleToSale('sale.close', id, situation)}
          >
            {t('sale.close')}
          </ArmedButton>
        ) : null}
        <ArmedButton
          what={`sale.cancel ${id}`}
          command="sale.cancel"
          args={args}
          obstacle={obstacleToSale('sale.cancel', id, situation)}
        >
          {t('sale.cancel')}
        </ArmedButton>
      </div>
      {adjusting ? <AdjustForm row={row} onDone={() => setAdjusting(false)} /> : null}
    </>
  );
}
