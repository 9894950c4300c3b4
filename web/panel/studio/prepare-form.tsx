/** The card in which a sale, a battle or a poll is prepared: its fields, what is wrong in them, and two ways on: now, or into the rundown. */
import type { ComponentChildren } from 'preact';
import { obstacleTo } from '../control/legal.ts';
import type { Action } from '../control/legal.ts';
import { t } from '../texts.ts';
import { ActionButton } from '../ui/action-button.tsx';
import { Card } from '../ui/card.tsx';
import { Icon } from '../ui/icons.tsx';
import { WrongFields } from '../ui/wrong-fields.tsx';
import { useStudio } from './studio.ts';

export interface PrepareFormProps<Order> {
  kind: 'sale' | 'battle' | 'poll';
  aside?: ComponentChildren;
  /** The fields. */
  children: ComponentChildren;
  /** Null while something is missing or wrong. */
  order: Order | null;
  wrong: readonly { id: string; name: string }[];
  /** What the server said to the last try; empty when it took it. */
  refused: string;
  /** What stands above the buttons while nothing is wrong. */
  note: ComponentChildren;
  action: Action;
  /** The words of the button that sends the order, and what it does. */
  go: ComponentChildren;
  onGo: (order: Order) => void;
  onAdd: (order: Order) => void;
}

export function PrepareForm<Order>({ kind, aside, children, order, ...rest }: PrepareFormProps<Order>) {
  const { wrong, refused, note, action, go, onGo, onAdd } = rest;
  const situation = useStudio().desk.situation.value;
  const title = t(`${kind}.prepare`);
  const unready = order ? '' : t('sale.unready');
  return (
    <Card title={title} class="prepare-card" aside={aside}>
      <form
        id={`${kind}-form`}
        class="game-form"
        noValidate
        aria-label={title}
        onSubmit={(event) => {
          event.preventDefault();
          if (order) onGo(order);
        }}
      >
        <div class="settings">{children}</div>
        <footer class="form-foot">
          {refused ? (
            <p class="note note-wrong" role="alert">
              {refused}
            </p>
          ) : null}
          {wrong.length > 0 ? <WrongFields fields={wrong} /> : note}
          <ActionButton kind="primary" type="submit" obstacle={order ? obstacleTo(action, situation) : null} unready={unready}>
            {go}
          </ActionButton>
          <ActionButton obstacle={obstacleTo('rundown.set', situation)} unready={unready} onPress={() => order && onAdd(order)}>
            <Icon name="plus" />
            {t('games.add')}
          </ActionButton>
        </footer>
      </form>
    </Card>
  );
}
