/** A short digest by which two payloads can be told apart. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/** 128 bits of SHA-256 over the JSON of `value`, hex. */
export function fingerprint(value: unknown): string {
  return bytesToHex(sha256(utf8ToBytes(JSON.stringify(value) ?? 'undefined')).subarray(0, 16));
}
