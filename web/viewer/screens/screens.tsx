/** What the page shows instead of a running show: on the way in, before it, after it, or not let in. */
import { useEffect, useState } from 'preact/hooks';
import type { ComponentChildren } from 'preact';
import { Button } from '../../kit/button.tsx';
import { Countdown } from '../../kit/countdown.tsx';
import { formatCount, kitT, lang } from '../../kit/i18n.ts';
import { byeText, refusalText } from '../../kit/refusal-text.ts';
import { useRemaining } from '../../kit/use-remaining.ts';
import { useViewer } from '../context.ts';
import { Mark } from '../../kit/mark.tsx';
import { t } from '../texts.ts';

function Screen({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <section class={`screen glass screen-${name}`}>
      <Mark class="mark screen-mark" />
      {children}
    </section>
  );
}

/** How long a join may take before the page says that it goes on trying, ms. */
const patienceMs = 6000;

export function Connecting() {
  const [long, setLong] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLong(true), patienceMs);
    return () => clearTimeout(timer);
  }, []);
  return (
    <Screen name="connecting">
      <p role="status">{long ? t('connecting.long') : kitT('link.connecting')}</p>
    </Screen>
  );
}

export function Scheduled() {
  const { connection } = useViewer();
  const state = connection.state.value;
  const startsAt = state?.startsAt ?? 0;
  const known = useRemaining(connection.clock, startsAt) > 0;
  return (
    <Screen name="scheduled">
      <h2>{state?.title}</h2>
      <p>{t(known ? 'scheduled.at' : 'scheduled.soon')}</p>
      {known && (
        <>
          <p class="screen-big">
            <Countdown clock={connection.clock} endsAt={startsAt} />
          </p>
          <p class="screen-small">
            {new Intl.DateTimeFormat(lang.value, { dateStyle: 'medium', timeStyle: 'short' }).format(startsAt)}
          </p>
        </>
      )}
    </Screen>
  );
}

export function Ended() {
  const { connection } = useViewer();
  const likes = connection.state.value?.likes ?? 0;
  return (
    <Screen name="ended">
      <h2>{t('ended.title')}</h2>
      <p role="status">{byeText('show-ended')}</p>
      {likes > 0 && <p class="screen-small">{t('ended.likes', { count: likes, n: formatCount(likes) })}</p>}
    </Screen>
  );
}

export function Refused() {
  const { connection } = useViewer();
  const reason = connection.bye.value?.reason;
  const refusal = connection.refusal.value;
  const sentence = refusal ? refusalText(refusal) : reason ? byeText(reason) : kitT('refusal.busy');
  const hopeless = reason === 'banned' || refusal?.code === 'viewer/banned';
  return (
    <Screen name="refused">
      <h2>{t(reason === 'signed-in-elsewhere' ? 'refused.elsewhere' : 'refused.title')}</h2>
      <p role="alert">{sentence}</p>
      {!hopeless && (
        <Button kind="primary" onPress={() => connection.rejoin()}>
          {t(reason === 'signed-in-elsewhere' ? 'refused.here' : 'retry')}
        </Button>
      )}
    </Screen>
  );
}
