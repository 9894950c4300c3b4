/**
 * Structural sharing: the next plain value, built from the parts of the last one that did not change.
 *
 * The state of a show is small (a round, a few rows), so turning it into plain data on every patch costs microseconds.
 * Keeping the identity of what is equal lets `computed` selectors and memoised components skip everything that did
 * not move, without a field-by-field mirror of the schema that every new game would have to extend.
 */
export function share<T>(last: unknown, next: T): T {
  if (Object.is(last, next)) return next;
  if (Array.isArray(last) && Array.isArray(next)) return shareArray(last, next) as T;
  if (isRecord(last) && isRecord(next)) return shareRecord(last, next) as T;
  return next;
}

function shareArray(last: readonly unknown[], next: readonly unknown[]): readonly unknown[] {
  const shared = next.map((item, i) => share(last[i], item));
  return shared.length === last.length && shared.every((item, i) => Object.is(item, last[i])) ? last : shared;
}

function shareRecord(last: Record<string, unknown>, next: Record<string, unknown>): Record<string, unknown> {
  const names = Object.keys(next);
  // By entries, so that a key named like a part of the language is a key like any other.
  const shared = Object.fromEntries(
    names.map((name) => [name, share(Object.hasOwn(last, name) ? last[name] : undefined, next[name])]),
  );
  const same = names.every((name) => Object.hasOwn(last, name) && Object.is(shared[name], last[name]));
  return same && names.length === Object.keys(last).length ? last : shared;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
