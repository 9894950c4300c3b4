/** Prepares a poll: a question, its choices, how long, and whether votes are seen as they come. */
import { useId } from 'preact/hooks';
import { Button } from '../../kit/button.tsx';
import { formatNumber } from '../../kit/i18n.ts';
import { refusalText } from '../../kit/refusal-text.ts';
import { Segments } from '../ui/segments.tsx';
import { refusalOf } from '../control/activity.ts';
import { obstacleTo } from '../control/legal.ts';
import { useStudio } from '../studio/studio.ts';
import { t } from '../texts.ts';
import { ActionButton } from '../ui/action-button.tsx';
import { Card } from '../ui/card.tsx';
import { Field } from '../ui/field.tsx';
import { Icon } from '../ui/icons.tsx';
import { SpanChoice } from '../ui/span-choice.tsx';
import { spanText } from '../ui/span.ts';
import { WrongFields } from '../ui/wrong-fields.tsx';
import { blankPoll, bounds, placeInDetail, readPoll } from './draft.ts';
import type { PollDraft, PollHint, PollPlace } from './draft.ts';

const usualDurations = [30, 60, 120, 300];

export function PreparePoll() {
  const { desk, moves, choices } = useStudio();
  const id = useId();
  const situation = desk.situation.value;
  const draft = choices.pollDraft.value ?? blankPoll;
  const edit = (change: Partial<PollDraft>): void => void (choices.pollDraft.value = { ...draft, ...change });
  const { poll, wrong } = readPoll(draft);
  const refusal = refusalOf(desk.activity.value, 'poll.start');
  const detail = refusal?.detail ?? '';
  const refusedAt = placeInDetail(detail);
  // An empty form is not wrong yet, only unfinished.
  const blank = draft.question === '' && draft.choices.every(({ text }) => text === '');
  const faults = blank ? new Map<PollPlace, PollHint>() : wrong;
  const faultAt = (place: PollPlace): string => {
    const hint = faults.get(place);
    if (hint) return faultText(hint, place);
    return refusedAt === place ? detail.slice(detail.indexOf(': ') + 2) : '';
  };
  return (
    <Card title={t('poll.prepare')} class="prepare-sale">
      <form
        id="poll-form"
        class="game-form"
        noValidate
        aria-label={t('poll.prepare')}
        onSubmit={(event) => {
          event.preventDefault();
          if (poll) moves.startPoll(poll);
        }}
      >
        <div class="settings">
          <Field id={`${id}-question`} label={t('poll.question')} fault={faultAt('question')}>
            {(tied) => (
              <textarea
                {...tied}
                class="input"
                rows={2}
                value={draft.question}
                onInput={({ currentTarget }) => edit({ question: currentTarget.value })}
              />
            )}
          </Field>
          <ChoiceFields id={id} draft={draft} edit={edit} faultAt={faultAt} />
          <Field
            id={`${id}-durationSeconds`}
            label={t('poll.durationSeconds')}
            fault={faultAt('durationSeconds')}
            class="field-span"
          >
            {(tied) => (
              <SpanChoice
                tied={tied}
                label={t('poll.durationSeconds')}
                unit="seconds"
                usual={usualDurations}
                seconds={draft.durationSeconds}
                onSeconds={(durationSeconds) => edit({ durationSeconds })}
              />
            )}
          </Field>
          <Segments
            legend={t('poll.results')}
            options={(['live', 'end'] as const).map((value) => ({ value, text: t(`poll.results.${value}`) }))}
            chosen={draft.results}
            onChoose={(results) => edit({ results })}
          />
        </div>
        <footer class="form-foot">
          {refusal ? (
            <p class="note note-wrong" role="alert">
              {refusalText(refusal)} {refusedAt === null ? detail : ''}
            </p>
          ) : null}
          {faults.size > 0 ? (
            <WrongFields fields={[...faults.keys()].map((place) => ({ id: `${id}-${place}`, name: placeName(place) }))} />
          ) : null}
          {blank ? <p class="note">{t('poll.fillIn')}</p> : null}
          <ActionButton
            kind="primary"
            type="submit"
            obstacle={poll ? obstacleTo('poll.start', situation) : null}
            unready={poll ? '' : t('sale.unready')}
          >
            <Icon name="play" />
            {t('poll.start')}
          </ActionButton>
          <ActionButton
            obstacle={obstacleTo('rundown.set', situation)}
            unready={poll ? '' : t('sale.unready')}
            onPress={() => poll && moves.addPoll(poll)}
          >
            <Icon name="plus" />
            {t('games.add')}
          </ActionButton>
        </footer>
      </form>
    </Card>
  );
}

interface ChoiceFieldsProps {
  id: string;
  draft: PollDraft;
  edit: (change: Partial<PollDraft>) => void;
  faultAt: (place: PollPlace) => string;
}

function ChoiceFields({ id, draft: { choices }, edit, faultAt }: ChoiceFieldsProps) {
  const { min, max } = bounds.choices;
  return (
    <fieldset class="sides-fields">
      <legend>{t('poll.choices')}</legend>
      {choices.map((choice, i) => (
        <div key={i} class="choice-field">
          <span class="choice-letter" aria-hidden="true">
            {String.fromCodePoint(65 + i)}
          </span>
          <Field id={`${id}-choices.${i}`} label={placeName(`choices.${i}`)} fault={faultAt(`choices.${i}`)} class="field-bare">
            {(tied) => (
              <input
                {...tied}
                class="input"
                type="text"
                autocomplete="off"
                value={choice.text}
                onInput={({ currentTarget }) => edit({ choices: choices.with(i, { text: currentTarget.value }) })}
              />
            )}
          </Field>
          <Button
            kind="quiet"
            class="small"
            label={t('rows.remove', { row: i + 1 })}
            blocked={choices.length <= min ? t('rows.least', { count: min }) : ''}
            onPress={() => edit({ choices: choices.filter((_, at) => at !== i) })}
          >
            <Icon name="close" />
          </Button>
        </div>
      ))}
      <Button
        kind="quiet"
        class="small add-row"
        blocked={choices.length >= max ? t('rows.full', { count: max }) : ''}
        onPress={() => edit({ choices: [...choices, { text: '' }] })}
      >
        <Icon name="plus" />
        {t('poll.addChoice')}
      </Button>
    </fieldset>
  );
}

function faultText(hint: PollHint, place: PollPlace): string {
  if (!('count' in hint)) return t(`hint.${hint.kind}`);
  const count = place === 'durationSeconds' ? spanText(hint.count * 1000) : formatNumber(hint.count);
  return t(`hint.${hint.kind}`, { count });
}

function placeName(place: PollPlace): string {
  const row = /^choices\.(?<row>\d+)$/.exec(place)?.groups?.['row'];
  if (row !== undefined) return t('battle.row', { name: t('poll.choice'), row: Number(row) + 1 });
  return t(`poll.${place as 'question' | 'choices' | 'durationSeconds'}`);
}
