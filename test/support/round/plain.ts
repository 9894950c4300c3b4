/** Small tools for plain data: copies, sizes, deep freezing, and a world without clock or chance. */
import { isDeepStrictEqual } from 'node:util';

/** What is left of a value after a trip over the wire. */
export function copied<T>(value: T): T {
  return value === undefined ? value : (JSON.parse(JSON.stringify(value)) as T);
}

/** Whether a value is the same before and after that trip. */
export function isPlainJson(value: unknown): boolean {
  return isDeepStrictEqual(copied(value), value);
}

export function bytesOf(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value));
}

/** Freezes a value through and through: whoever writes to it throws. */
export function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const part of Object.values(value)) deepFreeze(part);
  return value;
}

const forbidden = (what: string) => (): never => {
  throw new Error(`${what} was called`);
};

/** Runs `play` where asking for the time or for chance throws. */
export function withoutClockAndLuck<T>(play: () => T): T {
  const { random } = Math;
  const { now } = Date;
  Math.random = forbidden('Math.random');
  Date.now = forbidden('Date.now');
  try {
    return play();
  } finally {
    Math.random = random;
    Date.now = now;
  }
}
