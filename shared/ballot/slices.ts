/** Time in slices: which one a moment falls into, and when one begins. Slices are numbered on from period to period. */
import type { Ballot, Period } from './terms.ts';

/** The times of a ballot, or of the battle that it is for. */
export type Timetable = Pick<Ballot, 'periods' | 'sliceMs'>;

/** The slice that counts what arrives at `at`; null when nothing is taken then. */
export function sliceAt({ periods, sliceMs }: Timetable, at: number): number | null {
  for (let i = periods.length - 1; i >= 0; i--) {
    const { startsAt, endsAt, slice } = periods[i]!;
    if (at >= startsAt) return at >= endsAt ? null : sliceMs === 0 ? slice : slice + Math.floor((at - startsAt) / sliceMs);
  }
  return null;
}

/** When a slice begins; one beyond the last period begins as if that went on. */
export function sliceStart({ periods, sliceMs }: Timetable, slice: number): number {
  const period = periods.findLast((one) => one.slice <= slice);
  return period ? period.startsAt + (slice - period.slice) * sliceMs : 0;
}

/** The first slice that begins at or after `at`. */
export function firstSliceFrom({ periods, sliceMs }: Timetable, at: number): number {
  const i = periods.findLastIndex((one) => one.startsAt < at);
  const period = periods[i];
  if (!period) return periods[0]?.slice ?? 0;
  const slice = sliceMs === 0 ? period.slice + 1 : period.slice + Math.ceil((at - period.startsAt) / sliceMs);
  return Math.min(slice, periods[i + 1]?.slice ?? slice);
}

/** When the last period ends; 0 when there is none. */
export function endOf({ periods }: Pick<Ballot, 'periods'>): number {
  return periods.at(-1)?.endsAt ?? 0;
}

/** The last slice that begins within a period. */
export function lastSliceOf({ startsAt, endsAt, slice }: Period, sliceMs: number): number {
  return sliceMs === 0 ? slice : slice + Math.max(1, Math.ceil((endsAt - startsAt) / sliceMs)) - 1;
}
