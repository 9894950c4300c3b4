/** Whether anybody looks at this page, and word of their return and of the network's. */

export interface PageWatch {
  hidden(): boolean;
  stop(): void;
}

export function watchPage(on: { onReturn: () => void; onOnline: () => void }): PageWatch {
  // Without a document (in tests under Node) the page is always looked at.
  if (typeof document === 'undefined') return { hidden: () => false, stop: () => undefined };
  const changed = (): void => {
    if (document.visibilityState === 'visible') on.onReturn();
  };
  document.addEventListener('visibilitychange', changed);
  window.addEventListener('online', on.onOnline);
  return {
    hidden: () => document.visibilityState === 'hidden',
    stop: () => {
      document.removeEventListener('visibilitychange', changed);
      window.removeEventListener('online', on.onOnline);
    },
  };
}
