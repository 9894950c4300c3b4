/** Turns what arrived into what a route takes, or says what is wrong with it. */
import type { z } from 'zod';
import { refuse } from '../../shared/protocol/index.ts';
import type { Refusal } from '../../shared/protocol/index.ts';

type Read = { ok: true; value: unknown } | { ok: false; refusal: Refusal };

const utf8 = new TextDecoder('utf-8', { fatal: true });

export function readBody(schema: z.ZodType | undefined, body: Uint8Array | null): Read {
  if (!schema) return { ok: true, value: undefined };
  if (!body || body.length === 0) return bad('The body is empty; JSON was expected.');
  try {
    return parse(schema, JSON.parse(utf8.decode(body)));
  } catch {
    return bad('The body is not JSON.');
  }
}

export function readQuery(schema: z.ZodType | undefined, query: string): Read {
  return schema ? parse(schema, Object.fromEntries(new URLSearchParams(query))) : { ok: true, value: undefined };
}

function parse(schema: z.ZodType, value: unknown): Read {
  const parsed = schema.safeParse(value);
  if (parsed.success) return { ok: true, value: parsed.data };
  return bad(parsed.error.issues.slice(0, 3).map(sentence).join(' '));
}

function sentence({ path, message }: z.core.$ZodIssue): string {
  return `${path.length > 0 ? `${path.join('.')}: ` : ''}${message}.`;
}

function bad(detail: string): Read {
  return { ok: false, refusal: refuse('bad-request', { detail }) };
}
