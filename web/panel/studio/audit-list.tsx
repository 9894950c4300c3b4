/** Who did what, when, and what came of it: the log the server keeps. */
import { useEffect, useState } from 'preact/hooks';
import { errors, isRefusal, refuse } from '../../../shared/protocol/errors.ts';
import type { ErrorCode } from '../../../shared/protocol/errors.ts';
import type { AuditEntry } from '../../../shared/protocol/messages.ts';
import { refusalText } from '../../kit/refusal-text.ts';
import { t } from '../texts.ts';
import { clockTime } from '../ui/time.ts';
import { commandText } from './command-text.ts';
import { useStudio } from './studio.ts';

/** What the show does by itself is in the log under this name. */
const ownName = 'drumroll';

export function AuditList() {
  const studio = useStudio();
  const { api, show, me, desk } = studio;
  const [failed, setFailed] = useState('');
  useEffect(() => {
    void api.audit(show).then((entries) => {
      if (isRefusal(entries)) setFailed(refusalText(entries));
      else desk.takeAudit(entries);
    });
  }, [api, show, desk]);
  const entries = desk.audit.value;
  return (
    <>
      {failed ? (
        <p class="note note-wrong" role="alert">
          {failed}
        </p>
      ) : null}
      {entries.length === 0 ? <p class="empty">{t('audit.none')}</p> : null}
      <ol class="scroll audit" tabIndex={0} aria-label={t('audit.tab')} data-own-keys>
        {entries.map((entry) => (
          <li key={entry.id} class={`audit-${entry.outcome}`}>
            <time class="line-time">{clockTime(entry.at)}</time>
            <span class="audit-what">
              {commandText(entry.command, entry.args, studio)}
              <span class="soft">
                {' '}
                <bdi title={entry.by}>
                  {entry.by === me ? t('audit.you') : entry.by === ownName ? t('audit.itself') : entry.by}
                </bdi>
              </span>
              {entry.outcome === 'refused' ? <span class="note-wrong"> {reasonOf(entry)}</span> : null}
            </span>
          </li>
        ))}
      </ol>
    </>
  );
}

function reasonOf({ code = '' }: AuditEntry): string {
  return Object.hasOwn(errors, code) ? refusalText(refuse(code as ErrorCode)) : code;
}
