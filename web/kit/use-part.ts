/** A part of a page that is loaded when it is first wanted, and tried again while the line is bad. */
import { useEffect, useState } from 'preact/hooks';

const retryMs = 3000;

/** `load` is the same function at every call. Null until the part is there; once there, it stays. */
export function usePart<Part extends object>(load: () => Promise<Part>, wish: 'wanted' | 'not yet'): Part | null {
  const [part, setPart] = useState<Part | null>(null);
  const [tries, setTries] = useState(0);
  useEffect(() => {
    if (part || wish === 'not yet') return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isGone = false;
    load().then(
      (loaded) => {
        if (!isGone) setPart(loaded);
      },
      () => {
        if (!isGone) timer = setTimeout(() => setTries(tries + 1), retryMs);
      },
    );
    return () => {
      isGone = true;
      clearTimeout(timer);
    };
  }, [load, wish, tries, part === null]);
  return part;
}
