/** What viewers write, newest at the bottom; each line can be pinned, its writer muted or banned. */
import { useEffect, useRef } from 'preact/hooks';
import type { ModeratedLine } from '../../../shared/protocol/messages.ts';
import { obstacleToModerate } from '../control/legal.ts';
import { t } from '../texts.ts';
import { ActionButton } from '../ui/action-button.tsx';
import { ArmedButton } from '../ui/armed-button.tsx';
import { Icon } from '../ui/icons.tsx';
import { clockTime } from '../ui/time.ts';
import { useStudio } from './studio.ts';

/** Nearer to the end than this counts as reading along. */
const nearEndPx = 60;

export function ChatLines() {
  const { desk } = useStudio();
  const lines = desk.chat.value;
  const list = useRef<HTMLOListElement>(null);
  const readsAlong = useRef(true);
  useEffect(() => {
    if (readsAlong.current && list.current) list.current.scrollTop = list.current.scrollHeight;
  }, [lines]);
  return (
    <>
      <PinnedLine />
      {lines.length === 0 ? <p class="empty">{t('chat.none')}</p> : null}
      <ol
        ref={list}
        id="chat-lines"
        class="lines"
        aria-label={t('chat.tab')}
        data-own-keys
        onScroll={({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) => {
          readsAlong.current = scrollHeight - scrollTop - clientHeight < nearEndPx;
        }}
        onKeyDown={(event) => {
          if (event.key === 'ArrowUp' || event.key === 'ArrowDown') moveFocus(event);
        }}
      >
        {lines.map((line, i) => (
          <Line key={line.id} line={line} last={i === lines.length - 1} />
        ))}
      </ol>
    </>
  );
}

/** Arrows go from line to line; Tab goes on to the buttons of the one in focus. */
function moveFocus(event: KeyboardEvent): void {
  const line = (event.target as HTMLElement).closest('li');
  const next = event.key === 'ArrowUp' ? line?.previousElementSibling : line?.nextElementSibling;
  if (!(next instanceof HTMLElement)) return;
  event.preventDefault();
  next.focus();
}

function Line({ line, last }: { line: ModeratedLine; last: boolean }) {
  const { desk } = useStudio();
  const { id, viewer, name, text, at } = line;
  const obstacle = obstacleToModerate(desk.situation.value);
  const panel = desk.panel.value;
  const muted = panel?.muted.includes(viewer) ?? false;
  const banned = panel?.banned.includes(viewer) ?? false;
  return (
    <li class="line" tabIndex={last ? 0 : -1}>
      <time class="line-time">{clockTime(at)}</time>
      <span class="line-words">
        <bdi class="line-name" title={viewer}>
          {name}
        </bdi>
        {muted ? <span class="tag tag-warn">{t('people.muted')}</span> : null}
        {banned ? <span class="tag tag-danger">{t('people.banned')}</span> : null} <bdi class="line-text">{text}</bdi>
      </span>
      <span class="line-buttons">
        <ActionButton
          kind="quiet"
          label={t('chat.pin', { name })}
          obstacle={obstacle}
          onPress={() => void desk.send('chat.pin', { line: id })}
        >
          <Icon name="pin" />
        </ActionButton>
        <ActionButton
          kind="quiet"
          label={muted ? t('chat.unmute', { name }) : t('chat.mute', { name })}
          pressed={muted}
          obstacle={obstacle}
          onPress={() => void desk.send(muted ? 'viewer.unmute' : 'viewer.mute', { viewer })}
        >
          <Icon name="mute" />
        </ActionButton>
        {banned ? null : (
          <ArmedButton
            what={`viewer.ban ${id}`}
            command="viewer.ban"
            args={{ viewer }}
            obstacle={obstacle}
            label={t('chat.ban', { name })}
          >
            <Icon name="ban" />
          </ArmedButton>
        )}
      </span>
    </li>
  );
}

function PinnedLine() {
  const { desk } = useStudio();
  const pinned = desk.show.value?.pinned;
  if (!pinned) return null;
  return (
    <div class="pinned">
      <Icon name="pin" />
      <bdi>{pinned}</bdi>
      <ActionButton
        kind="quiet"
        class="small"
        label={t('chat.unpin')}
        obstacle={obstacleToModerate(desk.situation.value)}
        onPress={() => void desk.send('chat.pin', { line: null })}
      >
        <Icon name="close" />
      </ActionButton>
    </div>
  );
}
