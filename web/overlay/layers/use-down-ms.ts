/** How long the line has been down, ms; renews once when that gets too long to believe what was last heard. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Connection } from '../../kit/connection.ts';
import { unheardMs } from '../model/scene.ts';

export function useDownMs({ status }: Pick<Connection, 'status'>): number {
  const [, renew] = useState(0);
  const downSince = useRef<number | null>(null);
  const up = status.value === 'live' || status.value === 'ended';
  if (up) downSince.current = null;
  else downSince.current ??= performance.now();
  useEffect(() => {
    if (up) return undefined;
    const timer = setTimeout(() => renew((n) => n + 1), unheardMs + 4);
    return () => clearTimeout(timer);
  }, [up]);
  return downSince.current === null ? 0 : performance.now() - downSince.current;
}
