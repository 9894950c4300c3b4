/** Lowers stock, limit and price of a sale that goes on, or puts a lower price into the rundown; says how far down it goes. */
import { useId, useState } from 'preact/hooks';
import { formatNumber, lang } from '../../kit/i18n.ts';
import { obstacleTo, obstacleToSale } from '../control/legal.ts';
import { hintText } from '../forms/hint-text.ts';
import { useStudio } from '../studio/studio.ts';
import { t } from '../texts.ts';
import { ActionButton } from '../ui/action-button.tsx';
import { Field } from '../ui/field.tsx';
import { NumberText } from '../ui/number-text.tsx';
import { TextInput } from '../ui/text-input.tsx';
import { adjustDraftOf, floorOf, rangesOf, readAdjustment } from './adjustment.ts';
import type { AdjustDraft, AdjustHint } from './adjustment.ts';
import { formatMoney } from './money.ts';
import type { SaleRow } from './standing.ts';

const names = ['stock', 'perViewer'] as const;

export function AdjustForm({ row, onDone }: { row: SaleRow; onDone: () => void }) {
  const { desk, moves } = useStudio();
  const id = useId();
  const [draft, setDraft] = useState<AdjustDraft>(() => adjustDraftOf(row));
  const ranges = rangesOf(row);
  const { args, onlyPrice, wrong } = readAdjustment(row, draft);
  const situation = desk.situation.value;
  const money = (minor: number): string => formatMoney(minor, row.currency, lang.value);
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
        const bound: Bound = name === 'stock' ? `stock.${floorOf(row)}` : name;
        return (
          <Field
            key={name}
            id={`${id}-${name}`}
            label={t(`sale.${name}`)}
            fault={faultText(wrong.get(name), bound)}
            help={rangeText(ranges[name], bound)}
          >
            {(tied) => <NumberText tied={tied} value={draft[name]} onValue={(value) => setDraft({ ...draft, [name]: value })} />}
          </Field>
        );
      })}
      <Field
        id={`${id}-price`}
        label={t('sale.price')}
        fault={faultText(wrong.get('price'), 'price')}
        help={t('adjust.price', { max: money(row.price) })}
      >
        {(tied) => (
          <TextInput
            tied={tied}
            class="number-text"
            inputMode="decimal"
            value={draft.price}
            onText={(text) => setDraft({ ...draft, price: text })}
          />
        )}
      </Field>
      <p class="note">{t('adjust.onlyDown')}</p>
      <div class="adjust-buttons">
        <ActionButton
          type="submit"
          obstacle={obstacleToSale('sale.adjust', row.id, situation)}
          unready={args ? '' : t('adjust.nothing')}
        >
          {t('adjust.go')}
        </ActionButton>
        {onlyPrice === null ? null : (
          <ActionButton
            obstacle={obstacleTo('rundown.set', situation)}
            onPress={() => {
              const title = t('adjust.addTitle', { title: row.title, price: money(onlyPrice) });
              moves.addPrice({ sale: row.id, price: onlyPrice, title });
            }}
          >
            {t('adjust.add')}
          </ActionButton>
        )}
      </div>
    </form>
  );
}

/** A field, and for the stock also what keeps it up. */
type Bound = 'perViewer' | 'price' | `stock.${ReturnType<typeof floorOf>}`;

function rangeText({ min, max }: { min: number; max: number }, bound: Exclude<Bound, 'price'>): string {
  return min === max ? t('adjust.lowest') : t(`adjust.${bound}`, { min: formatNumber(min), max: formatNumber(max) });
}

function faultText(hint: AdjustHint | undefined, bound: Bound): string {
  if (!hint) return '';
  if (hint.kind === 'notLower') return t('adjust.notLower');
  if (hint.kind === 'tooSmall' && bound === 'stock.taken') return t('adjust.floor', { count: formatNumber(hint.count) });
  return hintText(hint, bound);
}
