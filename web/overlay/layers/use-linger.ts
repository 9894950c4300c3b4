/** Keeps what has gone on screen for a moment, so that it can leave gracefully. */
import { useEffect, useState } from 'preact/hooks';

/** As long as the leaving animation in the style sheet. */
const lingerMs = 450;

export interface Lingering<T> {
  shown: T | null;
  leaving: boolean;
}

/** `current` at once; when it turns null, the last one for a moment more. */
export function useLinger<T>(current: T | null): Lingering<T> {
  const [last, setLast] = useState<T | null>(current);
  useEffect(() => {
    if (current !== null) return setLast(current);
    if (last === null) return undefined;
    const timer = setTimeout(() => setLast(null), lingerMs);
    return () => clearTimeout(timer);
  }, [current]);
  return current === null ? { shown: last, leaving: true } : { shown: current, leaving: false };
}
