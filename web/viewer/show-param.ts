/** Which show the address asks for: `?show=`, or the demo. */
import { showIdPattern } from '../../shared/ids.ts';

export function showFrom(search: string): string {
  const wanted = new URLSearchParams(search).get('show')?.toLowerCase() ?? '';
  return showIdPattern.test(wanted) ? wanted : 'demo';
}
