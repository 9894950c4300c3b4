/** Random settings of a game, from the same JSON Schema that the streamer's form is made of. */
import * as fc from 'fast-check';
import { z } from 'zod';
import type { AnyGame } from '../../../shared/game-kit/index.ts';

/** The part of JSON Schema that settings use. */
export interface FormSchema {
  type?: string;
  enum?: unknown[];
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
  items?: FormSchema;
  properties?: Record<string, FormSchema>;
  required?: string[];
  title?: string;
  'title:zh-CN'?: string;
  default?: unknown;
}

/** The JSON Schema of what a streamer may fill in. */
export function formOf(game: AnyGame): FormSchema {
  return z.toJSONSchema(game.settings as z.ZodType, { io: 'input' }) as FormSchema;
}

/** Settings that the game takes, every field present or left out. */
export function anySettings(game: AnyGame): fc.Arbitrary<unknown> {
  return fromSchema(formOf(game)).filter((settings) => game.settings.safeParse(settings).success === true);
}

const letter = fc.constantFrom('a', 'b', 'Z', '0', '9', ' ', '福', '袋', 'é', '🎁');

function fromSchema(schema: FormSchema): fc.Arbitrary<unknown> {
  if (schema.enum) return fc.constantFrom(...schema.enum);
  switch (schema.type) {
    case 'boolean':
      return fc.boolean();
    case 'integer':
      return fc.integer({ min: schema.minimum!, max: schema.maximum! });
    case 'string':
      return fc.string({ unit: letter, minLength: schema.minLength ?? 0, maxLength: Math.min(schema.maxLength ?? 12, 12) });
    case 'array':
      return fc.array(fromSchema(schema.items!), {
        minLength: schema.minItems ?? 0,
        maxLength: Math.min(schema.maxItems ?? 4, 4),
      });
    case 'object': {
      const fields = Object.entries(schema.properties ?? {}).map(([name, field]) => [name, fromSchema(field)] as const);
      return fc.record(Object.fromEntries(fields), { requiredKeys: schema.required ?? [] });
    }
    case undefined:
    default:
      throw new Error(`settings of type ${schema.type ?? 'unknown'} have no form field yet`);
  }
}
