/** How often each part of the bench is measured, and what may happen beside it. */
import type { Patience } from '../undisturbed.ts';

/** For rounds that run in the given processes. */
export function patienceFor(...pids: number[]): Patience {
  return { pids, wanted: 5, most: 40, allowed: { stolen: 0.02, foreign: 0.1 } };
}

export const method = { wanted: 5, allowed: { stolen: 0.02, foreign: 0.1 } };
export const tooBusy = { result: null, why: 'the machine was busy with something else in too many rounds' };
