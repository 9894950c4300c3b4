/** One more rule: when what, then which item of the rundown. */
import { useId, useState } from 'preact/hooks';
import { newKey } from '../../kit/keys.ts';
import { isPending } from '../control/activity.ts';
import { obstacleTo } from '../control/legal.ts';
import { hintText } from '../forms/hint-text.ts';
import { useStudio } from '../studio/studio.ts';
import { t } from '../texts.ts';
import { ActionButton } from '../ui/action-button.tsx';
import { Icon } from '../ui/icons.tsx';
import { Choose } from './choose.tsx';
import { blankRule, mostRules, plainRules, readRule, ruleKinds } from './edit.ts';
import type { RuleBook, RuleDraft } from './edit.ts';
import { Particular } from './particular.tsx';

export function RuleForm({ book }: { book: RuleBook }) {
  const { desk, moves } = useStudio();
  const id = useId();
  const items = desk.panel.value?.rundown.items ?? [];
  const rules = plainRules(book);
  const [draft, setDraft] = useState<RuleDraft>(blankRule);
  const edit = (change: Partial<RuleDraft>): void => setDraft({ ...draft, ...change });
  const { rule, wrong } = readRule(draft, items);
  const hint = wrong.get('points');
  const unready = (): string => {
    if (rules.length >= mostRules) return t('rows.full', { count: mostRules });
    if (items.length === 0) return t('rules.noItems');
    return rule ? '' : t('rule.chooseItem');
  };
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
      <Particular id={id} draft={draft} edit={edit} fault={hint ? hintText(hint, 'points') : ''} />
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
        unready={unready()}
      >
        <Icon name="plus" />
        {t('rules.add')}
      </ActionButton>
    </form>
  );
}
