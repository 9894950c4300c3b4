/** Writes a plain object into a schema instance, touching only what differs, so that a patch carries only changes. */
import { ArraySchema, MapSchema, Schema } from '@colyseus/schema';
import type { ToJSON } from '@colyseus/schema';

type Plain = null | undefined | boolean | number | string | Plain[] | { [key: string]: Plain };

/** Makes `target` show exactly `plain`. Fields that `plain` does not name are left as they are. */
export function assignView<T extends Schema>(target: T, plain: ToJSON<T>): void {
  assignFields(target, plain);
}

function assignFields(target: Schema, plain: { [key: string]: Plain }): void {
  const fields = target as unknown as Record<string, unknown>;
  for (const [name, next] of Object.entries(plain)) {
    const current = fields[name];
    if (current instanceof ArraySchema) assignArray(current, next as Plain[], childTypeOf(target, name));
    else if (current instanceof MapSchema) assignMap(current, next as { [key: string]: Plain }, childTypeOf(target, name));
    else if (isRecord(next)) {
      if (current instanceof Schema) assignFields(current, next);
      else fields[name] = build(childTypeOf(target, name)!, next);
    } else if (current !== next) fields[name] = next;
  }
}

function assignArray(target: ArraySchema<unknown>, next: Plain[], Child: ChildType): void {
  // Rows are rewritten in place and only the tail grows or shrinks: array moves are what breaks late joiners.
  while (target.length > next.length) target.pop();
  for (let i = 0; i < next.length; i++) {
    const value = next[i];
    const row = target[i];
    if (Child === null) {
      if (row !== value) {
        if (i < target.length) target[i] = value;
        else target.push(value);
      }
    } else if (row instanceof Schema) assignFields(row, value as { [key: string]: Plain });
    else target.push(build(Child, value));
  }
}

function assignMap(target: MapSchema<unknown>, next: { [key: string]: Plain }, Child: ChildType): void {
  for (const key of Array.from(target.keys())) if (!Object.hasOwn(next, key)) target.delete(key);
  for (const [key, value] of Object.entries(next)) {
    const row = target.get(key);
    if (Child === null) {
      if (row !== value) target.set(key, value);
    } else if (row instanceof Schema) assignFields(row, value as { [key: string]: Plain });
    else target.set(key, build(Child, value));
  }
}

type ChildType = (new () => Schema) | null;

/** The class of a field's value or of a collection's rows; null for primitives. */
function childTypeOf(owner: Schema, field: string): ChildType {
  const metadata = (owner.constructor as unknown as { [Symbol.metadata]: Record<string | number, unknown> })[Symbol.metadata];
  const index = metadata[field] as number;
  const { type } = metadata[index] as { type: ChildType | { array?: unknown; map?: unknown } };
  const child = typeof type === 'object' && type !== null ? (type.array ?? type.map) : type;
  return typeof child === 'function' ? (child as new () => Schema) : null;
}

function build(Child: new () => Schema, value: Plain): Schema {
  const row = new Child();
  assignFields(row, value as { [key: string]: Plain });
  return row;
}

function isRecord(value: Plain): value is { [key: string]: Plain } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
