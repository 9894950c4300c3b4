/** What is still wrong in a form, by name: a press leads to the field, wherever the form was scrolled to. */
import { t } from '../texts.ts';
import { lookAt } from './look-at.ts';

export function WrongFields({ fields }: { fields: readonly { id: string; name: string }[] }) {
  return (
    <p class="note note-wrong wrong-fields">
      <span>{t('games.hints', { count: fields.length })}</span>{' '}
      {fields.map(({ id, name }) => (
        <button key={id} type="button" class="to-field" onClick={() => lookAt(document.getElementById(id))}>
          {name}
        </button>
      ))}
    </p>
  );
}
