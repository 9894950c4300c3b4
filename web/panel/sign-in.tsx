/** Shown when there is no good token and no demo mode to give one: says why, and takes one. */
import { useState } from 'preact/hooks';
import type { Refusal } from '../../shared/protocol/errors.ts';
import { Button } from '../kit/button.tsx';
import { refusalText } from '../kit/refusal-text.ts';
import { t } from './texts.ts';

export function SignIn({ refusal, onToken }: { refusal: Refusal; onToken: (token: string) => void }) {
  const [token, setToken] = useState('');
  return (
    <main class="notice-page">
      <h1>{t('signIn.title')}</h1>
      <p class="note-wrong">{reasonFor(refusal)}</p>
      <form
        class="sign-in"
        onSubmit={(event) => {
          event.preventDefault();
          if (token.trim() !== '') onToken(token.trim());
        }}
      >
        <label for="token">{t('signIn.token')}</label>
        <input
          id="token"
          class="input mono"
          type="password"
          autocomplete="off"
          value={token}
          onInput={({ currentTarget }) => setToken(currentTarget.value)}
        />
        <Button kind="primary" type="submit">
          {t('signIn.go')}
        </Button>
      </form>
      <p class="soft">{t('signIn.how')}</p>
    </main>
  );
}

/** What is wrong, said to somebody who has a token in hand and no link. */
function reasonFor(refusal: Refusal): string {
  if (refusal.code === 'auth/missing') return t('signIn.noDemo');
  if (refusal.code === 'auth/invalid') return t('signIn.invalid');
  return refusal.code === 'auth/expired' ? t('signIn.expired') : refusalText(refusal);
}
