/** The open show stands in the address as `?show=`, so that a reload or a bookmark comes back to it. */
import { useEffect, useState } from 'preact/hooks';

export function useShowInAddress(): [string | null, (show: string | null) => void] {
  const [show, setShow] = useState(showInAddress);
  useEffect(() => {
    const follow = (): void => setShow(showInAddress());
    window.addEventListener('popstate', follow);
    return () => window.removeEventListener('popstate', follow);
  }, []);
  const open = (next: string | null): void => {
    if (next === showInAddress()) return;
    const url = new URL(location.href);
    if (next === null) url.searchParams.delete('show');
    else url.searchParams.set('show', next);
    history.pushState(null, '', url);
    setShow(next);
  };
  return [show, open];
}

function showInAddress(): string | null {
  return new URLSearchParams(location.search).get('show') || null;
}
