/** Reads a game's settings (JSON Schema) into the fields of a form: what to draw, within which bounds, called what. */
import type { Text } from '../../../shared/game-kit/define-game.ts';

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** The part of JSON Schema that a settings schema is made of. */
export interface JsonSchema {
  type?: string | string[];
  title?: string;
  'title:zh-CN'?: string;
  description?: string;
  'description:zh-CN'?: string;
  default?: Json;
  enum?: Json[];
  const?: Json;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  items?: JsonSchema;
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  minLength?: number;
  maxLength?: number;
  pattern?: string;
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  exclusiveMaximum?: number;
  multipleOf?: number;
  minItems?: number;
  maxItems?: number;
  $ref?: string;
  $defs?: Record<string, JsonSchema>;
}

interface Labelled {
  /** Null when the schema names none: rows of a list are numbered instead. */
  label: Text | null;
  help: Text | null;
  /** What the schema starts with; undefined when it names nothing. */
  initial: Json | undefined;
}

export type Field = Labelled &
  (
    | { kind: 'text'; minLength: number; maxLength: number; long: boolean }
    | { kind: 'number'; whole: boolean; min: number | null; max: number | null; step: number | null }
    | { kind: 'switch' }
    | { kind: 'choice'; options: Json[] }
    | { kind: 'group'; fields: NamedField[] }
    | { kind: 'list'; item: Field; min: number; max: number }
    /** A shape that no control fits: edited as JSON text, so that no game is out of reach. */
    | { kind: 'json' }
  );

export interface NamedField {
  name: string;
  field: Field;
  /** May be left out of the settings altogether. */
  optional: boolean;
}

/** Above this a text gets several lines. */
const longText = 100;

export function fieldOf(schema: JsonSchema, root: JsonSchema = schema): Field {
  const resolved = withoutNull(resolve(schema, root));
  const about = { label: textOf(resolved, 'title'), help: textOf(resolved, 'description'), initial: resolved.default };
  const options = optionsOf(resolved);
  if (options) return { ...about, kind: 'choice', options };
  switch (resolved.type) {
    case 'string': {
      const { minLength = 0, maxLength = Infinity } = resolved;
      return { ...about, kind: 'text', minLength, maxLength, long: maxLength > longText };
    }
    case 'integer':
    case 'number':
      return {
        ...about,
        kind: 'number',
        whole: resolved.type === 'integer',
        ...boundsOf(resolved),
        step: resolved.multipleOf ?? null,
      };
    case 'boolean':
      return { ...about, kind: 'switch' };
    case 'object':
      return resolved.properties ? { ...about, kind: 'group', fields: namedFields(resolved, root) } : { ...about, kind: 'json' };
    case 'array': {
      if (!resolved.items) return { ...about, kind: 'json' };
      const { minItems: min = 0, maxItems: max = Infinity } = resolved;
      return { ...about, kind: 'list', item: fieldOf(resolved.items, root), min, max };
    }
    case undefined:
    default:
      return { ...about, kind: 'json' };
  }
}

function namedFields(schema: JsonSchema, root: JsonSchema): NamedField[] {
  return Object.entries(schema.properties ?? {}).map(([name, child]) => {
    const field = fieldOf(child, root);
    const optional = field.initial === undefined && !schema.required?.includes(name);
    return { name, field: { ...field, label: field.label ?? readable(name) }, optional };
  });
}

/** Follows `#/$defs/…`, keeping what the referring schema says of its own. */
function resolve(schema: JsonSchema, root: JsonSchema): JsonSchema {
  const name = schema.$ref?.match(/^#\/\$defs\/(.+)$/)?.[1];
  const target = name === undefined ? undefined : root.$defs?.[name];
  if (!target) return schema;
  const { $ref: _, ...own } = schema;
  return { ...resolve(target, root), ...own };
}

/** A nullable shape is edited like the shape itself; empty stands for null. */
function withoutNull(schema: JsonSchema): JsonSchema {
  if (Array.isArray(schema.type)) {
    const types = schema.type.filter((type) => type !== 'null');
    return types.length === 1 ? { ...schema, type: types[0]! } : schema;
  }
  const shapes = schema.anyOf?.filter((shape) => shape.type !== 'null');
  if (shapes?.length !== 1) return schema;
  const { anyOf: _, ...own } = schema;
  return { ...shapes[0], ...own };
}

function optionsOf(schema: JsonSchema): Json[] | null {
  if (schema.enum) return schema.enum;
  if (schema.const !== undefined) return [schema.const];
  const shapes = schema.anyOf ?? schema.oneOf;
  if (!shapes || shapes.length === 0) return null;
  return shapes.every((shape) => shape.const !== undefined) ? shapes.map((shape) => shape.const!) : null;
}

function boundsOf(schema: JsonSchema): { min: number | null; max: number | null } {
  const whole = schema.type === 'integer';
  const step = whole ? 1 : (schema.multipleOf ?? 0);
  const min = schema.minimum ?? (schema.exclusiveMinimum === undefined ? null : schema.exclusiveMinimum + step);
  const max = schema.maximum ?? (schema.exclusiveMaximum === undefined ? null : schema.exclusiveMaximum - step);
  // zod writes the safe-integer range where a schema names no bound.
  return {
    min: min === null || min <= Number.MIN_SAFE_INTEGER ? null : min,
    max: max === null || max >= Number.MAX_SAFE_INTEGER ? null : max,
  };
}

function textOf(schema: JsonSchema, key: 'title' | 'description'): Text | null {
  const en = schema[key];
  if (en === undefined) return null;
  return { en, 'zh-CN': schema[`${key}:zh-CN`] ?? en };
}

/** `durationSeconds` as "Duration seconds": for fields whose author gave no label. */
function readable(name: string): Text {
  const words = name
    .replaceAll(/([a-z\d])([A-Z])/g, '$1 $2')
    .replaceAll(/[-_]/g, ' ')
    .toLowerCase();
  const label = words.charAt(0).toUpperCase() + words.slice(1);
  return { en: label, 'zh-CN': label };
}
