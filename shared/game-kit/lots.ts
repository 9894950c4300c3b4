/** A draw that a stranger can check: commitment, digest of the entries, lots, and the k smallest of them. */
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { compareText } from './tallies.ts';
import type { ViewerId } from '../ids.ts';

/** What is published before entries open: SHA-256 of the seed's bytes, hex. */
export function commitmentTo(seedHex: string): string {
  return bytesToHex(sha256(hexToBytes(seedHex)));
}

/** The digest of no entries. */
export const emptyDigest = '0'.repeat(64);

/**
 * The digest of a set of entries with one more viewer in it: the sum of SHA-256(viewer) modulo 2^256, hex.
 * Order and grouping do not matter, so shards can keep it apart and add theirs up.
 */
export function digestWith(digest: string, viewer: ViewerId): string {
  return addDigests(digest, bytesToHex(sha256(utf8ToBytes(viewer))));
}

export function addDigests(a: string, b: string): string {
  const sum = (BigInt(`0x${a}`) + BigInt(`0x${b}`)) & ((1n << 256n) - 1n);
  return sum.toString(16).padStart(64, '0');
}

/** A viewer's lot: `HMAC-SHA-256(seed, digest bytes ‖ viewer)`, hex. */
export interface Lot {
  viewer: ViewerId;
  name: string;
  lot: string;
}

/** Computes the lots of one draw. */
export function lotDrawer(seedHex: string, digest: string): (viewer: ViewerId) => string {
  // A shard draws for all its viewers in a row: the key schedule, most of the work, is done once.
  if (lastDrawer?.seedHex !== seedHex || lastDrawer.digest !== digest) {
    const keyed = hmac.create(sha256, hexToBytes(seedHex)).update(hexToBytes(digest));
    const draw = (viewer: ViewerId): string => bytesToHex(keyed.clone().update(utf8ToBytes(viewer)).digest());
    lastDrawer = { seedHex, digest, draw };
  }
  return lastDrawer.draw;
}

let lastDrawer: { seedHex: string; digest: string; draw: (viewer: ViewerId) => string } | null = null;

/** Adds a lot to the k smallest, in place. */
export function keepSmallest(lots: Lot[], k: number, lot: Lot): void {
  const last = lots[k - 1];
  if (last && compareText(lot.lot, last.lot) >= 0) return;
  const place = lots.findIndex((other) => compareText(lot.lot, other.lot) < 0);
  if (place >= 0) lots.splice(place, 0, lot);
  else lots.push(lot);
  if (lots.length > k) lots.length = k;
}

/** The k smallest lots of two groups. */
export function mergeLots(a: Lot[], b: Lot[], k: number): Lot[] {
  return [...a, ...b].toSorted((x, y) => compareText(x.lot, y.lot)).slice(0, k);
}
