/** Which sales stand on the page, in which order, and which of them has the card. */
import type { Offered } from './offer.ts';
import { isOpenFor } from './offer.ts';
import { hasEnded } from '../../kit/sale-now.ts';

/** An ended sale stays so long; a viewer's own news is kept in view as long, ms. */
export const lingerMs = 8000;

/** What matters most comes first; the first four keep the card, the others give way. `lost`: was held, cannot be paid. */
const ranks = ['hold', 'asking', 'open', 'countdown', 'news', 'queued', 'sold-out', 'lost', 'scheduled', 'had', 'ended'] as const;
type Rank = (typeof ranks)[number];
const keeping = ranks.indexOf('countdown');

/** The sales that stand on the page, what matters most first. */
export function onPage(all: readonly Offered[], now: number): Offered[] {
  return all
    .filter((one) => isOpenFor(one) || isKeptFor(one) || lingers(one, now) || isNews(one, now))
    .toSorted((a, b) => rankAt(a, now) - rankAt(b, now) || openingOf(a) - openingOf(b));
}

/** What the viewer has chosen to see, and what it was to them then. */
export interface Picked {
  sale: string;
  rank: number;
}

export interface Held {
  picked: Picked | null;
  /** What had the card so far. */
  last: string | null;
}

/** The sale with the card. It does not change under the viewer's finger while there is still something to do with it. */
export function chosen(page: readonly Offered[], { picked, last }: Held, now: number): Offered | null {
  const find = (id: string | null): Offered | undefined => page.find(({ sale }) => sale.id === id);
  const [best] = page;
  if (!best) return null;
  const wanted = find(picked?.sale ?? null);
  // A choice counts until what was chosen has become less: sold out, bought, over.
  if (picked && wanted && rankAt(wanted, now) <= picked.rank) return wanted;
  const before = find(last);
  const isKept = before !== undefined && rankAt(before, now) <= keeping && rankAt(best, now) > ranks.indexOf('hold');
  const next = isKept || (before && rankAt(before, now) === rankAt(best, now)) ? before : best;
  // What was bought in a sale that is over stays in reach, and asks for no room.
  return rankOf(next, now) === 'had' && hasEnded(next.status) ? null : next;
}

/** When the page's order changes by time alone. */
export function turnsOfPage({ part, seen }: Pick<Offered, 'part' | 'seen'>): number[] {
  const own = [...part.bought, ...(part.gone ? [part.gone] : [])].map(({ at }) => at + lingerMs);
  return seen.endedAt === null ? own : [...own, seen.endedAt + lingerMs];
}

export function pickOf(one: Offered, now: number): Picked {
  return { sale: one.sale.id, rank: rankAt(one, now) };
}

/** Whether it is worth its room even beside a game: it can be grabbed or paid, or will be in a moment. */
export function isPressing(one: Offered, now: number): boolean {
  return rankAt(one, now) <= keeping;
}

function rankAt(one: Offered, now: number): number {
  return ranks.indexOf(rankOf(one, now));
}

function rankOf(one: Offered, now: number): Rank {
  if (one.part.held.length > 0) return 'hold';
  if (one.ask?.kind === 'asking') return 'asking';
  const rank = lastingRank(one, now);
  return isNews(one, now) && ranks.indexOf(rank) > ranks.indexOf('news') ? 'news' : rank;
}

/** What it is to the viewer apart from what has just happened. */
function lastingRank(one: Offered, now: number): Rank {
  const { part, status } = one;
  if (part.lost === 'held') return 'lost';
  if (hasEnded(status)) return part.bought.length > 0 && !lingers(one, now) ? 'had' : 'ended';
  if (part.places.length > 0) return 'queued';
  if (part.units >= one.sale.perViewer) return 'had';
  return status;
}

function isNews({ part, seen }: Offered, now: number): boolean {
  const [bought] = part.bought;
  if (part.lost !== null && lingers({ seen }, now)) return true;
  const at = Math.max(bought?.at ?? 0, part.gone?.at ?? 0);
  return now - at < lingerMs;
}

/** Over, but still this viewer's. */
function isKeptFor({ part }: Offered): boolean {
  return part.bought.length > 0 || part.lost === 'held';
}

function lingers({ seen }: Pick<Offered, 'seen'>, now: number): boolean {
  return seen.endedAt !== null && now - seen.endedAt < lingerMs;
}

function openingOf({ sale }: Offered): number {
  return sale.opensAt === 0 ? Infinity : sale.opensAt;
}
