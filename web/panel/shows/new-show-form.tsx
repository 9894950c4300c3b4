/** Creates a show: a title is enough, the rest has good defaults. */
import { useState } from 'preact/hooks';
import { isRefusal } from '../../../shared/protocol/errors.ts';
import { showIdPattern } from '../../../shared/ids.ts';
import { Button } from '../../kit/button.tsx';
import { lang } from '../../kit/i18n.ts';
import { refusalText } from '../../kit/refusal-text.ts';
import type { Api } from '../api.ts';
import { t } from '../texts.ts';

export function NewShowForm({ api, onCreated }: { api: Api; onCreated: (show: string) => void }) {
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState('');
  const create = async (form: HTMLFormElement): Promise<void> => {
    setBusy(true);
    const answer = await api.createShow({ ...readShow(new FormData(form)), locale: lang.peek() });
    setBusy(false);
    if (isRefusal(answer)) return setFailed([refusalText(answer), answer.detail].filter(Boolean).join(' '));
    onCreated(answer.id);
  };
  return (
    <form
      class="card new-show"
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) void create(event.currentTarget);
      }}
    >
      <h2>{t('newShow.heading')}</h2>
      <div class="field">
        <label for="show-title">{t('newShow.title')}</label>
        <input id="show-title" name="title" class="input" required maxLength={120} autocomplete="off" />
      </div>
      <div class="field">
        <label for="show-id">{t('newShow.id')}</label>
        <input
          id="show-id"
          name="id"
          class="input mono"
          autocomplete="off"
          pattern={showIdPattern.source}
          aria-describedby="show-id-note"
        />
        <p id="show-id-note" class="note">
          {t('newShow.idHelp')}
        </p>
      </div>
      <div class="field field-inline">
        <label for="show-viewers">{t('newShow.expected')}</label>
        <input id="show-viewers" name="expectedViewers" class="input" type="number" min={1} max={2_000_000} defaultValue="1000" />
      </div>
      <div class="field">
        <label for="show-starts">{t('newShow.startsAt')}</label>
        <input id="show-starts" name="startsAt" class="input" type="datetime-local" />
      </div>
      {failed ? (
        <p class="note note-wrong" role="alert">
          {failed}
        </p>
      ) : null}
      <Button kind="primary" type="submit" busy={busy}>
        {t('newShow.create')}
      </Button>
    </form>
  );
}

/** What stands in the form; empty fields are left to the server. */
function readShow(form: FormData): { title: string; id?: string; expectedViewers?: number; startsAt?: number } {
  const text = (name: string): string => {
    const value = form.get(name);
    return typeof value === 'string' ? value.trim() : '';
  };
  const expected = Number(text('expectedViewers'));
  const startsAt = Date.parse(text('startsAt'));
  return {
    title: text('title'),
    ...(text('id') ? { id: text('id') } : {}),
    ...(expected > 0 ? { expectedViewers: expected } : {}),
    ...(Number.isNaN(startsAt) ? {} : { startsAt }),
  };
}
