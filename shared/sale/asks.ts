/** What may be asked of a sale's ledger, and what it answers. Refusals are values, with codes of the error table. */
import type { Key, ViewerId } from '../ids.ts';
import { isRefusal } from '../protocol/errors.ts';
import type { Refusal } from '../protocol/errors.ts';
import type { HoldId, OrderId, SaleEnd, SaleTerms, SaleTotals } from './terms.ts';

/** A viewer wants units. The same `key` of the same viewer repeats the first effect's answer. */
export interface GrabAsk {
  viewer: ViewerId;
  key: Key;
  quantity: number;
  /** When it reached the server, epoch ms: what the sale's times are judged by. */
  arrivedAt: number;
  /** The id of the hold that may come of it, fresh and unguessable. */
  hold: HoldId;
}

export type Grabbed = { hold: HoldId; expiresAt: number } | { hold: HoldId; queued: number };
export type GrabAnswer = Grabbed | Refusal;

/** Only down: units and limit; only earlier: the opening of a sale that is not open yet. */
export interface Adjustment {
  stock?: number | undefined;
  perViewer?: number | undefined;
  /** Given together. */
  opensAt?: number | undefined;
  closesAt?: number | undefined;
}

export interface ConfirmAsk {
  hold: HoldId;
  order: OrderId;
}

export interface ReleaseAsk {
  hold: HoldId;
  /** Null when the shop asks; a viewer can only release what is their own. */
  viewer: ViewerId | null;
}

/** How a sale stands, whole. */
export interface SaleStanding {
  terms: SaleTerms;
  totals: SaleTotals;
  ended: SaleEnd | null;
  /** When the oldest hold runs out, or the time of the cancellation if it has not been given back yet; null when nothing is held. */
  nextExpiryAt: number | null;
}

/** Whether an answer was a grab's success. */
export function isGrabbed(answer: GrabAnswer): answer is Grabbed {
  return !isRefusal(answer);
}

export type Confirmed = { hold: HoldId; order: OrderId; viewer: ViewerId; quantity: number };
export type Released = { hold: HoldId };
