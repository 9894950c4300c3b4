/** What tells one store from another, seen from the server's thread. */
import type { StoreTrouble } from './turns.ts';

/** `Written` is what a turn says of its entries, `Result` what whoever asked for one of them is answered. */
export interface StoreKind<Entry, Written, Result> {
  /** How the log speaks of it. */
  name: string;
  /** How much of the limits an entry takes, in characters. */
  sizeOf(entry: Entry): number;
  fail: Fail;
  /** Takes what is on disk now, before anybody is answered; returns the answers, in the order of the entries. */
  take(written: Written): readonly Result[];
}

/** Makes the error that callers are given. */
export type Fail = (trouble: StoreTrouble, detail?: string) => Error;
