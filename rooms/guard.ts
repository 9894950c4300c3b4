/** Keeps a fault where it happened: what throws is logged and counted, and everything around it goes on. */
import type { Services } from './services.ts';

/** Runs `act`; when it throws, the action is given up and `fallback` is the result. */
export function guarded<T, F>(
  deps: Pick<Services, 'metrics' | 'log'>,
  where: string,
  { act, fallback }: { act: () => T; fallback: (error: unknown) => F },
): T | F {
  try {
    return act();
  } catch (error) {
    report(deps, where, error);
    return fallback(error);
  }
}

/** Logs and counts a fault. `where` is one of a few fixed names. */
export function report(deps: Pick<Services, 'metrics' | 'log'>, where: string, error: unknown): void {
  deps.log.error({ err: error, where }, 'a handler failed; its action was aborted');
  deps.metrics.count('drumroll_handler_errors_total', 1, { where });
}
