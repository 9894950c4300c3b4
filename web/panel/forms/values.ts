/** The values of a settings form: what it starts with, and every edit as a new value. */
import type { Field, Json } from './fields.ts';

/** Where a value stands in the settings: names and list places. */
export type Path = readonly (string | number)[];

/** What the form shows before anybody touched it: the schema's default, else the emptiest thing that may stand there. */
export function startingValue(field: Field): Json {
  switch (field.kind) {
    case 'group': {
      const given = isRecord(field.initial) ? field.initial : {};
      const entries = field.fields
        .filter(({ name, optional }) => !optional || Object.hasOwn(given, name))
        .map(({ name, field: child }): [string, Json] => [name, given[name] ?? startingValue(child)]);
      return { ...given, ...Object.fromEntries(entries) };
    }
    case 'list':
      return field.initial ?? Array.from({ length: field.min }, () => startingValue(field.item));
    case 'number':
      return field.initial ?? field.min ?? 0;
    case 'switch':
      return field.initial ?? false;
    case 'choice':
      return field.initial ?? field.options[0] ?? null;
    case 'text':
      return field.initial ?? '';
    case 'json':
      return field.initial ?? null;
  }
}

/** The same with every choice of a language set to the one that the streamer reads. */
export function inLanguage(value: Json, field: Field, language: string): Json {
  if (field.kind === 'group' && isRecord(value)) {
    const entries = field.fields
      .filter(({ name }) => value[name] !== undefined)
      .map(({ name, field: child }): [string, Json] => [name, inLanguage(value[name]!, child, language)]);
    return { ...value, ...Object.fromEntries(entries) };
  }
  return field.kind === 'choice' && isLanguageChoice(field.options) && field.options.includes(language) ? language : value;
}

function isLanguageChoice(options: readonly Json[]): boolean {
  return options.every((option) => typeof option === 'string' && /^[a-z]{2}(-[A-Z]{2})?$/.test(option));
}

export function valueAt(value: Json | undefined, path: Path): Json | undefined {
  let here = value;
  for (const step of path) {
    if (Array.isArray(here) && typeof step === 'number') here = here[step];
    else if (isRecord(here) && typeof step === 'string') here = here[step];
    else return undefined;
  }
  return here;
}

/** The same settings with another value at `path`; `undefined` takes the name out. */
export function withValue(value: Json, path: Path, next: Json | undefined): Json {
  const [step, ...rest] = path;
  if (step === undefined) return next ?? null;
  if (typeof step === 'number') {
    const rows = Array.isArray(value) ? value : [];
    return rows.map((row, i) => (i === step ? withValue(row, rest, next) : row));
  }
  const record = isRecord(value) ? value : {};
  if (rest.length > 0) return { ...record, [step]: withValue(record[step] ?? {}, rest, next) };
  if (next !== undefined) return { ...record, [step]: next };
  const { [step]: _, ...others } = record;
  return others;
}

export function withRow(value: Json, path: Path, row: Json): Json {
  return withValue(value, path, [...rowsAt(value, path), row]);
}

export function withoutRow(value: Json, path: Path, place: number): Json {
  return withValue(value, path, rowsAt(value, path).toSpliced(place, 1));
}

/** Swaps a row with the one `by` places further; at the ends nothing moves. */
export function withRowMoved(value: Json, path: Path, move: { from: number; by: 1 | -1 }): Json {
  const rows = rowsAt(value, path);
  const to = move.from + move.by;
  if (to < 0 || to >= rows.length) return value;
  return withValue(value, path, rows.with(move.from, rows[to]!).with(to, rows[move.from]!));
}

export function rowsAt(value: Json, path: Path): Json[] {
  const rows = valueAt(value, path);
  return Array.isArray(rows) ? rows : [];
}

export function isRecord(value: unknown): value is { [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
