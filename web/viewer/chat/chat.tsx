/** The chat over the video: the last lines, newest at the bottom, and how many were left out. */
import { hash32 } from '../../../shared/ids.ts';
import type { ChatEntry } from '../../kit/chat-list.ts';
import { formatNumber } from '../../kit/i18n.ts';
import { PinIcon } from '../parts/icons.tsx';
import { useViewer } from '../context.ts';
import { t } from '../texts.ts';

export function Chat() {
  const { connection } = useViewer();
  const pinned = connection.state.value?.pinned ?? '';
  return (
    <section class="chat" aria-label={t('chat')}>
      {pinned !== '' && (
        <p class="chat-pinned">
          <PinIcon />
          <span class="visually-hidden">{t('chat.pinned')}</span> <bdi>{pinned}</bdi>
        </p>
      )}
      {/* It scrolls, so the keyboard must reach it; laid out from the end, it stays with the newest line by itself. */}
      <div class="chat-scroll" tabIndex={0} role="group" aria-label={t('chat.lines')}>
        <ul class="chat-list">
          {connection.chat.value.map((entry) => (
            <Entry key={entry.id} entry={entry} />
          ))}
          {connection.chat.value.length === 0 && <li class="chat-gap chat-empty">{t('chat.empty')}</li>}
        </ul>
      </div>
    </section>
  );
}

function Entry({ entry }: { entry: ChatEntry }) {
  if (entry.kind === 'gap')
    return <li class="chat-gap">{t('chat.more', { count: entry.skipped, n: formatNumber(entry.skipped) })}</li>;
  return (
    <li class="chat-line">
      <bdi class={`chat-name chat-name-${hash32(entry.name) % 6}`}>{entry.name}</bdi> <span>{entry.text}</span>
    </li>
  );
}
