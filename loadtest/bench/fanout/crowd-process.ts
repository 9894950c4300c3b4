/** A share of the bench's viewers: they read when they are told, and account for every frame. */
import { setTimeout as sleep } from 'node:timers/promises';
import { crc32 } from 'node:zlib';
import { answerParent } from '../../child-process.ts';
import { RawViewer } from '../../raw-viewer.ts';
import { RoomSocket } from '../../wire/room-socket.ts';

/** What a viewer was sent since the last mark. */
export interface Seen {
  frames: number;
  checksum: number;
  /** Messages that came besides. */
  messages: number;
}

/** Either kind of viewer, as far as reading goes. */
interface Reader {
  mark(): void;
  seen(): Seen;
  stall(): void;
  resume(): void;
}

/** Joins under way at once. */
const atOnce = 16;
const crowds = { own: [] as Reader[], bare: [] as Reader[] };

async function joinOwn({ url, tokens }: { url: string; tokens: string[] }): Promise<void> {
  await inTurns(tokens, async (token) => {
    const viewer = await RawViewer.join({ url, token, show: 'demo', room: 'crowd' });
    let before = 0;
    crowds.own.push({
      mark: () => {
        viewer.mark();
        before = viewer.counts.byes;
      },
      seen: () => ({ frames: viewer.published, checksum: viewer.checksum, messages: viewer.counts.byes - before }),
      stall: () => viewer.stall(),
      resume: () => viewer.resume(),
    });
  });
}

async function joinBare({ url, count }: { url: string; count: number }): Promise<void> {
  await inTurns(Array.from({ length: count }), async () => {
    const socket = await RoomSocket.open(url, '/');
    let seen: Seen = { frames: 0, checksum: 0, messages: 0 };
    socket.start((frame) => {
      seen = { ...seen, frames: seen.frames + 1, checksum: crc32(frame, seen.checksum) };
    });
    crowds.bare.push({
      mark: () => {
        seen = { frames: 0, checksum: 0, messages: 0 };
      },
      seen: () => seen,
      stall: () => socket.stall(),
      resume: () => socket.resume(),
    });
  });
}

async function inTurns<T>(items: readonly T[], act: (item: T) => Promise<void>): Promise<void> {
  const left = items.values();
  const take = async (): Promise<void> => {
    for (const item of left) await act(item);
  };
  await Promise.all(Array.from({ length: atOnce }, take));
}

const all = (): Reader[] => [...crowds.own, ...crowds.bare];

/** Nothing is read from now on: what arrives waits in the kernel. */
function stall(): void {
  for (const reader of all()) reader.stall();
}

/** Reads what has arrived, for a while. */
async function read(forMs: number): Promise<void> {
  for (const reader of all()) reader.resume();
  await sleep(forMs);
}

answerParent({
  joinOwn,
  joinBare,
  stall,
  read,
  mark: () => {
    for (const reader of all()) reader.mark();
  },
  /** What the viewers of a crowd have seen: one entry when all have seen the same. */
  seen: (kind: keyof typeof crowds): Seen[] => {
    const different = new Map(crowds[kind].map((reader) => [JSON.stringify(reader.seen()), reader.seen()]));
    return [...different.values()];
  },
});
