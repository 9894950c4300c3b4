/** Reads a number that was typed, in the form's unit, into the server's. */
import type { Hint } from './hints.ts';

export interface Range {
  min: number;
  max: number;
}

/** What one field came to: a value, and what is wrong with it, if anything. */
export interface NumberRead {
  value: number;
  hint?: Hint;
}

/** `unit` is how many of the server's make one of the form's: 1000 for seconds. A count, unit 1, is whole. */
export function readNumber(typed: number | null, { min, max, unit }: Range & { unit: number }): NumberRead {
  const value = Math.round((typed ?? 0) * unit);
  const hint = hintOf(typed, value, { min, max, unit });
  return hint ? { value, hint } : { value };
}

function hintOf(typed: number | null, value: number, { min, max, unit }: Range & { unit: number }): Hint | null {
  if (typed === null || !Number.isFinite(typed)) return { kind: 'notNumber' };
  if (unit === 1 && !Number.isInteger(typed)) return { kind: 'notWhole' };
  if (value < min) return { kind: 'tooSmall', count: min / unit };
  return value > max ? { kind: 'tooBig', count: max / unit } : null;
}
