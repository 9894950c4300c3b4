/** The top of the page: whose show this is, that it is live, how many watch; language and the viewer's own things. */
import { chooseLang, formatCount, lang } from '../../kit/i18n.ts';
import { useViewer } from '../context.ts';
import { t } from '../texts.ts';
import { Mark } from '../../kit/mark.tsx';
import { PeopleIcon, PersonIcon } from './icons.tsx';

export function TopBar({ onYou }: { onYou: () => void }) {
  const { connection } = useViewer();
  const state = connection.state.value;
  const viewers = state?.viewers ?? 0;
  const other = lang.value === 'en' ? 'zh-CN' : 'en';
  return (
    <header class="top">
      <div class="top-show">
        <Mark />
        <div class="top-words">
          <h1 class="top-title">{state?.title ?? 'Drumroll'}</h1>
          <p class="top-facts">
            {state?.status === 'live' && <span class="badge badge-live">{t('live')}</span>}
            {state?.rehearsal && <span class="badge badge-rehearsal">{t('rehearsal')}</span>}
            {state && (
              <span class="top-viewers">
                <PeopleIcon />
                <span aria-hidden="true">{formatCount(viewers)}</span>
                <span class="visually-hidden">{t('viewers', { count: viewers, n: formatCount(viewers) })}</span>
              </span>
            )}
          </p>
        </div>
      </div>
      <div class="top-tools">
        <button type="button" class="tool" lang={other} aria-label={t('lang.switch')} onClick={() => chooseLang(other)}>
          {other === 'en' ? 'EN' : '中'}
        </button>
        <button type="button" class="tool" aria-label={t('you.open')} aria-haspopup="dialog" onClick={onYou}>
          <PersonIcon />
        </button>
      </div>
    </header>
  );
}
