/** One show of the list, and what may be done with it from here. */
import { useEffect, useState } from 'preact/hooks';
import type { CommandName } from '../../../shared/protocol/commands.ts';
import type { ShowSummary } from '../../../rooms/services.ts';
import { Button } from '../../kit/button.tsx';
import { formatNumber } from '../../kit/i18n.ts';
import { refusalText } from '../../kit/refusal-text.ts';
import type { Api } from '../api.ts';
import { armedMs, pressed, safe } from '../control/arming.ts';
import { t } from '../texts.ts';
import { Icon } from '../ui/icons.tsx';
import { dayAndTime } from '../ui/time.ts';

export interface ShowRowProps {
  show: ShowSummary;
  api: Api;
  onOpen: () => void;
  onChanged: () => void;
}

export function ShowRow({ show, api, onOpen, onChanged }: ShowRowProps) {
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState('');
  const order = async (name: 'show.start' | 'show.end'): Promise<void> => {
    setBusy(true);
    const reply = await api.command(show.id, name satisfies CommandName, {});
    setBusy(false);
    setFailed(reply.ok ? '' : refusalText(reply));
    onChanged();
  };
  return (
    <li class="show-row">
      <button type="button" class="show-main" onClick={onOpen}>
        <span class="show-title">
          <bdi>{show.title}</bdi>
          <span class={`status status-${show.status}`}>{t(`status.${show.status}`)}</span>
        </span>
        <span class="soft">
          <span class="mono">{show.id}</span>
          {show.startsAt > 0 ? ` · ${dayAndTime(show.startsAt)}` : ''}
          {show.status === 'live' ? ` · ${t('shows.viewers', { count: show.viewers, shown: formatNumber(show.viewers) })}` : ''}
        </span>
      </button>
      {failed ? (
        <span class="note-wrong" role="alert">
          {failed}
        </span>
      ) : null}
      <span class="show-buttons">
        {show.status === 'live' ? (
          <EndButton busy={busy} onEnd={() => void order('show.end')} />
        ) : (
          <Button busy={busy} onPress={() => void order('show.start')}>
            {show.status === 'ended' ? t('show.startAgain') : t('show.start')}
          </Button>
        )}
        <Button kind="primary" label={t('shows.open', { title: show.title })} onPress={onOpen}>
          <Icon name="play" />
          {t('shows.openShort')}
        </Button>
      </span>
    </li>
  );
}

function EndButton({ busy, onEnd }: { busy: boolean; onEnd: () => void }) {
  const [arming, setArming] = useState(safe);
  useEffect(() => {
    if (arming.kind === 'safe') return;
    const timer = setTimeout(() => setArming(safe), armedMs);
    return () => clearTimeout(timer);
  }, [arming]);
  return (
    <Button
      kind={arming.kind === 'armed' ? 'danger' : 'quiet'}
      class={arming.kind === 'armed' ? 'armed' : 'arms'}
      busy={busy}
      onPress={() => {
        const press = pressed(arming, 'show.end', performance.now());
        setArming(press.arming);
        if (press.fire) onEnd();
      }}
    >
      {arming.kind === 'armed' ? t('arm.again') : t('show.end')}
    </Button>
  );
}
