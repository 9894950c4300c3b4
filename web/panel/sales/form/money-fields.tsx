/** What it costs, how many there are, and how many one viewer may have. */
import { t } from '../../texts.ts';
import { FieldBox } from './field-box.tsx';
import { NumberText } from '../../ui/number-text.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { useSaleForm } from './sale-form-context.ts';

const usualCurrencies = ['CNY', 'EUR', 'USD', 'GBP', 'JPY', 'KRW', 'SGD', 'THB', 'VND', 'IDR'];

export function MoneyFields() {
  const { id, draft, edit } = useSaleForm();
  return (
    <div class="money-fields">
      <FieldBox name="price" label={t('sale.price')}>
        {(tied) => (
          <TextInput
            tied={tied}
            class="number-text"
            inputMode="decimal"
            value={draft.price}
            onText={(text) => edit({ price: text })}
          />
        )}
      </FieldBox>
      <FieldBox name="currency" label={t('sale.currency')}>
        {(tied) => (
          <>
            <TextInput
              tied={tied}
              autocapitalize="characters"
              spellcheck={false}
              maxLength={3}
              list={`${id}-currencies`}
              value={draft.currency}
              onText={(text) => edit({ currency: text.trim().toUpperCase() })}
            />
            <datalist id={`${id}-currencies`}>
              {usualCurrencies.map((code) => (
                <option key={code} value={code} />
              ))}
            </datalist>
          </>
        )}
      </FieldBox>
      <FieldBox name="stock" label={t('sale.stock')}>
        {(tied) => <NumberText tied={tied} value={draft.stock} onValue={(stock) => edit({ stock })} />}
      </FieldBox>
      <FieldBox name="perViewer" label={t('sale.perViewer')}>
        {(tied) => <NumberText tied={tied} value={draft.perViewer} onValue={(perViewer) => edit({ perViewer })} />}
      </FieldBox>
    </div>
  );
}
