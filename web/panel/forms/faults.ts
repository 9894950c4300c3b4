/** What is wrong in a form, by place: what the form itself reads, else what the server refused. */
import type { Refusal } from '../../../shared/protocol/errors.ts';
import { refusalText } from '../../kit/refusal-text.ts';
import { hintText } from './hint-text.ts';
import type { TellableHint } from './hint-text.ts';

export interface Faults<Place> {
  /** As a sentence; empty when nothing is wrong there. */
  at: (place: Place) => string;
  /** The server's refusal, with its reason where no place of the form tells it; empty when there is none. */
  refused: string;
}

export interface FaultsOptions<Place> {
  wrong: ReadonlyMap<Place, TellableHint>;
  refusal: Refusal | null;
  /** The place that a refusal's detail begins with (`price: …`), if it is one of this form's. */
  placeIn: (detail: string) => Place | null;
}

export function faultsOf<Place extends string>({ wrong, refusal, placeIn }: FaultsOptions<Place>): Faults<Place> {
  const detail = refusal?.detail ?? '';
  const refusedAt = placeIn(detail);
  return {
    at(place) {
      const hint = wrong.get(place);
      if (hint) return hintText(hint, place);
      return place === refusedAt ? detail.slice(detail.indexOf(': ') + 2) : '';
    },
    refused: refusal ? [refusalText(refusal), refusedAt === null ? detail : ''].join(' ').trim() : '',
  };
}
