/** Prepares a sale: the form, what it would mean, and the two ways on: look and fire, or into the rundown. */
import { useId } from 'preact/hooks';
import { demoSale } from '../../../shared/demo-sale.ts';
import { Button } from '../../kit/button.tsx';
import { refusalText } from '../../kit/refusal-text.ts';
import { refusalOf } from '../control/activity.ts';
import { obstacleTo } from '../control/legal.ts';
import { draftFor } from '../control/moves.ts';
import { useStudio } from '../studio/studio.ts';
import { t } from '../texts.ts';
import { ActionButton } from '../ui/action-button.tsx';
import { Card } from '../ui/card.tsx';
import { Icon } from '../ui/icons.tsx';
import { WrongFields } from '../ui/wrong-fields.tsx';
import { ExposureLine } from './exposure-facts.tsx';
import { fieldName } from './form/hint-text.ts';
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
  const situation = desk.situation.value;
  const show = desk.show.value;
  const draft = draftFor(desk.panel.value?.rundown.items ?? [], choices);
  const now = (): number => connection.clock.serverNow();
  const read = readDraft(draft, now());
  const refusal = refusalOf(desk.activity.value, 'sale.schedule');
  const detail = refusal?.detail ?? '';
  const refusedAt = fieldInDetail(detail);
  const blank = draft.title === '' && draft.product === '';
  const form = {
    id,
    draft,
    edit: (change: Partial<typeof draft>) => (choices.draft.value = { ...draft, ...change }),
    // An empty form is not wrong yet, only unfinished.
    wrong: blank ? new Map() : read.wrong,
    refusedAt,
    refusedWhy: detail.slice(detail.indexOf(': ') + 2),
  };
  return (
    <SaleFormContext.Provider value={form}>
      <Card title={t('sale.prepare')} class="prepare-sale" aside={blank ? <SampleButton /> : null}>
        <form
          id="sale-form"
          class="game-form"
          noValidate
          aria-label={t('sale.prepare')}
          onSubmit={(event) => {
            event.preventDefault();
            if (read.schedule) moves.lookAt(read.schedule);
          }}
        >
          <div class="settings">
            <ProductFields />
            <MoneyFields />
            <OpeningChoice now={now} />
            <Presets name="durationSeconds" label={t('sale.durationSeconds')} unit="minutes" usual={usualDurations} />
            <Presets
              name="holdSeconds"
              label={t('sale.holdSeconds')}
              help={t('sale.holdHelp')}
              unit="minutes"
              usual={usualHolds}
            />
            <ProductLinks />
            <QueueChoice viewers={show?.viewers ?? 0} />
          </div>
          <footer class="form-foot">
            {refusal ? (
              <p class="note note-wrong" role="alert">
                {refusalText(refusal)} {refusedAt === null ? detail : ''}
              </p>
            ) : null}
            <Summary id={id} read={read} blank={blank} />
            <ActionButton
              kind="primary"
              type="submit"
              obstacle={read.schedule ? obstacleTo('sale.schedule', situation) : null}
              unready={read.schedule ? '' : t('sale.unready')}
            >
              <Icon name="play" />
              {t('sale.look')}
            </ActionButton>
            <ActionButton
              obstacle={obstacleTo('rundown.set', situation)}
              unready={read.schedule ? '' : t('sale.unready')}
              onPress={() => read.schedule && moves.addSale(read.schedule)}
            >
              <Icon name="plus" />
              {t('games.add')}
            </ActionButton>
          </footer>
        </form>
      </Card>
    </SaleFormContext.Provider>
  );
}

/** What it comes to, or what is still wrong. */
function Summary({ id, read, blank }: { id: string; read: DraftRead; blank: boolean }) {
  if (read.schedule) return <ExposureLine schedule={read.schedule} />;
  if (blank) return <p class="note">{t('sale.fillIn')}</p>;
  return <WrongFields fields={inFormOrder(read.wrong).map((field) => ({ id: `${id}-${field}`, name: fieldName(field) }))} />;
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
