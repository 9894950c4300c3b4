/**
 * Who only ever waited: a place in a queue goes without a word when its sale ends, and once it is given up the server
 * tells of it as of a hold. The page remembers which is which, so that nobody is told to have given back what they never had.
 */
import type { OwnMessage } from '../../../shared/protocol/messages.ts';
import type { OwnPart } from './own-part.ts';
import { tellsOf } from './own-part.ts';

type Own = Pick<OwnMessage, 'viewer' | 'holds' | 'queue'>;

/** The places that one viewer was seen to have and that never became units, by hold. `isTold`: of their end, too. */
export interface Waited {
  viewer: string | null;
  places: ReadonlyMap<string, { sale: string; isTold: boolean }>;
}

export const noneWaited: Waited = { viewer: null, places: new Map() };

export function seeWaiting(before: Waited, own: Own | null): Waited {
  if (!own) return before;
  const places = new Map(before.viewer === own.viewer ? before.places : []);
  for (const { hold, sale } of own.queue) places.set(hold, { sale, isTold: false });
  for (const { hold, sale, status } of own.holds) {
    if (status !== 'released') places.delete(hold);
    else if (places.has(hold)) places.set(hold, { sale, isTold: true });
  }
  return { viewer: own.viewer, places };
}

/** Whether this viewer had a place in the sale's queue that is not told of any more. */
export function hasVanished(waited: Waited, sale: string, own: Own | null): boolean {
  return [...waited.places].some(([hold, place]) => place.sale === sale && !place.isTold && !tellsOf(own, hold));
}

/** The part with the end of a place told apart from the end of a hold. */
export function withoutUnits(part: OwnPart, { places }: Waited): OwnPart {
  return part.gone && places.has(part.gone.hold) ? { ...part, goneFrom: 'queue' } : part;
}
