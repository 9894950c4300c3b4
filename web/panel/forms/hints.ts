/** Says early what the server would not take. Only a hint: the server decides, and its answer is what counts. */
import type { Field, Json } from './fields.ts';
import { isRecord } from './values.ts';
import type { Path } from './values.ts';

/** What is wrong at one place; the texts live in the catalogue under `hint.<kind>`. */
export type Hint =
  | { kind: 'needed' }
  | { kind: 'tooShort'; count: number }
  | { kind: 'tooLong'; count: number }
  | { kind: 'notNumber' }
  | { kind: 'notWhole' }
  | { kind: 'tooSmall'; count: number }
  | { kind: 'tooBig'; count: number }
  | { kind: 'tooFewRows'; count: number }
  | { kind: 'tooManyRows'; count: number };

/** Hints by place, written as `questions.0.text`. */
export type Hints = ReadonlyMap<string, Hint>;

export function placeOf(path: Path): string {
  return path.join('.');
}

export function hintsFor(field: Field, value: Json | undefined): Hints {
  const hints = new Map<string, Hint>();
  collect(field, value, [], hints);
  return hints;
}

function collect(field: Field, value: Json | undefined, path: Path, hints: Map<string, Hint>): void {
  const hint = hintFor(field, value);
  if (hint) hints.set(placeOf(path), hint);
  if (field.kind === 'group' && isRecord(value)) {
    for (const { name, field: child, optional } of field.fields) {
      if (optional && value[name] === undefined) continue;
      collect(child, value[name], [...path, name], hints);
    }
  }
  if (field.kind === 'list' && Array.isArray(value)) value.forEach((row, i) => collect(field.item, row, [...path, i], hints));
}

function hintFor(field: Field, value: Json | undefined): Hint | null {
  switch (field.kind) {
    case 'text': {
      const length = typeof value === 'string' ? value.length : 0;
      if (length === 0 && field.minLength > 0) return { kind: 'needed' };
      if (length < field.minLength) return { kind: 'tooShort', count: field.minLength };
      return length > field.maxLength ? { kind: 'tooLong', count: field.maxLength } : null;
    }
    case 'number':
      if (typeof value !== 'number' || !Number.isFinite(value)) return { kind: 'notNumber' };
      if (field.whole && !Number.isInteger(value)) return { kind: 'notWhole' };
      if (field.min !== null && value < field.min) return { kind: 'tooSmall', count: field.min };
      return field.max !== null && value > field.max ? { kind: 'tooBig', count: field.max } : null;
    case 'list': {
      const rows = Array.isArray(value) ? value.length : 0;
      if (rows < field.min) return { kind: 'tooFewRows', count: field.min };
      return rows > field.max ? { kind: 'tooManyRows', count: field.max } : null;
    }
    case 'choice':
      return field.options.includes(value ?? null) ? null : { kind: 'needed' };
    case 'switch':
    case 'group':
    case 'json':
      return null;
  }
}

/** The place that a refusal's detail begins with (`teams.0: too short`), if it is one of this form's. */
export function placeInDetail(detail: string, field: Field): string | null {
  const place = /^[\w.[\]-]+/
    .exec(detail)?.[0]
    ?.replaceAll(/\[(\d+)\]/g, '.$1')
    .replace(/[.:]+$/, '');
  if (!place) return null;
  return hasPlace(field, place.split('.')) ? place : null;
}

function hasPlace(field: Field, steps: string[]): boolean {
  const [step, ...rest] = steps;
  if (step === undefined) return true;
  if (field.kind === 'list') return /^\d+$/.test(step) && hasPlace(field.item, rest);
  if (field.kind !== 'group') return false;
  const child = field.fields.find(({ name }) => name === step);
  return child !== undefined && hasPlace(child.field, rest);
}
