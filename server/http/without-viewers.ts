/** Receipts as viewers may see them: supporters by name, never by the platform's id of a person. */

/** A copy in which no row, however deep, says which `viewer` it is of. */
export function withoutViewers(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutViewers);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([name, inner]) => !(name === 'viewer' && typeof inner === 'string'));
  return Object.fromEntries(kept.map(([name, inner]) => [name, withoutViewers(inner)]));
}
