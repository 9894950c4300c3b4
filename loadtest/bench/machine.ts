/** The machine a bench runs on: what it is, and whether it had anything else to do meanwhile. */
import { readFileSync } from 'node:fs';
import { cpus, release, totalmem } from 'node:os';

export function describeMachine(): object {
  const [cpu] = cpus();
  return {
    cpu: cpu?.model.trim() ?? 'unknown',
    cores: cpus().length,
    memoryMiB: Math.round(totalmem() / 2 ** 20),
    kernel: release(),
    node: process.version,
  };
}

/** Shares of one core's time: taken by the hypervisor, and by processes that are not the bench's. */
export interface Disturbance {
  stolen: number;
  foreign: number;
}

/** Begins to watch; the function returned says what there was since. `pids` are the bench's own processes. */
export function watchMachine(pids: readonly number[]): () => Disturbance {
  const before = readTimes(pids);
  return () => {
    const after = readTimes(pids);
    const ticks = (after.total - before.total) / cpus().length;
    const busy = after.busy - before.busy;
    const ours = after.ours - before.ours;
    return { stolen: (after.stolen - before.stolen) / ticks, foreign: Math.max(0, (busy - ours) / ticks) };
  };
}

function readTimes(pids: readonly number[]): { total: number; busy: number; stolen: number; ours: number } {
  const [, ...fields] = readFileSync('/proc/stat', 'utf8').split('\n', 1)[0]!.split(/ +/).map(Number);
  const [user = 0, nice = 0, system = 0, idle = 0, wait = 0, irq = 0, softIrq = 0, stolen = 0] = fields;
  const busy = user + nice + system + irq + softIrq;
  return { total: busy + idle + wait + stolen, busy, stolen, ours: pids.reduce((sum, pid) => sum + ticksOf(pid), 0) };
}

/** User and system time of a process, all threads. */
function ticksOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The name in brackets may hold spaces.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return Number(fields[11]) + Number(fields[12]);
}
