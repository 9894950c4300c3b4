/** Asks for something again and again while somebody looks at the page; the answer before stays until the next is in. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { isRefusal } from '../../shared/protocol/errors.ts';
import type { Refusal } from '../../shared/protocol/errors.ts';

export interface Watched<T> {
  value: T | null;
  /** Why the newest question was not answered. */
  refusal: Refusal | null;
  /** Asks now. */
  renew: () => void;
}

/** `everyMs` null asks only when told to. What is asked about changes with `key`. */
export function useWatched<T extends object>(ask: () => Promise<T | Refusal>, key: string, everyMs: number | null): Watched<T> {
  const [answer, setAnswer] = useState<{ key: string; value: T | null; refusal: Refusal | null }>({
    key,
    value: null,
    refusal: null,
  });
  const renew = useRef<() => void>(() => undefined);
  useEffect(() => {
    let over = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const next = async (): Promise<void> => {
      clearTimeout(timer);
      if (document.visibilityState === 'visible') {
        const answered = await ask();
        if (over) return;
        setAnswer((before) => ({
          key,
          value: isRefusal(answered) ? (before.key === key ? before.value : null) : answered,
          refusal: isRefusal(answered) ? answered : null,
        }));
      }
      clearTimeout(timer);
      if (everyMs !== null && !over) timer = setTimeout(() => void next(), everyMs);
    };
    renew.current = () => void next();
    void next();
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [key, everyMs]);
  return { value: answer.key === key ? answer.value : null, refusal: answer.refusal, renew: () => renew.current() };
}
