/** A poll as it is being prepared, and what stands in the form as what the server takes. */
import type { CommandArgs } from '../../../shared/protocol/commands.ts';
import type { RundownItem } from '../../../shared/protocol/messages.ts';
import type { Hint } from '../forms/hints.ts';
import { defined, numberIn, recordOf, rowsIn, textIn } from '../forms/read-json.ts';
import { readNumber } from '../forms/read-number.ts';
import { choiceIds } from './choice-ids.ts';

export type PollStart = CommandArgs<'poll.start'>;

export interface PollDraft {
  question: string;
  /** An id that is not given is made of the words. */
  choices: readonly { id?: string; text: string }[];
  durationSeconds: number | null;
  results: PollStart['results'];
}

export type PollPlace = 'question' | 'choices' | `choices.${number}` | 'durationSeconds';

/** What is wrong at one place; the texts live in the catalogue under `hint.<kind>`. */
export type PollHint = Hint | { kind: 'twice' };

export interface PollRead {
  /** Null while something is wrong. */
  poll: PollStart | null;
  wrong: ReadonlyMap<PollPlace, PollHint>;
}

/** What the server takes; a test holds them to its schema. */
export const bounds = {
  question: { maxLength: 200 },
  choice: { maxLength: 80 },
  choices: { min: 2, max: 5 },
  durationMs: { min: 10_000, max: 1_800_000 },
} as const;

export const blankPoll: PollDraft = {
  question: '',
  choices: [{ text: '' }, { text: '' }],
  durationSeconds: 60,
  results: 'live',
};

export function readPoll({ question, choices, durationSeconds, results }: PollDraft): PollRead {
  const wrong = new Map<PollPlace, PollHint>();
  const text = (place: PollPlace, typed: string, { maxLength }: { maxLength: number }): string => {
    const value = typed.trim();
    if (value === '') wrong.set(place, { kind: 'needed' });
    if (value.length > maxLength) wrong.set(place, { kind: 'tooLong', count: maxLength });
    return value;
  };
  const asked = text('question', question, bounds.question);
  const duration = readNumber(durationSeconds, { ...bounds.durationMs, unit: 1000 });
  const { min, max } = bounds.choices;
  if (choices.length < min) wrong.set('choices', { kind: 'tooFewRows', count: min });
  if (choices.length > max) wrong.set('choices', { kind: 'tooManyRows', count: max });
  const texts = choices.map((choice, i) => {
    const value = text(`choices.${i}`, choice.text, bounds.choice);
    const isTwice = value !== '' && choices.findIndex((other) => other.text.trim() === value) !== i;
    if (isTwice) wrong.set(`choices.${i}`, { kind: 'twice' });
    return value;
  });
  const ids = choiceIds(choices.map((choice, i) => ({ ...choice, text: texts[i] ?? '' })));
  if (duration.hint) wrong.set('durationSeconds', duration.hint);
  const poll: PollStart = {
    question: asked,
    choices: texts.map((words, i) => ({ id: ids[i] ?? '', text: words })),
    durationMs: duration.value,
    results,
  };
  return { poll: wrong.size === 0 ? poll : null, wrong };
}

/** A poll back in the form. What it does not say is as usual. */
export function draftOfPoll(poll: Partial<PollStart>): PollDraft {
  const choices = (poll.choices ?? []).map(({ id, text }) => ({ ...(id === undefined ? {} : { id }), text }));
  return {
    question: poll.question ?? '',
    choices: choices.length > 0 ? choices : blankPoll.choices,
    durationSeconds: poll.durationMs === undefined ? blankPoll.durationSeconds : poll.durationMs / 1000,
    results: poll.results ?? blankPoll.results,
  };
}

/** What a rundown item would ask, as far as it can be read; null when it starts no poll. */
export function pollIn({ command: { name, args } }: RundownItem): Partial<PollStart> | null {
  if (name !== 'poll.start') return null;
  const given = recordOf(args);
  return defined({
    question: textIn(given, 'question'),
    durationMs: numberIn(given, 'durationMs'),
    choices: rowsIn(given, 'choices').map((row) => ({ id: textIn(row, 'id'), text: textIn(row, 'text') ?? '' })),
    results: given['results'] === 'end' ? ('end' as const) : ('live' as const),
  });
}

/** The place that a refusal's detail begins with (`choices.0.text: …`). */
export function placeInDetail(detail: string): PollPlace | null {
  const path = /^[\w.]+/.exec(detail)?.[0] ?? '';
  const row = /^choices\.(?<row>\d+)/.exec(path)?.groups?.['row'];
  if (row !== undefined) return `choices.${Number(row)}`;
  if (path === 'durationMs') return 'durationSeconds';
  return path === 'question' || path === 'choices' ? path : null;
}
