/** What a screen reader is told of a sale: what has just changed for its listener, and how urgently. */
import type { Action, Offered } from './offer.ts';

/** Where a sale stands on the page: of one beside the card only the listener's own is told. */
export type Seat = 'card' | 'beside';

/** What can be told apart by ear. */
export interface Heard {
  sale: string;
  seat: Seat;
  action: Action['kind'] | 'stopped';
  held: number;
  bought: number;
  place: number | null;
  /** The hold that was the last to end, and how. */
  gone: string | null;
  goneAs: 'expired' | 'released' | null;
  note: string | null;
}

export type Word =
  | 'soon'
  | 'open'
  | 'won'
  | 'queued'
  | 'bought'
  | 'expired'
  | 'released'
  | 'soldOut'
  | 'late'
  | 'over'
  | 'stopped'
  | 'note';

/** `loud` interrupts: only for what is the listener's own and cannot wait. */
export interface Told {
  word: Word;
  loud: boolean;
}

export function heardOf({ sale, part }: Pick<Offered, 'sale' | 'part'>, action: Action, seat: Seat = 'card'): Heard {
  return {
    sale: sale.id,
    seat,
    action: action.kind === 'over' && action.how === 'stopped' ? 'stopped' : action.kind,
    held: part.held.length,
    bought: part.bought.length,
    place: part.places[0]?.number ?? null,
    gone: part.gone?.hold ?? null,
    goneAs: part.gone?.status ?? null,
    note: action.kind === 'grab' ? (action.note?.kind ?? null) : null,
  };
}

/** Nothing is told of what stood there when the page was opened, but that there is a sale. */
export function tellChange(before: Heard | null, now: Heard): Told | null {
  if (before?.sale !== now.sale) return now.seat === 'card' ? introduction(now) : null;
  if (now.bought > before.bought) return { word: 'bought', loud: true };
  if (now.held > before.held) return { word: 'won', loud: true };
  if (now.gone !== before.gone && now.goneAs) return { word: now.goneAs, loud: now.goneAs === 'expired' };
  if (now.place !== null && before.place === null) return { word: 'queued', loud: true };
  if (now.action === 'stopped' && before.action !== 'stopped') return { word: 'stopped', loud: hadStake(before) };
  if (now.seat === 'beside') return null;
  if (before.seat === 'beside') return introduction(now);
  if (now.note !== before.note && now.note !== null) return { word: 'note', loud: before.action === 'asking' };
  if (now.action === before.action) return null;
  switch (now.action) {
    case 'countdown':
      return { word: 'soon', loud: false };
    case 'grab':
      return before.action === 'countdown' || before.action === 'wait' ? { word: 'open', loud: false } : null;
    case 'sold-out':
      return before.action === 'asking' ? { word: 'late', loud: true } : { word: 'soldOut', loud: false };
    case 'over':
      return { word: 'over', loud: hadStake(before) };
    case 'asking':
    case 'full':
    case 'wait':
    case 'stopped':
      return null;
  }
}

/** Whether the listener held something, waited, or was asking. */
function hadStake({ held, place, action }: Heard): boolean {
  return held > 0 || place !== null || action === 'asking';
}

function introduction(now: Heard): Told | null {
  if (now.action === 'countdown') return { word: 'soon', loud: false };
  return now.action === 'grab' ? { word: 'open', loud: false } : null;
}
