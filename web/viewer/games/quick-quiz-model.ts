/** How each option of a question stands, from what the server showed and what the viewer just pressed. */

export interface Answered {
  question: number;
  choice: number;
}

export interface QuizMoment {
  phase: string;
  question: number;
  /** Known from the reveal on. */
  answer: number | undefined;
  /** The viewer's answer as the server has it. */
  own: Answered | null;
  /** The viewer's answer on its way. */
  pending: Answered | null;
  /** Out of the game, or not in it: watching only. */
  out: boolean;
}

/** `open` can be pressed; `sending` and `chosen` are the viewer's own; `right` and `wrong` are the reveal; `idle` is the rest. */
export type OptionState = 'open' | 'sending' | 'chosen' | 'right' | 'wrong' | 'idle';

export function optionState(moment: QuizMoment, option: number): OptionState {
  const chosen = chosenOption(moment);
  if (moment.answer !== undefined) {
    if (option === moment.answer) return 'right';
    return option === chosen ? 'wrong' : 'idle';
  }
  if (option === chosen) return moment.own?.question === moment.question ? 'chosen' : 'sending';
  return moment.phase === 'question' && chosen === null && !moment.out ? 'open' : 'idle';
}

/** The option the viewer chose for this question, or null. */
export function chosenOption({ own, pending, question }: QuizMoment): number | null {
  if (own?.question === question) return own.choice;
  return pending?.question === question ? pending.choice : null;
}

/** Shares in whole percent; nothing chosen is 0 everywhere. */
export function percents(histogram: readonly number[]): number[] {
  const total = histogram.reduce((sum, count) => sum + count, 0);
  return histogram.map((count) => (total === 0 ? 0 : Math.round((100 * count) / total)));
}

/** How wide all of an option and one word of it may be, in Latin letters, to fit half of a narrow phone. */
const pairWidth = 16;
const pairWordWidth = 11;

/** Short options stand two by two; one long one, or one long word, and they stack. */
export function fitsPairs(options: readonly string[]): boolean {
  return options.every((option) => widthOf(option) <= pairWidth && option.split(/\s/).every(fitsLine));
}

/** Chinese is broken anywhere; other words stay whole. */
function fitsLine(word: string): boolean {
  return /\p{Script=Han}/u.test(word) || widthOf(word) <= pairWordWidth;
}

/** A Chinese character is twice as wide. */
function widthOf(text: string): number {
  return Array.from(text).reduce((width, char) => width + (char > '\u2e7f' ? 2 : 1), 0);
}
