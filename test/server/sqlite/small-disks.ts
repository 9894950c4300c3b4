/** Disks that a test fills and frees while a ledger runs on them: a real small one where that can be had, else SQLite's own limit. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { StoreData } from '../../../server/sqlite/turns.ts';

export interface SmallDisk {
  dir: string;
  startWorker?: (data: StoreData) => Worker;
  /** From now on hardly anything fits. */
  fill(): void;
  free(): void;
  remove(): void;
}

/** The kinds of disks that this machine has. */
export function smallDisks(): Record<string, () => SmallDisk> {
  return { 'a limit on the file’s pages': byPages, ...(canMount() ? { 'a tmpfs of two megabytes': tmpfs } : {}) };
}

function byPages(): SmallDisk {
  const dir = newFolder();
  const pages = new Int32Array(new SharedArrayBuffer(4));
  const worker = new URL('./workers/ledger-small-disk.ts', import.meta.url);
  return {
    dir,
    startWorker: (data) => new Worker(worker, { workerData: { ...data, pages } }),
    fill: () => Atomics.store(pages, 0, 20),
    free: () => Atomics.store(pages, 0, 0),
    remove: () => rmSync(dir, { recursive: true }),
  };
}

function tmpfs(): SmallDisk {
  const dir = newFolder();
  mount(dir);
  const filler = join(dir, 'filler');
  return {
    dir,
    fill() {
      for (;;) {
        try {
          writeFileSync(filler, Buffer.alloc(4096), { flag: 'a' });
        } catch {
          return;
        }
      }
    },
    free: () => rmSync(filler),
    remove() {
      spawnSync('umount', [dir]);
      rmSync(dir, { recursive: true });
    },
  };
}

function canMount(): boolean {
  if (process.getuid?.() !== 0) return false;
  const dir = newFolder();
  const isMounted = mount(dir);
  if (isMounted) spawnSync('umount', [dir]);
  rmSync(dir, { recursive: true });
  return isMounted;
}

function mount(dir: string): boolean {
  return spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', dir]).status === 0;
}

function newFolder(): string {
  return mkdtempSync(join(tmpdir(), 'drumroll-disk-'));
}
