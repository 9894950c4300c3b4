/** A deadline that does not take this process's own slowness for somebody else's: what has arrived by then is looked at first. */

export interface Deadline {
  /** There was a sign of life: the time begins anew. */
  refresh(): void;
  clear(): void;
}

export function startDeadline(ms: number, onLate: () => void): Deadline {
  let lastLook: NodeJS.Immediate | undefined;
  const timer = setTimeout(() => {
    // After a long pause of ours timers come first; sockets are read before this.
    lastLook = setImmediate(onLate);
  }, ms);
  return {
    refresh() {
      clearImmediate(lastLook);
      timer.refresh();
    },
    clear() {
      clearImmediate(lastLook);
      clearTimeout(timer);
    },
  };
}
