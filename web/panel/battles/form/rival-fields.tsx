/** The other show that is invited, and what the own side is called in the battle. */
import { isRefusal } from '../../../../shared/protocol/errors.ts';
import { useStudio } from '../../studio/studio.ts';
import { t } from '../../texts.ts';
import { Field } from '../../ui/field.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { useWatched } from '../../use-watched.ts';
import { rivalsAmong } from '../rivals.ts';
import { useBattleForm } from './battle-form-context.ts';
import { TextField } from './fields.tsx';

/** The list is looked at again this often while the form is open, ms. */
const everyMs = 15_000;

export function RivalFields() {
  const { api, show, desk } = useStudio();
  const { id, draft, edit, faultAt } = useBattleForm();
  const { value } = useWatched(
    async () => {
      const shows = await api.shows();
      return isRefusal(shows) ? shows : { shows };
    },
    show,
    everyMs,
  );
  const { live, chosen } = rivalsAmong(value?.shows ?? [], { own: show, typed: draft.show.trim() });
  return (
    <>
      <Field id={`${id}-show`} label={t('battle.show')} fault={faultAt('show')} help={chosenHelp(chosen)}>
        {(tied) => (
          <>
            <TextInput
              tied={tied}
              autocapitalize="none"
              spellcheck={false}
              list={`${id}-shows`}
              value={draft.show}
              onText={(text) => edit({ show: text.trim() })}
            />
            <datalist id={`${id}-shows`}>
              {live.map((other) => (
                <option key={other.id} value={other.id}>
                  {other.title}
                </option>
              ))}
            </datalist>
          </>
        )}
      </Field>
      <TextField name="name" hint={desk.show.value?.title ?? ''} help={t('battle.nameHelp')} />
    </>
  );
}

function chosenHelp(chosen: ReturnType<typeof rivalsAmong>['chosen']): string {
  if (!chosen) return t('battle.showHelp');
  return chosen.status === 'live' ? t('battle.showLive', { title: chosen.title }) : t('battle.showAway', { title: chosen.title });
}
