/** A value once it has stopped changing for a moment: for what should not follow every letter that is typed. */
import { useEffect, useState } from 'preact/hooks';

const quietMs = 500;

export function useSettled<T>(value: T): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), quietMs);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
