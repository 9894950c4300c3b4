/** Reads values whose shape nobody has checked yet: what does not fit is as if it were not there. */

export function recordOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}

export function textIn(from: Record<string, unknown>, name: string): string | undefined {
  const value = from[name];
  return typeof value === 'string' ? value : undefined;
}

/** A number that is not whole is none of the protocol's. */
export function numberIn(from: Record<string, unknown>, name: string): number | undefined {
  const value = from[name];
  return Number.isSafeInteger(value) ? (value as number) : undefined;
}

export function rowsIn(from: Record<string, unknown>, name: string): Record<string, unknown>[] {
  const value = from[name];
  return Array.isArray(value) ? value.map(recordOf) : [];
}

/** Leaves out what is undefined. */
export function defined<T extends object>(fields: T): { [Name in keyof T]?: Exclude<T[Name], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [Name in keyof T]?: Exclude<T[Name], undefined>;
  };
}
