/** The way to the rules from the rundown, with how many there are; and, on an item, what fires it. */
import { Button } from '../../kit/button.tsx';
import { useStudio } from '../studio/studio.ts';
import { t } from '../texts.ts';
import { Icon } from '../ui/icons.tsx';
import { rulesOf } from './edit.ts';
import { stateText, whenText } from './rule-text.ts';
import { useNames } from './use-names.ts';

export function RulesButton() {
  const { desk, choices } = useStudio();
  const rules = desk.panel.value?.rules ?? [];
  const refused = rules.filter(({ state }) => state === 'refused').length;
  return (
    <Button kind="quiet" class="small" onPress={() => (choices.dialog.value = 'rules')}>
      <Icon name="bolt" />
      {t('rules.open')}
      {rules.length > 0 ? <span class={refused > 0 ? 'tag tag-danger' : 'count'}>{rules.length}</span> : null}
    </Button>
  );
}

export function ItemRules({ item }: { item: string }) {
  const { desk } = useStudio();
  const names = useNames();
  return rulesOf(desk.panel.value?.rules ?? [], item).map((rule) => (
    <span key={rule.id} class={`item-rule rule-${rule.state}`}>
      <Icon name="bolt" />
      {t('rule.whenShort', { when: whenText(rule.when, names), state: stateText(rule).word })}
    </span>
  ));
}
