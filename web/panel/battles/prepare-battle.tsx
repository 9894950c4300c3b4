/** Prepares a battle: who against whom, under which rules, and the two ways on: now, or into the rundown. */
import { useId } from 'preact/hooks';
import { refusalText } from '../../kit/refusal-text.ts';
import { refusalOf } from '../control/activity.ts';
import { obstacleTo } from '../control/legal.ts';
import { battleDraftFor } from '../control/contest-moves.ts';
import { useStudio } from '../studio/studio.ts';
import { t } from '../texts.ts';
import { ActionButton } from '../ui/action-button.tsx';
import { Card } from '../ui/card.tsx';
import { Icon } from '../ui/icons.tsx';
import { Segments } from '../ui/segments.tsx';
import { WrongFields } from '../ui/wrong-fields.tsx';
import type { BattleDraft, BattlePlace } from './draft.ts';
import { BattleFormContext } from './form/battle-form-context.ts';
import { faultText, placeName } from './form/fault-text.ts';
import { RivalFields } from './form/rival-fields.tsx';
import { RulesFields } from './form/rules-fields.tsx';
import { SidesFields } from './form/sides-fields.tsx';
import { placeInDetail, readDraft, readableRules } from './read-draft.ts';
import { ruleTexts } from './rules-text.ts';

export function PrepareBattle() {
  const { show, desk, moves, choices } = useStudio();
  const id = useId();
  const situation = desk.situation.value;
  const draft = battleDraftFor(desk.panel.value?.rundown.items ?? [], choices);
  const { order, wrong } = readDraft(draft, show);
  const refusal = refusalOf(desk.activity.value, draft.against === 'sides' ? 'battle.start' : 'battle.invite');
  const detail = refusal?.detail ?? '';
  const refusedAt = placeInDetail(detail);
  // An empty form is not wrong yet, only unfinished.
  const blank = draft.against === 'sides' ? draft.sides.every(({ name }) => name === '') : draft.show === '';
  const unfinished = (place: BattlePlace): boolean => blank && (place === 'show' || place.startsWith('sides.'));
  const shownWrong = [...wrong].filter(([place]) => !unfinished(place));
  const faults = new Map(shownWrong);
  const faultAt = (place: BattlePlace): string => {
    const hint = faults.get(place);
    if (hint) return faultText(hint, place);
    return refusedAt === place ? detail.slice(detail.indexOf(': ') + 2) : '';
  };
  const edit = (change: Partial<BattleDraft>): void => void (choices.battleDraft.value = { ...draft, ...change });
  const rules = readableRules(draft);
  return (
    <BattleFormContext.Provider value={{ id, draft, edit, faultAt }}>
      <Card title={t('battle.prepare')} class="prepare-sale">
        <form
          id="battle-form"
          class="game-form"
          noValidate
          aria-label={t('battle.prepare')}
          onSubmit={(event) => {
            event.preventDefault();
            if (order) moves.startBattle(order);
          }}
        >
          <div class="settings">
            <Segments
              legend={t('battle.against')}
              options={(['sides', 'show'] as const).map((value) => ({ value, text: t(`battle.against.${value}`) }))}
              chosen={draft.against}
              onChoose={(against) => edit({ against })}
            />
            {draft.against === 'sides' ? <SidesFields /> : <RivalFields />}
            <RulesFields texts={rules && ruleTexts(rules)} />
          </div>
          <footer class="form-foot">
            {refusal ? (
              <p class="note note-wrong" role="alert">
                {refusalText(refusal)} {refusedAt === null ? detail : ''}
              </p>
            ) : null}
            {shownWrong.length > 0 ? (
              <WrongFields fields={shownWrong.map(([place]) => ({ id: `${id}-${place}`, name: placeName(place) }))} />
            ) : null}
            {blank && shownWrong.length === 0 ? <p class="note">{t(`battle.fillIn.${draft.against}`)}</p> : null}
            <ActionButton
              kind="primary"
              type="submit"
              obstacle={order ? obstacleTo(order.name, situation) : null}
              unready={order ? '' : t('sale.unready')}
            >
              <Icon name={draft.against === 'sides' ? 'play' : 'share'} />
              {t(draft.against === 'sides' ? 'battle.start' : 'battle.invite')}
            </ActionButton>
            <ActionButton
              obstacle={obstacleTo('rundown.set', situation)}
              unready={order ? '' : t('sale.unready')}
              onPress={() => order && moves.addBattle(order)}
            >
              <Icon name="plus" />
              {t('games.add')}
            </ActionButton>
          </footer>
        </form>
      </Card>
    </BattleFormContext.Provider>
  );
}
