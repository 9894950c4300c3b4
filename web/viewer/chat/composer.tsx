/** Where a viewer writes. While a draw takes a keyword, one press sends it. */
import { useState } from 'preact/hooks';
import type { ReadonlySignal } from '@preact/signals';
import { isRefusal } from '../../../shared/protocol/errors.ts';
import { announcer } from '../../kit/announcer.ts';
import { newKey } from '../../kit/keys.ts';
import { refusalText } from '../../kit/refusal-text.ts';
import { useViewer } from '../context.ts';
import { SendIcon } from '../parts/icons.tsx';
import { t } from '../texts.ts';

/** `keyword`: what the running game wants to read in the chat, or empty. */
export function Composer({ keyword }: { keyword: ReadonlySignal<string> }) {
  const { connection, line } = useViewer();
  const [text, setText] = useState('');
  const [problem, setProblem] = useState('');
  const [sending, setSending] = useState(false);
  const muted = connection.own.value?.muted ?? false;
  const can = line.value !== 'lost' && !muted;

  const say = async (said: string): Promise<void> => {
    if (said.trim() === '' || sending || !can) return;
    setSending(true);
    setProblem('');
    const answer = await connection.request('chat', { text: said, key: newKey() });
    setSending(false);
    if (isRefusal(answer)) {
      setProblem(refusalText(answer));
      announcer.say(refusalText(answer));
    } else setText((now) => (now === said ? '' : now));
  };

  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        void say(text);
      }}
    >
      {problem !== '' && <p class="composer-problem">{problem}</p>}
      {keyword.value !== '' && can && (
        <button type="button" class="composer-keyword" onClick={() => void say(keyword.value)}>
          {t('chat.keyword', { keyword: keyword.value })}
        </button>
      )}
      <label class="composer-field">
        <span class="visually-hidden">{t('chat.write')}</span>
        <input
          type="text"
          name="chat"
          value={text}
          maxLength={500}
          autocomplete="off"
          enterkeyhint="send"
          placeholder={t(muted ? 'chat.muted' : 'chat.write')}
          readOnly={!can}
          aria-disabled={!can}
          onInput={(event) => {
            setText(event.currentTarget.value);
            setProblem('');
          }}
        />
        <button
          type="submit"
          class={text.trim() === '' ? 'composer-send' : 'composer-send composer-send-ready'}
          aria-label={t('chat.send')}
          aria-busy={sending}
        >
          <SendIcon />
        </button>
      </label>
    </form>
  );
}
