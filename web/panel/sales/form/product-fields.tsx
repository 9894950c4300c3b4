/** What is sold: its name, the shop's number for it, its picture, and where it is paid. */
import { t } from '../../texts.ts';
import { TextInput } from '../../ui/text-input.tsx';
import { useSettled } from '../../use-settled.ts';
import { isAddress } from '../read-draft.ts';
import { SalePicture } from '../sale-picture.tsx';
import { FieldBox } from './field-box.tsx';
import { useSaleForm } from './sale-form-context.ts';

export function ProductFields() {
  const { draft } = useSaleForm();
  const image = useSettled(draft.image.trim());
  return (
    <div class="product-fields">
      <SalePicture src={isAddress(image) ? image : ''} complains />
      <div class="product-names">
        <TextField name="title" label={t('sale.title')} />
        <TextField name="product" label={t('sale.product')} mono />
      </div>
    </div>
  );
}

/** Where its picture is, and where it is paid. */
export function ProductLinks() {
  return (
    <div class="product-links">
      <TextField name="image" label={t('sale.image')} help={t('sale.imageHelp')} mono />
      <TextField name="checkoutUrl" label={t('sale.checkoutUrl')} help={t('sale.checkoutHelp')} mono />
    </div>
  );
}

interface TextFieldProps {
  name: 'title' | 'product' | 'image' | 'checkoutUrl';
  label: string;
  help?: string;
  mono?: true;
}

function TextField({ name, label, help = '', mono }: TextFieldProps) {
  const { draft, edit } = useSaleForm();
  return (
    <FieldBox name={name} label={label} help={help}>
      {(tied) => (
        <TextInput
          tied={tied}
          class={mono ? 'mono' : ''}
          spellcheck={!mono}
          value={draft[name]}
          onText={(text) => edit({ [name]: text })}
        />
      )}
    </FieldBox>
  );
}
