/** Repeats a measurement until so many rounds of it were undisturbed by whatever else the machine does. */
import { watchMachine } from './machine.ts';
import type { Disturbance } from './machine.ts';

export interface Patience {
  /** Processes that are the bench's own. */
  pids: readonly number[];
  /** Undisturbed rounds that make a result. */
  wanted: number;
  /** Rounds after which it is given up. */
  most: number;
  allowed: Disturbance;
}

export type Round<Figures> = Figures & { disturbance: Disturbance };

/** The first round warms up and is thrown away. `null` says that there were not enough good ones. */
export async function undisturbedRounds<Figures extends object>(
  { pids, wanted, most, allowed }: Patience,
  measure: (round: number) => Promise<Figures>,
): Promise<{ good: Round<Figures>[]; tried: number } | null> {
  await measure(0);
  const good: Round<Figures>[] = [];
  for (let tried = 1; tried <= most; tried++) {
    const look = watchMachine(pids);
    const figures = await measure(tried);
    const disturbance = look();
    if (disturbance.stolen <= allowed.stolen && disturbance.foreign <= allowed.foreign) good.push({ ...figures, disturbance });
    if (good.length === wanted) return { good, tried };
  }
  return null;
}
