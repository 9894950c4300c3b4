/** The chat over the video: the last lines, newest at the bottom, and how many were left out. */
import { useEffect, useRef } from 'preact/hooks';
import { hash32 } from '../../../shared/ids.ts';
import type { ChatEntry } from '../../kit/chat-list.ts';
import { formatNumber } from '../../kit/i18n.ts';
import { PinIcon } from '../parts/icons.tsx';
import { useViewer } from '../context.ts';
import { t } from '../texts.ts';

/** Nearer than this to the end counts as reading along, px. */
const alongPx = 60;

export function Chat() {
  const { connection } = useViewer();
  const list = useRef<HTMLUListElement>(null);
  const along = useRef(true);
  const entries = connection.chat.value;
  const pinned = connection.state.value?.pinned ?? '';
  useEffect(() => {
    const box = list.current;
    if (box && along.current) box.scrollTop = box.scrollHeight;
  }, [entries]);

  return (
    <section class="chat" aria-label={t('chat')}>
      {pinned !== '' && (
        <p class="chat-pinned">
          <PinIcon />
          <span class="visually-hidden">{t('chat.pinned')}</span> <bdi>{pinned}</bdi>
        </p>
      )}
      <ul
        ref={list}
        class="chat-list"
        // Scrolls, so it can be reached and scrolled with the keyboard.
        tabIndex={0}
        aria-label={t('chat.lines')}
        onScroll={({ currentTarget: box }) => {
          along.current = box.scrollHeight - box.scrollTop - box.clientHeight < alongPx;
        }}
      >
        {entries.map((entry) => (
          <Entry key={entry.id} entry={entry} />
        ))}
      </ul>
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
