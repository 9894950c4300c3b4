/** One more rule: when what, then which item of the rundown. */
import type { ComponentChildren } from 'preact';
import { useId, useState } from 'preact/hooks';
import { formatNumber } from '../../kit/i18n.ts';
import { newKey } from '../../kit/keys.ts';
import { isPending } from '../control/activity.ts';
import { obstacleTo } from '../control/legal.ts';
import { useStudio } from '../studio/studio.ts';
import { gameTitle } from '../studio/titles.ts';
import { t } from '../texts.ts';
import { ActionButton } from '../ui/action-button.tsx';
import { Field } from '../ui/field.tsx';
import { Icon } from '../ui/icons.tsx';
import { NumberText } from '../ui/number-text.tsx';
import { blankRule, mostRules, plainRules, readRule, ruleKinds } from './edit.ts';
import type { RuleBook, RuleDraft } from './edit.ts';
import { sideText } from './rule-text.ts';
import { useNames } from './use-names.ts';

export function RuleForm({ book }: { book: RuleBook }) {
  const { desk, moves } = useStudio();
  const id = useId();
  const items = desk.panel.value?.rundown.items ?? [];
  const rules = plainRules(book);
  const [draft, setDraft] = useState<RuleDraft>(blankRule);
  const edit = (change: Partial<RuleDraft>): void => setDraft({ ...draft, ...change });
  const { rule, wrong } = readRule(draft, items);
  const unready =
    rules.length >= mostRules
      ? t('rows.full', { count: mostRules })
      : items.length === 0
        ? t('rules.noItems')
        : rule
          ? ''
          : t('rule.chooseItem');
  return (
    <form
      class="rule-form"
      noValidate
      aria-label={t('rules.add')}
      onSubmit={(event) => {
        event.preventDefault();
        if (rule) moves.setRules([...rules, { id: newKey(), ...rule }]);
      }}
    >
      <Choose
        id={`${id}-kind`}
        label={t('rule.when')}
        value={draft.kind}
        onValue={(kind) => edit({ kind: kind as RuleDraft['kind'] })}
      >
        {ruleKinds.map((kind) => (
          <option key={kind} value={kind}>
            {t(`rule.kind.${kind}`)}
          </option>
        ))}
      </Choose>
      <Particular id={id} draft={draft} edit={edit} fault={pointsFault(wrong.get('points'))} />
      <Choose id={`${id}-item`} label={t('rule.then')} value={draft.item} onValue={(item) => edit({ item })}>
        <option value="">{t('rule.noItem')}</option>
        {items.map((item, i) => (
          <option key={item.id} value={item.id}>
            {i + 1}. {item.title}
          </option>
        ))}
      </Choose>
      <ActionButton
        kind="primary"
        type="submit"
        busy={isPending(desk.activity.value, 'rule.set')}
        obstacle={obstacleTo('rule.set', desk.situation.value)}
        unready={unready}
      >
        <Icon name="plus" />
        {t('rules.add')}
      </ActionButton>
    </form>
  );
}

interface ParticularProps {
  id: string;
  draft: RuleDraft;
  edit: (change: Partial<RuleDraft>) => void;
  fault: string;
}

/** Which side, choice or game, or how many. */
function Particular({ id, draft, edit, fault }: ParticularProps) {
  const { games } = useStudio();
  const { sides, choices } = useNames();
  switch (draft.kind) {
    case 'battle-drawn':
      return null;
    case 'battle-won':
      return (
        <Choose id={`${id}-side`} label={t('rule.side')} value={draft.side} onValue={(side) => edit({ side })}>
          <option value="">{t('rule.anySide')}</option>
          {sides.map((side) => (
            <option key={side.id} value={side.id}>
              {sideText(sides, side.id)}
            </option>
          ))}
        </Choose>
      );
    case 'poll-won':
      return (
        <Choose id={`${id}-choice`} label={t('rule.choice')} value={draft.choice} onValue={(choice) => edit({ choice })}>
          <option value="">{t('rule.anyChoice')}</option>
          {choices.map((choice) => (
            <option key={choice.id} value={choice.id}>
              {choice.name}
            </option>
          ))}
        </Choose>
      );
    case 'round-won':
      return (
        <Choose id={`${id}-game`} label={t('rule.game')} value={draft.game} onValue={(game) => edit({ game })}>
          <option value="">{t('rule.anyGame')}</option>
          {games.value.map((game) => (
            <option key={game.id} value={game.id}>
              {gameTitle(games.value, game.id)}
            </option>
          ))}
        </Choose>
      );
    case 'battle-total':
      return <Points id={id} draft={draft} edit={edit} fault={fault} />;
    case 'goal':
      return (
        <>
          <Choose id={`${id}-of`} label={t('rule.of')} value={draft.of} onValue={(of) => edit({ of: of as RuleDraft['of'] })}>
            <option value="likes">{t('rule.of.likes')}</option>
            <option value="gifts">{t('rule.of.gifts')}</option>
          </Choose>
          <Points id={id} draft={draft} edit={edit} fault={fault} />
        </>
      );
  }
}

function Points({ id, draft, edit, fault }: ParticularProps) {
  return (
    <Field id={`${id}-points`} label={t('rule.points')} fault={fault} help={draft.kind === 'goal' ? t('rule.goalHelp') : ''}>
      {(tied) => <NumberText tied={tied} value={draft.points} onValue={(points) => edit({ points })} />}
    </Field>
  );
}

interface ChooseProps {
  id: string;
  label: string;
  value: string;
  onValue: (value: string) => void;
  children: ComponentChildren;
}

function Choose({ id, label, value, onValue, children }: ChooseProps) {
  return (
    <Field id={id} label={label} fault="">
      {(tied) => (
        <select {...tied} class="input" value={value} onChange={({ currentTarget }) => onValue(currentTarget.value)}>
          {children}
        </select>
      )}
    </Field>
  );
}

function pointsFault(
  hint: ReturnType<typeof readRule>['wrong'] extends ReadonlyMap<unknown, infer H> ? H | undefined : never,
): string {
  if (!hint) return '';
  return 'count' in hint ? t(`hint.${hint.kind}`, { count: formatNumber(hint.count) }) : t(`hint.${hint.kind}`);
}
