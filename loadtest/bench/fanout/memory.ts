/** What a viewer costs in memory: how the server grows while viewers join. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Memory } from '../../process-cost.ts';
import { slope } from '../statistics.ts';
import { viewers } from './subjects.ts';
import type { Processes } from './subjects.ts';
import { viewerToken } from './tokens.ts';

const steps = [0, 500, 1000, 1500, viewers];
const settleMs = 1500;

type Point = { viewers: number } & Memory;

export interface MemoryFigures {
  /** Growth from nobody to everybody, per viewer: with all that is only loaded or compiled once, so it says too much rather than too little. */
  pssPerViewer: number;
  /** The slope of objects and buffers alone. */
  usedPerViewer: number;
  points: Point[];
}

/** Joins everybody in steps, and reads the memory after each. */
export async function fill({ own, crowd }: Pick<Processes, 'own' | 'crowd'>, url: string): Promise<MemoryFigures> {
  const tokens = await Promise.all(Array.from({ length: viewers }, (_, i) => viewerToken(`viewer-${i}`)));
  const points: Point[] = [];
  let joined = 0;
  for (const step of steps) {
    await crowd.joinOwn(url, tokens.slice(joined, step));
    joined = step;
    await sleep(settleMs);
    points.push({ viewers: await own.ask<number>('viewers'), ...(await own.ask<Memory>('memory')) });
  }
  const [first, last] = [points[0]!, points.at(-1)!];
  return {
    pssPerViewer: Math.round((last.pss - first.pss) / (last.viewers - first.viewers)),
    usedPerViewer: Math.round(slope(points.map(({ viewers: x, used: y }) => ({ x, y })))),
    points,
  };
}
