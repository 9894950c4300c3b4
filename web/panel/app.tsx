/** The panel: signs in, then shows the list of shows or one show. */
import { useEffect, useMemo, useState } from 'preact/hooks';
import type { Refusal } from '../../shared/protocol/errors.ts';
import type { Role } from '../../shared/protocol/tokens.ts';
import { LiveRegion } from '../kit/live-region.tsx';
import { refusalOf } from '../kit/refusal.ts';
import { readClaims, tokenSource } from '../kit/token.ts';
import { createApi } from './api.ts';
import { ShowsPage } from './shows/shows-page.tsx';
import { SignIn } from './sign-in.tsx';
import { ShowPage } from './studio/show-page.tsx';
import { t } from './texts.ts';
import { useShowInAddress } from './use-show-in-address.ts';

export function App() {
  // A token that the page around this one posts later is used at once.
  const tokens = useMemo(() => tokenSource({ role: 'streamer', show: '*', onNew: () => signIn() }), []);
  const api = useMemo(() => createApi(tokens), [tokens]);
  const [signedIn, setSignedIn] = useState<'asking' | 'yes' | Refusal>('asking');
  const [me, setMe] = useState<{ role: Role; sub: string }>({ role: 'streamer', sub: '' });
  const [show, openShow] = useShowInAddress();

  const signIn = (): void => {
    setSignedIn('asking');
    tokens.get().then(
      (token) => {
        const claims = readClaims(token);
        if (claims) setMe(claims);
        if (claims && claims.show !== '*') openShow(claims.show);
        setSignedIn('yes');
      },
      (error: unknown) => setSignedIn(refusalOf(error)),
    );
  };
  useEffect(signIn, [tokens]);

  return (
    <>
      {signedIn === 'asking' ? <p class="notice-page">{t('signIn.asking')}</p> : null}
      {typeof signedIn === 'object' ? (
        <SignIn
          refusal={signedIn}
          onToken={(token) => {
            tokens.set(token);
            signIn();
          }}
        />
      ) : null}
      {signedIn === 'yes' && show !== null ? (
        <ShowPage
          key={show}
          show={show}
          role={me.role}
          me={me.sub}
          tokens={tokens}
          api={api}
          onSignedOut={setSignedIn}
          onLeave={() => openShow(null)}
        />
      ) : null}
      {signedIn === 'yes' && show === null ? <ShowsPage api={api} onSignedOut={setSignedIn} onOpen={openShow} /> : null}
      <LiveRegion />
    </>
  );
}
