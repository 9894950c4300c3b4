/** The sales of the show: those that go on, each with its figures and buttons, and those that are over, with their result. */
import { useEffect, useRef } from 'preact/hooks';
import { announcer } from '../../kit/announcer.ts';
import { useStudio } from '../studio/studio.ts';
import { t, textOr } from '../texts.ts';
import { Card } from '../ui/card.tsx';
import { GoingSale } from './going-sale.tsx';
import { OverList } from './over-list.tsx';
import { rowsOf } from './standing.ts';
import type { SaleRow } from './standing.ts';

export function SalesCard() {
  const { desk } = useStudio();
  const { going, over } = rowsOf(desk.show.value, desk.panel.value);
  useSpokenTurns([...going, ...over]);
  if (going.length + over.length === 0) return null;
  return (
    <Card
      title={t('sales.title')}
      class={going.length > 0 ? 'sales sales-going' : 'sales'}
      aside={going.length > 1 ? <span class="count">{going.length}</span> : null}
    >
      {going.length > 0 ? (
        <ul class="sale-list">
          {going.map((row) => (
            <GoingSale key={row.id} row={row} />
          ))}
        </ul>
      ) : null}
      {over.length > 0 ? <OverList over={over} /> : null}
    </Card>
  );
}

/** Says each turn of a sale, once. */
function useSpokenTurns(rows: readonly SaleRow[]): void {
  const standing = rows.map(({ id, status }) => `${id} ${status}`).join(',');
  const last = useRef<ReadonlyMap<string, string>>(new Map());
  useEffect(() => {
    const known = last.current;
    last.current = new Map(rows.map(({ id, status }) => [id, status]));
    for (const { id, title, status } of rows) {
      const before = known.get(id);
      if (before !== undefined && before !== status)
        announcer.say(t('sales.turned', { title, status: textOr(`saleStatus.${status}`, status) }));
    }
  }, [standing]);
}
