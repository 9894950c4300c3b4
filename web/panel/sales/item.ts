/** Reads a sale out of a rundown item, whose arguments nobody has checked yet. */
import type { RundownItem } from '../../../shared/protocol/messages.ts';
import type { Schedule } from './draft.ts';

/** What an item would schedule, as far as it can be read; null when it schedules no sale. */
export function saleIn({ command: { name, args } }: RundownItem): Partial<Schedule> | null {
  if (name !== 'sale.schedule') return null;
  const given: Record<string, unknown> = typeof args === 'object' && args !== null ? { ...args } : {};
  const { queue } = given;
  return {
    ...pick(given, ['product', 'title', 'image', 'checkoutUrl', 'currency'], 'string'),
    ...pick(given, ['price', 'stock', 'perViewer', 'holdMs', 'opensAt', 'countdownMs', 'durationMs'], 'number'),
    ...(isQueue(queue) ? { queue } : {}),
  };
}

/** The sale that was put into the rundown last: what a new one most likely looks like. */
export function lastSaleIn(items: readonly RundownItem[]): Partial<Schedule> | null {
  return items.map(saleIn).findLast((sale) => sale !== null) ?? null;
}

function pick(from: Record<string, unknown>, names: readonly (keyof Schedule)[], type: 'string' | 'number'): Partial<Schedule> {
  // A number that is not whole is not a schedule's.
  const fits = (value: unknown): boolean => typeof value === type && (type === 'string' || Number.isSafeInteger(value));
  return Object.fromEntries(names.filter((name) => fits(from[name])).map((name) => [name, from[name]]));
}

function isQueue(value: unknown): value is NonNullable<Schedule['queue']> {
  if (typeof value !== 'object' || value === null || !('perStep' in value) || !('stepMs' in value)) return false;
  return typeof value.perStep === 'number' && typeof value.stepMs === 'number';
}
