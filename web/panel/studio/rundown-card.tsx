/** The rundown: what was prepared, what is next, and GO. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { RundownItem } from '../../../shared/protocol/messages.ts';
import { Button } from '../../kit/button.tsx';
import { obstacleTo, obstacleToItem } from '../control/legal.ts';
import { moved, placeInShow, withTitle, without } from '../control/rundown.ts';
import type { Items } from '../control/rundown.ts';
import { ItemRules, RulesButton } from '../rules/rules-line.tsx';
import { t } from '../texts.ts';
import { ActionButton } from '../ui/action-button.tsx';
import { Card } from '../ui/card.tsx';
import { Icon } from '../ui/icons.tsx';
import { obstacleText } from '../ui/obstacle-text.ts';
import { useStudio } from './studio.ts';
import { itemKind } from './titles.ts';
import { useGo } from './use-go.ts';

export function RundownCard() {
  const { desk, choices } = useStudio();
  const rundown = desk.panel.value?.rundown ?? { items: [], next: 0 };
  return (
    <Card
      title={t('rundown.title')}
      class="rundown"
      aside={
        <>
          <span class="count">{rundown.items.length}</span>
          <RulesButton />
        </>
      }
    >
      <GoButton />
      {rundown.items.length === 0 ? (
        <p class="empty">{t('rundown.empty')}</p>
      ) : (
        <ol class="items">
          {rundown.items.map((item, i) => (
            <Item
              key={item.id}
              item={item}
              at={i}
              of={rundown.items.length}
              place={placeInShow(rundown, i)}
              selected={choices.item.value === item.id}
            />
          ))}
        </ol>
      )}
    </Card>
  );
}

function GoButton() {
  const { moves } = useStudio();
  const { title, obstacle } = useGo();
  return (
    <ActionButton kind="primary" class="go" obstacle={obstacle} hotKey={t('key.space')} onPress={moves.go}>
      <Icon name="play" />
      <span class="go-word">{t('rundown.go')}</span>
      <bdi class="go-target">{title}</bdi>
    </ActionButton>
  );
}

interface ItemProps {
  item: RundownItem;
  at: number;
  of: number;
  place: 'done' | 'next' | 'later';
  selected: boolean;
}

function Item({ item, at, of, place, selected }: ItemProps) {
  const { desk, moves, choices, games } = useStudio();
  const [editing, setEditing] = useState(false);
  const situation = desk.situation.value;
  const blocked = obstacleText(obstacleTo('rundown.set', situation));
  const kind = itemKind(games.value, item);
  const set = (items: RundownItem[]): void => void desk.send('rundown.set', { items });
  const items = (): Items => desk.panel.peek()?.rundown.items ?? [];
  return (
    <li class={`item item-${place}`} aria-current={place === 'next' ? 'step' : undefined}>
      {editing ? (
        <TitleEditor
          title={item.title}
          onDone={(title) => {
            setEditing(false);
            if (title !== null && title !== item.title) set(withTitle(items(), item.id, title));
          }}
        />
      ) : (
        <button
          type="button"
          class="item-main"
          aria-pressed={selected}
          onClick={() => (choices.item.value = selected ? null : item.id)}
        >
          <span class="item-number">{at + 1}</span>
          <span class="item-words">
            <bdi class="item-title">{item.title}</bdi>
            {kind === item.title ? null : <span class="item-kind">{kind}</span>}
            <ItemRules item={item.id} />
          </span>
          {place === 'next' ? <span class="tag tag-ok">{t('rundown.next')}</span> : null}
        </button>
      )}
      <span class="item-buttons">
        <Button
          kind="quiet"
          label={t('rundown.up', { title: item.title })}
          blocked={blocked || (at === 0 ? t('rows.first') : '')}
          onPress={() => set(moved(items(), item.id, -1))}
        >
          <Icon name="up" />
        </Button>
        <Button
          kind="quiet"
          label={t('rundown.down', { title: item.title })}
          blocked={blocked || (at === of - 1 ? t('rows.last') : '')}
          onPress={() => set(moved(items(), item.id, 1))}
        >
          <Icon name="down" />
        </Button>
        <Button
          kind="quiet"
          label={t('rundown.rename', { title: item.title })}
          blocked={blocked}
          onPress={() => setEditing(true)}
        >
          <Icon name="edit" />
        </Button>
        <Button
          kind="quiet"
          label={t('rundown.remove', { title: item.title })}
          blocked={blocked}
          onPress={() => set(without(items(), item.id))}
        >
          <Icon name="close" />
        </Button>
        <ActionButton
          kind="quiet"
          label={t('rundown.goThis', { title: item.title })}
          obstacle={obstacleToItem(item.id, situation)}
          onPress={() => moves.goTo(item.id)}
        >
          <Icon name="play" />
        </ActionButton>
      </span>
    </li>
  );
}

/** Enter keeps the new title, Esc the old one. */
function TitleEditor({ title, onDone }: { title: string; onDone: (title: string | null) => void }) {
  const [text, setText] = useState(title);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.select(), []);
  return (
    <form
      class="item-main"
      onSubmit={(event) => {
        event.preventDefault();
        onDone(text.trim());
      }}
    >
      <input
        class="input"
        aria-label={t('rundown.newTitle')}
        value={text}
        maxLength={120}
        ref={input}
        onInput={({ currentTarget }) => setText(currentTarget.value)}
        onBlur={() => onDone(text.trim())}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          event.stopPropagation();
          onDone(null);
        }}
      />
    </form>
  );
}
