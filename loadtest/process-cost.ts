/** What the own process costs: processor time, and memory that is its own. */
import { readFileSync } from 'node:fs';

/** Processor time of all threads since the process began, µs. */
export function cpuMicroseconds(): number {
  const { user, system } = process.cpuUsage();
  return user + system;
}

export interface Memory {
  /** What the process takes of the machine: its proportional set size. */
  pss: number;
  /** What its objects and buffers take inside it. */
  used: number;
}

/** In bytes, after a garbage collection: start Node with `--expose-gc`. */
export function memoryNow(): Memory {
  const { gc } = globalThis as { gc?: () => void };
  gc?.();
  gc?.();
  const [, kilobytes] = /^Pss: +(\d+) kB$/m.exec(readFileSync('/proc/self/smaps_rollup', 'utf8'))!;
  const { heapUsed, external } = process.memoryUsage();
  return { pss: Number(kilobytes) * 1024, used: heapUsed + external };
}
