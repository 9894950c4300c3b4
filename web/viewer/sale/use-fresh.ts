/** What has just come takes no press: the finger, or the key, was meant for what stood there before. */
import { useEffect, useState } from 'preact/hooks';

const freshMs = 400;

export interface Fresh {
  'data-fresh': boolean;
  onClickCapture: (event: Event) => void;
}

/** For the element around the buttons. `what` is what stands there: another is fresh again. */
export function useFresh(what: string): Fresh {
  const [known, setKnown] = useState<string | null>(null);
  const isFresh = known !== what;
  useEffect(() => {
    if (!isFresh) return undefined;
    const timer = setTimeout(() => setKnown(what), freshMs);
    return () => clearTimeout(timer);
  }, [what, isFresh]);
  return {
    'data-fresh': isFresh,
    onClickCapture: (event) => {
      if (!isFresh) return;
      event.preventDefault();
      event.stopPropagation();
    },
  };
}
