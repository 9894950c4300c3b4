/** Where events go, what waits, and what was given up, with another try for each. */
import { useState } from 'preact/hooks';
import type { DeadLetter, EndpointReport } from '../../../rooms/webhooks.ts';
import { isRefusal } from '../../../shared/protocol/errors.ts';
import { Button } from '../../kit/button.tsx';
import { formatNumber } from '../../kit/i18n.ts';
import { refusalText } from '../../kit/refusal-text.ts';
import { useStudio } from '../studio/studio.ts';
import { t } from '../texts.ts';
import { Dialog } from '../ui/dialog.tsx';
import { Icon } from '../ui/icons.tsx';
import { dayAndTime } from '../ui/time.ts';
import { healthOf } from './report.ts';
import { useReport } from './use-report.ts';

const everyMs = 3000;

export function WebhooksSheet() {
  const { choices } = useStudio();
  return (
    <Dialog title={t('webhooks.title')} open={choices.dialog.value === 'webhooks'} onClose={() => (choices.dialog.value = null)}>
      <Report />
    </Dialog>
  );
}

function Report() {
  const { show } = useStudio();
  const { value, refusal, renew } = useReport(everyMs);
  if (!value) return <p class={refusal ? 'note-wrong' : 'soft'}>{refusal ? refusalText(refusal) : t('webhooks.asking')}</p>;
  const health = healthOf(value);
  return (
    <>
      <p class={`webhooks-health webhooks-${health}`} role="status">
        {t(`webhooks.${health}`)}
      </p>
      {health === 'none' ? <p class="soft webhooks-how">{t('webhooks.how', { show })}</p> : null}
      {refusal ? (
        <p class="note-wrong" role="alert">
          {refusalText(refusal)}
        </p>
      ) : null}
      {value.endpoints.length > 0 ? (
        <ul class="endpoints">
          {value.endpoints.map((endpoint) => (
            <Endpoint key={endpoint.id} endpoint={endpoint} />
          ))}
        </ul>
      ) : null}
      {value.deadLetters.length > 0 ? (
        <section>
          <h3>{t('webhooks.letters')}</h3>
          <ul class="letters">
            {value.deadLetters.map((letter) => (
              <Letter key={letter.delivery} letter={letter} onTried={renew} />
            ))}
          </ul>
        </section>
      ) : null}
    </>
  );
}

function Endpoint({ endpoint }: { endpoint: EndpointReport }) {
  const { scope, url, waiting, dead, stoppedAt, events } = endpoint;
  return (
    <li>
      <p class="mono endpoint-url">{url}</p>
      <p class="endpoint-facts">
        <span class="tag">{t(`webhooks.scope.${scope}`)}</span>
        <span class={waiting > 0 ? 'tag tag-warn' : 'tag'}>{t('webhooks.waiting', { count: formatNumber(waiting) })}</span>
        <span class={dead > 0 ? 'tag tag-danger' : 'tag'}>{t('webhooks.deadShort', { count: formatNumber(dead) })}</span>
      </p>
      {stoppedAt === null ? null : <p class="note-wrong">{t('webhooks.stopped', { at: dayAndTime(stoppedAt) })}</p>}
      <p class="note mono">{events.join(' ')}</p>
    </li>
  );
}

function Letter({ letter, onTried }: { letter: DeadLetter; onTried: () => void }) {
  const { api, show } = useStudio();
  const { delivery, event, subject, at, attempts, lastError } = letter;
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState('');
  const retry = async (): Promise<void> => {
    setBusy(true);
    const answer = await api.retryDelivery(show, delivery);
    setBusy(false);
    setSaid(isRefusal(answer) ? refusalText(answer) : t('webhooks.retried'));
    onTried();
  };
  return (
    <li>
      <p>
        <strong class="mono">{event}</strong> <span class="mono soft">{subject}</span>
      </p>
      <p class="soft">{t('webhooks.tried', { at: dayAndTime(at), count: attempts })}</p>
      <p class="note-wrong letter-error">{lastError}</p>
      <span class="letter-retry">
        <Button class="small" busy={busy} onPress={() => void retry()}>
          <Icon name="again" />
          {t('webhooks.retry')}
        </Button>
        <span role="status" class="soft">
          {said}
        </span>
      </span>
    </li>
  );
}
