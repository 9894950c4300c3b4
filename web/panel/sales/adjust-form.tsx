/** Lowers stock and limit of a sale that goes on; says how far down it goes. */
import { useId, useState } from 'preact/hooks';
import { formatNumber } from '../../kit/i18n.ts';
import type { Hint } from '../forms/hints.ts';
import { obstacleToSale } from '../control/legal.ts';
import { useStudio } from '../studio/studio.ts';
import { t } from '../texts.ts';
import { ActionButton } from '../ui/action-button.tsx';
import { floorOf, rangesOf, readAdjustment } from './adjustment.ts';
import type { AdjustDraft } from './adjustment.ts';
import { NumberText } from '../ui/number-text.tsx';
import type { SaleRow } from './standing.ts';

const names = ['stock', 'perViewer'] as const;

export function AdjustForm({ row, onDone }: { row: SaleRow; onDone: () => void }) {
  const { desk } = useStudio();
  const id = useId();
  const [draft, setDraft] = useState<AdjustDraft>({ stock: row.stock, perViewer: row.perViewer });
  const ranges = rangesOf(row);
  const { args, wrong } = readAdjustment(row, draft);
  const lower = async (): Promise<void> => {
    if (!args) return;
    const reply = await desk.send('sale.adjust', args);
    if (reply?.ok) onDone();
  };
  return (
    <form
      class="adjust"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void lower();
      }}
    >
      {names.map((name) => {
        const hint = wrong.get(name);
        const inputId = `${id}-${name}`;
        const bound: Bound = name === 'stock' ? `stock.${floorOf(row)}` : name;
        return (
          <div key={name} class="field">
            <label for={inputId}>{t(`sale.${name}`)}</label>
            <NumberText
              tied={{ id: inputId, 'aria-invalid': hint !== undefined, 'aria-describedby': `${inputId}-note` }}
              value={draft[name]}
              onValue={(value) => setDraft({ ...draft, [name]: value })}
            />
            <p id={`${inputId}-note`} class={hint ? 'note note-wrong' : 'note'}>
              {hint ? faultText(hint, bound) : rangeText(ranges[name], bound)}
            </p>
          </div>
        );
      })}
      <p class="note">{t('adjust.onlyDown')}</p>
      <ActionButton
        type="submit"
        obstacle={obstacleToSale('sale.adjust', row.id, desk.situation.value)}
        unready={args ? '' : t('adjust.nothing')}
      >
        {t('adjust.go')}
      </ActionButton>
    </form>
  );
}

/** A field, and for the stock also what keeps it up. */
type Bound = 'perViewer' | `stock.${ReturnType<typeof floorOf>}`;

function rangeText({ min, max }: { min: number; max: number }, bound: Bound): string {
  return min === max ? t('adjust.lowest') : t(`adjust.${bound}`, { min: formatNumber(min), max: formatNumber(max) });
}

function faultText(hint: Hint, bound: Bound): string {
  if (hint.kind === 'tooSmall' && bound === 'stock.taken') return t('adjust.floor', { count: formatNumber(hint.count) });
  return 'count' in hint ? t(`hint.${hint.kind}`, { count: formatNumber(hint.count) }) : t(`hint.${hint.kind}`);
}
