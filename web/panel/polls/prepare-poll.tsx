/** Prepares a poll: a question, its choices, how long, and whether votes are seen as they come. */
import { useId } from 'preact/hooks';
import { refusalOf } from '../control/activity.ts';
import { faultsOf } from '../forms/faults.ts';
import { PrepareForm } from '../studio/prepare-form.tsx';
import { useStudio } from '../studio/studio.ts';
import { t } from '../texts.ts';
import { Field } from '../ui/field.tsx';
import { Icon } from '../ui/icons.tsx';
import { Segments } from '../ui/segments.tsx';
import { SpanChoice } from '../ui/span-choice.tsx';
import { ChoiceFields } from './choice-fields.tsx';
import { blankPoll, placeInDetail, readPoll } from './draft.ts';
import type { PollDraft, PollRead } from './draft.ts';
import { placeName } from './place-name.ts';

const usualDurations = [30, 60, 120, 300];

export function PreparePoll() {
  const { desk, moves, choices } = useStudio();
  const id = useId();
  const draft = choices.pollDraft.value ?? blankPoll;
  const edit = (change: Partial<PollDraft>): void => void (choices.pollDraft.value = { ...draft, ...change });
  const { poll, wrong } = readPoll(draft);
  // An empty form is not wrong yet, only unfinished.
  const blank = draft.question === '' && draft.choices.every(({ text }) => text === '');
  const shownWrong: PollRead['wrong'] = blank ? new Map() : wrong;
  const faults = faultsOf({
    wrong: shownWrong,
    refusal: refusalOf(desk.activity.value, 'poll.start'),
    placeIn: placeInDetail,
  });
  return (
    <PrepareForm
      kind="poll"
      order={poll}
      wrong={[...shownWrong.keys()].map((place) => ({ id: `${id}-${place}`, name: placeName(place) }))}
      refused={faults.refused}
      note={blank ? <p class="note">{t('poll.fillIn')}</p> : null}
      action="poll.start"
      go={
        <>
          <Icon name="play" />
          {t('poll.start')}
        </>
      }
      onGo={moves.startPoll}
      onAdd={moves.addPoll}
    >
      <Field id={`${id}-question`} label={t('poll.question')} fault={faults.at('question')}>
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
      <ChoiceFields id={id} draft={draft} edit={edit} faultAt={faults.at} />
      <Field
        id={`${id}-durationSeconds`}
        label={t('poll.durationSeconds')}
        fault={faults.at('durationSeconds')}
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
    </PrepareForm>
  );
}
