/** A crowd of raw viewers that remember what was published to them, so that their streams can be compared. */
import { RawViewer } from '../../loadtest/raw-viewer.ts';
import { tokenFor } from './server-process.ts';
import type { ServerProcess } from './server-process.ts';

export interface Watcher {
  viewer: RawViewer;
  /** The CRC-32 of every published frame since it was in, in order. */
  crcs: number[];
}

export interface CrowdPlace {
  server: ServerProcess;
  show?: string;
  onFrame?: (frame: Buffer) => void;
}

export async function watch(name: string, { server, show = 'demo', onFrame }: CrowdPlace): Promise<Watcher> {
  const crcs: number[] = [];
  const token = await tokenFor(name, { show });
  const viewer = await RawViewer.join({
    url: server.url,
    token,
    show,
    room: 'crowd',
    onPublished: (crc) => crcs.push(crc),
    ...(onFrame ? { onFrame } : {}),
  });
  return { viewer, crcs };
}

/** So many of them, called `prefix-1`, `prefix-2` …, all joining at once. */
export function watchMany(count: number, prefix: string, place: CrowdPlace): Promise<Watcher[]> {
  return Promise.all(Array.from({ length: count }, (_, i) => watch(`${prefix}-${i + 1}`, place)));
}

/** The first watcher whose stream is not the end of the longest one; null when all saw the same since they were in. */
export function firstToDiffer(watchers: readonly Watcher[]): Watcher | null {
  const longest = watchers.map(({ crcs }) => crcs).toSorted((a, b) => b.length - a.length)[0] ?? [];
  const isEnd = ({ crcs }: Watcher): boolean => {
    const from = longest.length - crcs.length;
    return crcs.every((crc, i) => crc === longest[from + i]);
  };
  return watchers.find((watcher) => !isEnd(watcher)) ?? null;
}
