/** The viewer's own things: the name others see, and whether the page may move. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Signal } from '@preact/signals';
import { isRefusal } from '../../../shared/protocol/errors.ts';
import { Button } from '../../kit/button.tsx';
import { chooseMotion, reducedMotion } from '../../kit/motion.ts';
import { refusalText } from '../../kit/refusal-text.ts';
import { useViewer } from '../context.ts';
import { rememberName } from '../nickname.ts';
import { t } from '../texts.ts';
import { CrossIcon } from './icons.tsx';

export function YouDialog({ open }: { open: Signal<boolean> }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (open.value) dialog.current?.showModal();
    else dialog.current?.close();
  }, [open.value]);
  return (
    <dialog
      ref={dialog}
      class="dialog glass"
      aria-labelledby="you-title"
      onClose={() => (open.value = false)}
      onClick={(event) => {
        // A press on the backdrop lands on the dialog itself.
        if (event.target === event.currentTarget) open.value = false;
      }}
    >
      {open.value && <You onDone={() => (open.value = false)} />}
    </dialog>
  );
}

function You({ onDone }: { onDone: () => void }) {
  const { connection } = useViewer();
  const [name, setName] = useState(connection.own.peek()?.name ?? '');
  const [problem, setProblem] = useState('');
  const [busy, setBusy] = useState(false);

  const save = async (): Promise<void> => {
    setBusy(true);
    setProblem('');
    const answer = await connection.request('name', { name });
    setBusy(false);
    if (isRefusal(answer)) return setProblem(refusalText(answer));
    rememberName(answer.name);
    onDone();
  };
  return (
    <form
      class="you"
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) void save();
      }}
    >
      <header class="you-head">
        <h2 id="you-title">{t('you.title')}</h2>
        <Button kind="quiet" label={t('close')} onPress={onDone}>
          <CrossIcon />
        </Button>
      </header>
      <label class="field">
        <span>{t('you.name')}</span>
        <input
          type="text"
          name="nickname"
          autocomplete="nickname"
          maxLength={24}
          value={name}
          aria-invalid={problem !== ''}
          aria-describedby="you-name-help"
          onInput={(event) => setName(event.currentTarget.value)}
        />
        <small id="you-name-help" role="status" class={problem ? 'field-problem' : 'field-help'}>
          {problem || t('you.nameHelp')}
        </small>
      </label>
      <label class="switch">
        <input
          type="checkbox"
          role="switch"
          checked={reducedMotion.value}
          onChange={(event) => chooseMotion(event.currentTarget.checked ? 'reduce' : 'full')}
        />
        <span class="switch-track" aria-hidden="true" />
        <span>{t('you.motion')}</span>
      </label>
      <Button kind="primary" type="submit" busy={busy}>
        {t('you.save')}
      </Button>
    </form>
  );
}
