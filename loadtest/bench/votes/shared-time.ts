/** The machine's monotonic clock, ms: the same in all its processes. */
export function sharedMs(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}
