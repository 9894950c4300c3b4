/** What may be done to a sale that goes on: by its state, and what cannot be taken back arms first. */
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { obstacleToSale } from '../control/legal.ts';
import type { SaleAction } from '../control/legal.ts';
import { useStudio } from '../studio/studio.ts';
import { t } from '../texts.ts';
import { ActionButton } from '../ui/action-button.tsx';
import { ArmedButton } from '../ui/armed-button.tsx';
import { Icon } from '../ui/icons.tsx';
import { AdjustForm } from './adjust-form.tsx';
import { isSelling } from './standing.ts';
import type { SaleRow } from './standing.ts';

export function SaleButtons({ row }: { row: SaleRow }) {
  const { desk } = useStudio();
  const [adjusting, setAdjusting] = useState(false);
  const obstacle = obstacleToSale('sale.adjust', row.id, desk.situation.value);
  return (
    <>
      <div class="sale-buttons" role="group" aria-label={t('sale.controls', { title: row.title })}>
        {isSelling(row) ? null : (
          <Dangerous row={row} action="sale.open">
            <Icon name="play" />
            {t('sale.open')}
          </Dangerous>
        )}
        <ActionButton obstacle={obstacle} pressed={adjusting} onPress={() => setAdjusting(!adjusting)}>
          {t('sale.adjust')}
        </ActionButton>
        {isSelling(row) ? (
          <Dangerous row={row} action="sale.close">
            {t('sale.close')}
          </Dangerous>
        ) : null}
        <Dangerous row={row} action="sale.cancel">
          {t('sale.cancel')}
        </Dangerous>
      </div>
      {adjusting ? <AdjustForm row={row} onDone={() => setAdjusting(false)} /> : null}
    </>
  );
}

interface DangerousProps {
  row: SaleRow;
  action: Exclude<SaleAction, 'sale.adjust'>;
  children: ComponentChildren;
}

function Dangerous({ row: { id }, action, children }: DangerousProps) {
  const { desk } = useStudio();
  return (
    <ArmedButton
      what={`${action} ${id}`}
      command={action}
      args={{ sale: id }}
      safeKind={action === 'sale.open' ? 'primary' : 'quiet'}
      obstacle={obstacleToSale(action, id, desk.situation.value)}
    >
      {children}
    </ArmedButton>
  );
}
