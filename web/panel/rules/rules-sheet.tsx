/** The rules: when something settles so, the stage fires an item of the rundown by itself, once. */
import { Button } from '../../kit/button.tsx';
import { newKey } from '../../kit/keys.ts';
import type { PanelRule } from '../../../shared/protocol/messages.ts';
import { isPending, newestOf } from '../control/activity.ts';
import { obstacleTo } from '../control/legal.ts';
import { CommandOutcome } from '../studio/command-outcome.tsx';
import { useStudio } from '../studio/studio.ts';
import { t } from '../texts.ts';
import { Dialog } from '../ui/dialog.tsx';
import { Icon } from '../ui/icons.tsx';
import { obstacleText } from '../ui/obstacle-text.ts';
import { renewed, withoutRule } from './edit.ts';
import type { RuleBook } from './edit.ts';
import { RuleForm } from './rule-form.tsx';
import { stateText, whenText } from './rule-text.ts';
import { useNames } from './use-names.ts';

export function RulesSheet() {
  const { choices } = useStudio();
  return (
    <Dialog title={t('rules.title')} open={choices.dialog.value === 'rules'} onClose={() => (choices.dialog.value = null)}>
      <Rules />
    </Dialog>
  );
}

function Rules() {
  const { desk } = useStudio();
  const book = { rules: desk.panel.value?.rules ?? [], items: desk.panel.value?.rundown.items ?? [] };
  const { rules } = book;
  return (
    <>
      <p class="soft">{t('rules.what')}</p>
      {rules.length === 0 ? (
        <p class="empty">{t('rules.none')}</p>
      ) : (
        <ol class="rule-list">
          {rules.map((rule) => (
            <Rule key={rule.id} rule={rule} book={book} />
          ))}
        </ol>
      )}
      <CommandOutcome entry={newestOf(desk.activity.value, ['rule.set'])} />
      <RuleForm book={book} />
    </>
  );
}

function Rule({ rule, book }: { rule: PanelRule; book: RuleBook }) {
  const { desk, moves } = useStudio();
  const names = useNames();
  const item = desk.panel.value?.rundown.items.find(({ id }) => id === rule.item);
  const when = whenText(rule.when, names);
  const { word, why } = stateText(rule);
  const blocked = obstacleText(obstacleTo('rule.set', desk.situation.value));
  const busy = isPending(desk.activity.value, 'rule.set');
  return (
    <li class="rule">
      <p class="rule-words">
        {t('rule.sentence', { when, item: item?.title ?? t('rule.itemGone') })}{' '}
        <span class={`tag rule-state-${rule.state}`}>{word}</span>
        {why ? <span class="note-wrong rule-why">{why}</span> : null}
      </p>
      <span class="row-buttons">
        {rule.state === 'fired' || rule.state === 'refused' ? (
          <Button
            kind="quiet"
            label={t('rule.again', { when })}
            blocked={blocked}
            busy={busy}
            onPress={() => moves.setRules(renewed(book, rule.id, newKey()))}
          >
            <Icon name="again" />
          </Button>
        ) : null}
        <Button
          kind="quiet"
          label={t('rule.remove', { when })}
          blocked={blocked}
          busy={busy}
          onPress={() => moves.setRules(withoutRule(book, rule.id))}
        >
          <Icon name="close" />
        </Button>
      </span>
    </li>
  );
}
