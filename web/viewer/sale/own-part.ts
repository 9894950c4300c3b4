/** One viewer's part in one sale: what is held, bought and waited for, as the server told it. */
import type { OwnMessage } from '../../../shared/protocol/messages.ts';
import type { OwnHold, OwnPlace } from '../../../shared/protocol/sales.ts';

export type HeldHold = OwnHold & { status: 'held' };
export type BoughtHold = OwnHold & { status: 'confirmed' };
export type GoneHold = OwnHold & { status: 'released' | 'expired' };

/** What a grab was answered with: it counts until `own` tells of it. */
export type Granted = HeldHold | OwnPlace;

export interface OwnPart {
  /** What runs out first comes first. */
  held: HeldHold[];
  places: OwnPlace[];
  /** Newest first. */
  bought: BoughtHold[];
  /** The last thing that happened here, when that was a hold's end. */
  gone: GoneHold | null;
  /** What `gone` was: units, or only a place in the queue. */
  goneFrom: 'hold' | 'queue';
  /** What the sale's end took away without its holder's doing. */
  lost: 'held' | 'place' | null;
  /** Units that count against the limit. */
  units: number;
}

export function ownPartOf(own: Pick<OwnMessage, 'holds' | 'queue'> | null, sale: string, granted: Granted | null): OwnPart {
  const told: Granted[] = granted === null || tellsOf(own, granted.hold) ? [] : [granted];
  const holds = [...told.filter((item) => 'status' in item), ...(own?.holds ?? [])].filter((hold) => hold.sale === sale);
  const places = [...told.filter((item) => 'number' in item), ...(own?.queue ?? [])].filter((place) => place.sale === sale);
  const held = holds.filter((hold) => hold.status === 'held').toSorted((a, b) => a.expiresAt - b.expiresAt);
  const bought = holds.filter((hold) => hold.status === 'confirmed');
  const [newest] = holds.toSorted((a, b) => b.at - a.at);
  const isGone = newest !== undefined && (newest.status === 'expired' || newest.status === 'released');
  const units = [...held, ...bought, ...places].reduce((sum, { quantity }) => sum + quantity, 0);
  return { held, places, bought, gone: isGone && places.length === 0 ? newest : null, goneFrom: 'hold', lost: null, units };
}

/** A sale that is over has no queue, and one that had to be stopped holds nothing for anybody: there is nothing left to do. */
export function partAfter(part: OwnPart, { how, hasWaited }: { how: 'over' | 'stopped'; hasWaited: boolean }): OwnPart {
  const stays = how === 'stopped' ? { ...part, held: [], gone: null } : part;
  const units = [...stays.held, ...stays.bought].reduce((sum, { quantity }) => sum + quantity, 0);
  const hasLostPlace = part.places.length > 0 || hasWaited;
  return { ...stays, places: [], units, lost: stays.held.length < part.held.length ? 'held' : hasLostPlace ? 'place' : null };
}

/** Whether `own` knows of this hold or place. */
export function tellsOf(own: Pick<OwnMessage, 'holds' | 'queue'> | null, hold: string): boolean {
  return own !== null && [...own.holds, ...own.queue].some((item) => item.hold === hold);
}
