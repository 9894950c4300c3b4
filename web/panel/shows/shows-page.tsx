/** The list of shows: create, start, end, start again, open. */
import { useEffect, useState } from 'preact/hooks';
import { isRefusal } from '../../../shared/protocol/errors.ts';
import type { Refusal } from '../../../shared/protocol/errors.ts';
import type { ShowSummary } from '../../../rooms/services.ts';
import { refusalText } from '../../kit/refusal-text.ts';
import { needsSignIn } from '../api.ts';
import type { Api } from '../api.ts';
import { Mark } from '../../kit/mark.tsx';
import { LanguageButton } from '../studio/top-strip.tsx';
import { t } from '../texts.ts';
import { NewShowForm } from './new-show-form.tsx';
import { ShowRow } from './show-row.tsx';

/** The list is asked for again this often, while the page is looked at. */
const refreshMs = 5000;

export interface ShowsPageProps {
  api: Api;
  onOpen: (show: string) => void;
  /** The token is no longer good, and there is no other. */
  onSignedOut: (why: Refusal) => void;
}

export function ShowsPage({ api, onOpen, onSignedOut }: ShowsPageProps) {
  const [shows, setShows] = useState<ShowSummary[] | null>(null);
  const [failed, setFailed] = useState('');
  const refresh = async (): Promise<void> => {
    const answer = await api.shows();
    if (isRefusal(answer)) return needsSignIn(answer) ? onSignedOut(answer) : setFailed(refusalText(answer));
    setFailed('');
    setShows(answer);
  };
  useEffect(() => {
    void refresh();
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') void refresh();
    }, refreshMs);
    return () => clearInterval(timer);
  }, [api]);
  return (
    <div class="shows-page">
      <header class="strip">
        <div class="strip-show">
          <Mark />
          <h1>{t('shows.title')}</h1>
        </div>
        <div class="strip-tools">
          <LanguageButton />
        </div>
      </header>
      <main class="shows">
        <section class="card shows-list" aria-label={t('shows.title')}>
          {failed ? (
            <p class="note note-wrong" role="alert">
              {failed}
            </p>
          ) : null}
          {shows?.length === 0 ? <p class="empty">{t('shows.none')}</p> : null}
          <ul>
            {(shows ?? []).toSorted(byLiveThenTitle).map((show) => (
              <ShowRow key={show.id} show={show} api={api} onOpen={() => onOpen(show.id)} onChanged={() => void refresh()} />
            ))}
          </ul>
        </section>
        <NewShowForm api={api} onCreated={onOpen} />
      </main>
    </div>
  );
}

const order = { live: 0, scheduled: 1, ended: 2 };

function byLiveThenTitle(a: ShowSummary, b: ShowSummary): number {
  return order[a.status] - order[b.status] || a.title.localeCompare(b.title);
}
