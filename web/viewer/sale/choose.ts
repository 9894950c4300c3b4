/** Which sales stand on the page, in which order, and which of them has the card. */
import type { Offered } from './offer.ts';
import { isOpenFor } from './offer.ts';
import { hasEnded } from '../../kit/sale-now.ts';

/** An ended sale stays so long; a viewer's own news is kept in view as long, ms. */
export const lingerMs = 8000;

/** What matters most comes first; the first four keep the card, the others give way. */
const ranks = ['hold', 'asking', 'open', 'countdown', 'queued', 'sold-out', 'scheduled', 'had', 'ended'] as const;
type Rank = (typeof ranks)[number];
const keeping = ranks.indexOf('countdown');

/** The sales that stand on the page, what matters most first. */
export function onPage(all: readonly Offered[], now: number): Offered[] {
  return all
    .filter((one) => isOpenFor(one) || one.part.bought.length > 0 || lingers(one, now) || isNews(one, now))
    .toSorted((a, b) => rankAt(a, now) - rankAt(b, now) || openingOf(a) - openingOf(b));
}

export interface Held {
  /** What the viewer has chosen to see. */
  picked: string | null;
  /** What had the card so far. */
  last: string | null;
}

/** The sale with the card. It does not change under the viewer's finger while there is still something to do with it. */
export function chosen(page: readonly Offered[], { picked, last }: Held, now: number): Offered | null {
  const find = (id: string | null): Offered | undefined => page.find(({ sale }) => sale.id === id);
  const [best] = page;
  if (!best) return null;
  const wanted = find(picked);
  if (wanted) return wanted;
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

function rankAt(one: Offered, now: number): number {
  return ranks.indexOf(rankOf(one, now));
}

function rankOf(one: Offered, now: number): Rank {
  const { part, status, ask } = one;
  if (part.held.length > 0 || isNews(one, now)) return 'hold';
  if (ask?.kind === 'asking') return 'asking';
  if (hasEnded(status)) return part.bought.length > 0 && !lingers(one, now) ? 'had' : 'ended';
  if (part.places.length > 0) return 'queued';
  if (part.units >= one.sale.perViewer) return 'had';
  return status;
}

function isNews({ part }: Offered, now: number): boolean {
  const [bought] = part.bought;
  const at = Math.max(bought?.at ?? 0, part.gone?.at ?? 0);
  return now - at < lingerMs;
}

function lingers({ seen }: Offered, now: number): boolean {
  return seen.endedAt !== null && now - seen.endedAt < lingerMs;
}

function openingOf({ sale }: Offered): number {
  return sale.opensAt === 0 ? Infinity : sale.opensAt;
}
