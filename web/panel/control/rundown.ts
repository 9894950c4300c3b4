/** Edits of the prepared list. Each makes the whole new list, which goes to the server as one `rundown.set`. */
import type { RundownItem, RundownState } from '../../../shared/protocol/messages.ts';
import type { Json } from '../forms/fields.ts';
import type { Schedule } from '../sales/draft.ts';

export type Items = readonly RundownItem[];

export function withGame(items: Items, item: { id: string; title: string; game: string; settings: Json }): RundownItem[] {
  const { id, title, game, settings } = item;
  return [...items, { id, title, command: { name: 'round.start', args: { game, settings } } }];
}

export function withSale(items: Items, id: string, schedule: Schedule): RundownItem[] {
  return [...items, { id, title: schedule.title, command: { name: 'sale.schedule', args: schedule } }];
}

/** With an item of any command. */
export function withCommand(items: Items, item: RundownItem): RundownItem[] {
  return [...items, item];
}

export function withTitle(items: Items, id: string, title: string): RundownItem[] {
  return items.map((item) => (item.id === id ? { ...item, title } : item));
}

export function without(items: Items, id: string): RundownItem[] {
  return items.filter((item) => item.id !== id);
}

/** One place up or down; at the ends nothing moves. */
export function moved(items: Items, id: string, by: 1 | -1): RundownItem[] {
  const from = items.findIndex((item) => item.id === id);
  const to = from + by;
  if (from < 0 || to < 0 || to >= items.length) return [...items];
  return items.with(from, items[to]!).with(to, items[from]!);
}

/** Where each item stands in the running of the show. */
export function placeInShow(rundown: RundownState, index: number): 'done' | 'next' | 'later' {
  if (index < rundown.next) return 'done';
  return index === rundown.next ? 'next' : 'later';
}

/** The item selected after a step up or down from `selected`; without a selection, the one that is next. */
export function selectedAfter(rundown: RundownState, selected: string | null, by: 1 | -1): string | null {
  const { items, next } = rundown;
  if (items.length === 0) return null;
  const at = items.findIndex((item) => item.id === selected);
  const to = at < 0 ? next + (by < 0 ? -1 : 0) : at + by;
  return items[Math.min(Math.max(to, 0), items.length - 1)]!.id;
}

/** Which game an item starts, if it starts one. */
export function gameOf(item: RundownItem): string | null {
  const { name, args } = item.command;
  if (name !== 'round.start' || typeof args !== 'object' || args === null || !('game' in args)) return null;
  return typeof args.game === 'string' ? args.game : null;
}
