/** Luck from a seed: the same seed gives the same draws for ever, and a secret seed cannot be guessed from them. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

export interface Random {
  /** A number in [0, 1). */
  next(): number;
  /** A whole number in [0, below). */
  int(below: number): number;
  /** `bytes` fresh bytes, as hex. */
  hex(bytes: number): string;
}

/** A random source whose n-th block is `SHA-256(seed ‖ ':' ‖ n)`. */
export function seededRandom(seed: string): Random {
  let block = 0;
  let bytes = new Uint8Array(0);
  let at = 0;
  const take = (count: number): Uint8Array => {
    const out = new Uint8Array(count);
    for (let i = 0; i < count; i++) {
      if (at === bytes.length) {
        bytes = sha256(utf8ToBytes(`${seed}:${block++}`));
        at = 0;
      }
      out[i] = bytes[at++]!;
    }
    return out;
  };
  const next = () => {
    const [a, b, c, d, e, f] = take(6) as unknown as [number, number, number, number, number, number];
    return (a * 2 ** 40 + b * 2 ** 32 + c * 2 ** 24 + d * 2 ** 16 + e * 2 ** 8 + f) / 2 ** 48;
  };
  return { next, int: (below) => Math.floor(next() * below), hex: (count) => bytesToHex(take(count)) };
}

/** The items in a random order, as a new array (Fisher–Yates). */
export function shuffled<T>(random: Random, items: readonly T[]): T[] {
  const order = [...items];
  for (let i = order.length - 1; i > 0; i--) {
    const j = random.int(i + 1);
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  return order;
}
