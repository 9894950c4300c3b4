/** Who holds, has bought, waits or gave back: fetched anew while the list is open. */
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { Countdown } from '../../kit/countdown.tsx';
import { formatNumber } from '../../kit/i18n.ts';
import { refusalText } from '../../kit/refusal-text.ts';
import type { Hold } from '../../../shared/sale/lines.ts';
import { namesIn } from '../control/lists.ts';
import { useStudio } from '../studio/studio.ts';
import { t } from '../texts.ts';
import { shortId } from '../ui/short-id.ts';
import { clockTime } from '../ui/time.ts';
import { useWatched } from '../use-watched.ts';
import { countHolds } from './holds.ts';
import { isOver, taken } from './standing.ts';
import type { SaleRow } from './standing.ts';

const everyMs = 2000;

/** `children` is what is always seen; without any, how many units are held or sold. */
export function HoldsList({ row, children }: { row: SaleRow; children?: ComponentChildren }) {
  const [open, setOpen] = useState(false);
  return (
    <details class="holds" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>
        {children ?? (
          <>
            {t('holds.title')}{' '}
            <span class="count">{t('holds.units', { count: taken(row), shown: formatNumber(taken(row)) })}</span>
          </>
        )}
      </summary>
      {open ? <Holds row={row} /> : null}
    </details>
  );
}

function Holds({ row }: { row: SaleRow }) {
  const { api, show } = useStudio();
  // A sale that is over and holds nothing changes no more.
  const settled = isOver(row) && row.held === 0;
  const { value, refusal } = useWatched(() => api.holds(show, row.id), `${row.id} ${settled}`, settled ? null : everyMs);
  if (!value) return <p class={refusal ? 'note-wrong' : 'soft'}>{refusal ? refusalText(refusal) : t('holds.asking')}</p>;
  const counts = countHolds(value);
  return (
    <>
      {refusal ? (
        <p class="note-wrong" role="alert">
          {refusalText(refusal)}
        </p>
      ) : null}
      <p class="soft">
        {t(counts.cut ? 'holds.countsCut' : 'holds.counts', {
          orders: formatNumber(counts.orders),
          held: formatNumber(counts.held),
          soldUnits: formatNumber(counts.soldUnits),
          heldUnits: formatNumber(counts.heldUnits),
          queued: formatNumber(counts.queued),
          gone: formatNumber(counts.gone),
          newest: formatNumber(value.holds.length),
          total: formatNumber(value.total),
        })}
      </p>
      {value.holds.length > 0 ? (
        <div class="scroll" tabIndex={0} role="group" aria-label={t('holds.title')} data-own-keys>
          <table>
            <thead>
              <tr>
                <th scope="col">{t('holds.viewer')}</th>
                <th scope="col">{t('holds.quantity')}</th>
                <th scope="col">{t('holds.status')}</th>
                <th scope="col">{t('holds.since')}</th>
              </tr>
            </thead>
            <tbody>
              {value.holds.map((hold) => (
                <HoldRow key={hold.hold} hold={hold} />
              ))}
            </tbody>
          </table>
        </div>
      ) : null}
    </>
  );
}

function HoldRow({ hold }: { hold: Hold }) {
  const { desk } = useStudio();
  const name = namesIn(desk.panel.value?.winners ?? [], desk.chat.value).get(hold.viewer);
  return (
    <tr>
      <td>
        <bdi title={`${hold.viewer} · ${hold.hold}`}>{name ?? shortId(hold.viewer)}</bdi>
      </td>
      <td>{formatNumber(hold.quantity)}</td>
      <td>
        <HoldStatus hold={hold} />
      </td>
      <td class="soft">{clockTime(hold.at)}</td>
    </tr>
  );
}

function HoldStatus({ hold }: { hold: Hold }) {
  const { connection } = useStudio();
  switch (hold.status) {
    case 'held':
      return (
        <span class="tag tag-warn">
          {t('hold.held')}
          <Countdown clock={connection.clock} endsAt={hold.expiresAt} />
        </span>
      );
    case 'confirmed':
      return (
        <>
          <span class="tag tag-ok">{t('hold.confirmed')}</span> <span class="mono soft">{hold.order}</span>
        </>
      );
    case 'queued':
      return <span class="tag">{t('hold.queued', { number: formatNumber(hold.number) })}</span>;
    case 'released':
      return <span class="soft">{t(`hold.released.${hold.by}`)}</span>;
    case 'expired':
      return <span class="soft">{t('hold.expired')}</span>;
  }
}
