/**
 * Recomputes a lucky draw from its receipt. It shares no code with the server on purpose:
 * what it needs is in Node, and what it does is all here.
 */
import { createHash, createHmac } from 'node:crypto';
import { z } from 'zod';

const hash = z.string().regex(/^[0-9a-f]{64}$/, 'expected 64 hex digits');

/** The parts of a round's receipt that a draw can be recomputed from. */
export const drawReceipt = z.object({
  kind: z.literal('round'),
  show: z.string(),
  round: z.number(),
  game: z.literal('lucky-draw'),
  outcome: z.literal('settled'),
  settings: z.object({ winners: z.int() }),
  result: z.object({
    winners: z.array(z.object({ viewer: z.string(), name: z.string(), rank: z.int() })),
    summary: z.object({
      commitment: hash,
      seed: hash,
      digest: hash,
      count: z.int(),
      k: z.int(),
      winners: z.array(z.object({ viewer: z.string(), name: z.string(), lot: hash })),
    }),
  }),
  entries: z.array(z.string()),
  missingShards: z.array(z.int()),
  rehearsal: z.boolean(),
});
export type DrawReceipt = z.infer<typeof drawReceipt>;

/** One thing that must be so; `wrong` says how it is not. */
export interface Check {
  what: string;
  wrong: string | null;
}

/** What somebody who was there wrote down: the commitment before entries opened, the digest when the draw began. */
export interface Noted {
  commitment?: string | undefined;
  digest?: string | undefined;
}

/** Checks a receipt, also against what was noted. */
export function checkDraw(receipt: DrawReceipt, noted: Noted = {}): Check[] {
  const { entries, result, settings } = receipt;
  const { commitment, seed, digest, count, k } = result.summary;
  const checks: Check[] = [];
  const equal = (what: string, found: unknown, expected: unknown): void => {
    checks.push({ what, wrong: difference(found, expected) });
  };
  const sameList = (what: string, found: readonly unknown[], expected: readonly unknown[]): void => {
    const place = Array.from({ length: Math.max(found.length, expected.length) }, (_, i) => i).find(
      (i) => difference(found[i], expected[i]) !== null,
    );
    const wrong = place === undefined ? null : `place ${place + 1}: ${difference(found[place], expected[place])}`;
    checks.push({ what, wrong });
  };
  if (noted.commitment) equal('the commitment is the one that was noted', commitment, noted.commitment.toLowerCase());
  if (noted.digest) equal('the digest is the one that was noted', digest, noted.digest.toLowerCase());
  equal('the commitment is SHA-256 of the seed', commitment, commitmentTo(seed));
  equal('no viewer is entered twice', entries.length, new Set(entries).size);
  equal('the count is the number of entries', count, entries.length);
  equal('the digest is that of the entries', digest, digestOf(entries));
  equal('as many win as the settings say', k, settings.winners);
  const lots = lotsOf(entries, seed, digest).slice(0, k);
  sameList('the winners have the smallest lots, in order', result.summary.winners.map(viewerAndLot), lots);
  const listed = result.summary.winners.map(({ viewer, name }, i) => ({ viewer, name, rank: i + 1 }));
  sameList('the list of winners is theirs, ranked', result.winners.map(viewerNameRank), listed);
  return checks;
}

/** How a value differs from what it should be; null when it does not. */
function difference(found: unknown, expected: unknown): string | null {
  const [is, should] = [JSON.stringify(found) ?? 'nothing', JSON.stringify(expected) ?? 'nothing'];
  return is === should ? null : `the receipt has ${is}, it should be ${should}`;
}

function commitmentTo(seed: string): string {
  return createHash('sha256').update(Buffer.from(seed, 'hex')).digest('hex');
}

/** The sum of SHA-256 over the entries, modulo 2^256. */
function digestOf(entries: readonly string[]): string {
  const hashes = entries.map((viewer) => BigInt(`0x${createHash('sha256').update(viewer, 'utf8').digest('hex')}`));
  const sum = hashes.reduce((total, one) => (total + one) % 2n ** 256n, 0n);
  return sum.toString(16).padStart(64, '0');
}

/** Every entry with its lot, HMAC-SHA-256(seed, digest ‖ viewer), the smallest first. */
function lotsOf(entries: readonly string[], seed: string, digest: string): { viewer: string; lot: string }[] {
  const lotOf = (viewer: string): string =>
    createHmac('sha256', Buffer.from(seed, 'hex')).update(Buffer.from(digest, 'hex')).update(viewer, 'utf8').digest('hex');
  return entries.map((viewer) => ({ viewer, lot: lotOf(viewer) })).toSorted((a, b) => (a.lot < b.lot ? -1 : 1));
}

function viewerAndLot({ viewer, lot }: { viewer: string; lot: string }): { viewer: string; lot: string } {
  return { viewer, lot };
}

function viewerNameRank(row: { viewer: string; name: string; rank: number }): { viewer: string; name: string; rank: number } {
  return { viewer: row.viewer, name: row.name, rank: row.rank };
}
