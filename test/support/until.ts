/** Waits for a condition that sockets or processes bring about, as long as is reasonable and no longer. */
import assert from 'node:assert/strict';

const defaultDeadlineMs = 10_000;

/** Looks again after every turn of the event loop; fails with `what` when the deadline has passed. */
export async function until(
  what: string,
  holds: () => boolean | Promise<boolean>,
  deadlineMs = defaultDeadlineMs,
): Promise<void> {
  const end = performance.now() + deadlineMs;
  while (!(await holds())) {
    assert.ok(performance.now() < end, `not within ${deadlineMs} ms: ${what}`);
    await turn();
  }
}

/** Lets everything that waits for the event loop have its turn. */
export function turn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
