/** Prepares a battle: who against whom, under which rules, and the two ways on: now, or into the rundown. */
import { useId } from 'preact/hooks';
import { refusalOf } from '../control/activity.ts';
import { battleDraftFor } from '../control/contest-moves.ts';
import { faultsOf } from '../forms/faults.ts';
import { PrepareForm } from '../studio/prepare-form.tsx';
import { useStudio } from '../studio/studio.ts';
import { t } from '../texts.ts';
import { Icon } from '../ui/icons.tsx';
import { Segments } from '../ui/segments.tsx';
import type { BattleDraft, BattlePlace } from './draft.ts';
import { BattleFormContext } from './form/battle-form-context.ts';
import { placeName } from './form/place-name.ts';
import { RivalFields } from './form/rival-fields.tsx';
import { RulesFields } from './form/rules-fields.tsx';
import { SidesFields } from './form/sides-fields.tsx';
import { placeInDetail, readDraft, readableRules } from './read-draft.ts';
import { ruleTexts } from './rules-text.ts';

export function PrepareBattle() {
  const { show, desk, moves, choices } = useStudio();
  const id = useId();
  const draft = battleDraftFor(desk.panel.value?.rundown.items ?? [], choices);
  const { order, wrong } = readDraft(draft, show);
  const action = draft.against === 'sides' ? 'battle.start' : 'battle.invite';
  // An empty form is not wrong yet, only unfinished.
  const blank = draft.against === 'sides' ? draft.sides.every(({ name }) => name === '') : draft.show === '';
  const unfinished = (place: BattlePlace): boolean => blank && (place === 'show' || place.startsWith('sides.'));
  const shownWrong = new Map([...wrong].filter(([place]) => !unfinished(place)));
  const faults = faultsOf({
    wrong: shownWrong,
    refusal: refusalOf(desk.activity.value, action),
    placeIn: placeInDetail,
  });
  const edit = (change: Partial<BattleDraft>): void => void (choices.battleDraft.value = { ...draft, ...change });
  const rules = readableRules(draft);
  return (
    <BattleFormContext.Provider value={{ id, draft, edit, faultAt: faults.at }}>
      <PrepareForm
        kind="battle"
        order={order}
        wrong={[...shownWrong.keys()].map((place) => ({ id: `${id}-${place}`, name: placeName(place) }))}
        refused={faults.refused}
        note={blank ? <p class="note">{t(`battle.fillIn.${draft.against}`)}</p> : null}
        action={action}
        go={
          <>
            <Icon name={draft.against === 'sides' ? 'play' : 'share'} />
            {t(action)}
          </>
        }
        onGo={moves.startBattle}
        onAdd={moves.addBattle}
      >
        <Segments
          legend={t('battle.against')}
          options={(['sides', 'show'] as const).map((value) => ({ value, text: t(`battle.against.${value}`) }))}
          chosen={draft.against}
          onChoose={(against) => edit({ against })}
        />
        {draft.against === 'sides' ? <SidesFields /> : <RivalFields />}
        <RulesFields texts={rules && ruleTexts(rules)} />
      </PrepareForm>
    </BattleFormContext.Provider>
  );
}
