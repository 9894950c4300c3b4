/** Prepares a sale: the form, what it would mean, and the two ways on: look and fire, or into the rundown. */
import { useId } from 'preact/hooks';
import { demoSale } from '../../../shared/demo-sale.ts';
import { Button } from '../../kit/button.tsx';
import { refusalOf } from '../control/activity.ts';
import { draftFor } from '../control/moves.ts';
import { faultsOf } from '../forms/faults.ts';
import { PrepareForm } from '../studio/prepare-form.tsx';
import { useStudio } from '../studio/studio.ts';
import { t } from '../texts.ts';
import { Icon } from '../ui/icons.tsx';
import type { SaleDraft } from './draft.ts';
import { ExposureLine } from './exposure-facts.tsx';
import { MoneyFields } from './form/money-fields.tsx';
import { OpeningChoice } from './form/opening-choice.tsx';
import { Presets } from './form/presets.tsx';
import { ProductFields, ProductLinks } from './form/product-fields.tsx';
import { QueueChoice } from './form/queue-choice.tsx';
import { SaleFormContext } from './form/sale-form-context.ts';
import { fieldInDetail, inFormOrder, readDraft } from './read-draft.ts';
import type { DraftRead } from './read-draft.ts';

const usualDurations = [60, 120, 300, 600, 1200];
const usualHolds = [60, 120, 300, 600];

export function PrepareSale() {
  const { connection, desk, moves, choices } = useStudio();
  const id = useId();
  const draft = draftFor(desk.panel.value?.rundown.items ?? [], choices);
  const now = (): number => connection.clock.serverNow();
  const { schedule, wrong } = readDraft(draft, now());
  // An empty form is not wrong yet, only unfinished.
  const blank = draft.title === '' && draft.product === '';
  const shownWrong: DraftRead['wrong'] = blank ? new Map() : wrong;
  const faults = faultsOf({
    wrong: shownWrong,
    refusal: refusalOf(desk.activity.value, 'sale.schedule'),
    placeIn: fieldInDetail,
  });
  const edit = (change: Partial<SaleDraft>): void => void (choices.draft.value = { ...draft, ...change });
  return (
    <SaleFormContext.Provider value={{ id, draft, edit, faultAt: faults.at }}>
      <PrepareForm
        kind="sale"
        aside={blank ? <SampleButton /> : null}
        order={schedule}
        wrong={inFormOrder(shownWrong).map((field) => ({ id: `${id}-${field}`, name: t(`sale.${field}`) }))}
        refused={faults.refused}
        note={schedule ? <ExposureLine schedule={schedule} /> : <p class="note">{t('sale.fillIn')}</p>}
        action="sale.schedule"
        go={
          <>
            <Icon name="play" />
            {t('sale.look')}
          </>
        }
        onGo={moves.lookAt}
        onAdd={moves.addSale}
      >
        <ProductFields />
        <MoneyFields />
        <OpeningChoice now={now} />
        <Presets name="durationSeconds" label={t('sale.durationSeconds')} unit="minutes" usual={usualDurations} />
        <Presets name="holdSeconds" label={t('sale.holdSeconds')} help={t('sale.holdHelp')} unit="minutes" usual={usualHolds} />
        <ProductLinks />
        <QueueChoice viewers={desk.show.value?.viewers ?? 0} />
      </PrepareForm>
    </SaleFormContext.Provider>
  );
}

/** For whoever only wants to see how it goes. */
function SampleButton() {
  const { moves } = useStudio();
  return (
    <Button class="small" onPress={() => moves.prepare(demoSale)}>
      {t('sale.sample')}
    </Button>
  );
}
