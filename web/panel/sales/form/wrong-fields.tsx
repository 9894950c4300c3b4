/** What is still wrong, by name: a press leads to the field, wherever the form was scrolled to. */
import { t } from '../../texts.ts';
import { lookAt } from '../../ui/look-at.ts';
import { inFormOrder } from '../read-draft.ts';
import { fieldName } from './hint-text.ts';
import { useSaleForm } from './sale-form-context.ts';

export function WrongFields() {
  const { id, wrong } = useSaleForm();
  return (
    <p class="note note-wrong wrong-fields">
      <span>{t('games.hints', { count: wrong.size })}</span>{' '}
      {inFormOrder(wrong).map((field) => (
        <button key={field} type="button" class="to-field" onClick={() => lookAt(document.getElementById(`${id}-${field}`))}>
          {fieldName(field)}
        </button>
      ))}
    </p>
  );
}
