/** Takes a scene off air when the line is down and the scene's time has long passed. */
import { useEffect, useState } from 'preact/hooks';
import type { Connection } from '../../kit/connection.ts';
import { empty, msToStale } from '../model/scene.ts';
import type { Scene } from '../model/scene.ts';

export function useHeard(scene: Scene, { status, clock }: Pick<Connection, 'status' | 'clock'>): Scene {
  const [, renew] = useState(0);
  const up = status.value === 'live' || status.value === 'ended';
  const staleMs = msToStale(scene, { up, now: clock.serverNow() });
  useEffect(() => {
    if (staleMs === null || staleMs === 0) return undefined;
    const timer = setTimeout(() => renew((n) => n + 1), staleMs + 4);
    return () => clearTimeout(timer);
  }, [up, staleMs === null]);
  return staleMs === 0 ? empty : scene;
}
