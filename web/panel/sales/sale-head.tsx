/** The head of a sale's card: what is sold on which terms, how it stands, and how long. */
import { useState } from 'preact/hooks';
import { CountdownRing } from '../../kit/countdown.tsx';
import { lang } from '../../kit/i18n.ts';
import { useStudio } from '../studio/studio.ts';
import { t, textOr } from '../texts.ts';
import { momentText } from '../ui/time.ts';
import { formatMoney } from './money.ts';
import { SalePicture } from './sale-picture.tsx';
import { spanText } from '../ui/span.ts';
import { isSelling } from './standing.ts';
import type { SaleRow } from './standing.ts';

/** A ring is never full of less than this, ms. */
const shortestMs = 10_000;

export function SaleHead({ row }: { row: SaleRow }) {
  const { title, price, currency, perViewer, status, rehearsal } = row;
  return (
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
