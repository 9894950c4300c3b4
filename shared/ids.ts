/** The identifiers that travel on the wire, and which shard a viewer belongs to. */

/** A show's id: what stands in `?show=`; lower-case letters, digits and dashes. */
export type ShowId = string;
/** The platform's id of a person, as in the token's `sub`. */
export type ViewerId = string;
/** 1, 2, 3 … per show; 0 means "no round yet". */
export type RoundId = number;
/** A battle's or poll's id: `<show>.battle-<n>`, after the show that referees it, or `poll-<n>`. Never a number. */
export type ContestId = string;
/** What shards keep private parts of. */
export type PartId = RoundId | ContestId;
/** A caller-chosen idempotency key. */
export type Key = string;

// With the flag that HTML's `pattern` attribute implies, so that forms take the same source.
export const showIdPattern = /^[a-z0-9](?:[a-z0-9\-]{0,62}[a-z0-9])?$/v;

/** Which of `shards` (a power of two) a viewer belongs to, for ever: FNV-1a with murmur3's finalizer. */
export function shardOf(viewer: ViewerId, shards: number): number {
  return hash32(viewer) & (shards - 1);
}

/** How many shards a show of `expectedViewers` gets: a power of two, at least 2, about 2,500 viewers each. */
export function shardsFor(expectedViewers: number): number {
  let shards = 2;
  while (shards < 1024 && shards * 2500 < expectedViewers) shards *= 2;
  return shards;
}

/** A well-mixed unsigned 32-bit hash of a string (FNV-1a, then murmur3's `fmix32`). Not for security. */
export function hash32(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
