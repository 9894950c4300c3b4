/** A game this page knows no picture for: the numbers of its view, by name. */
import { Facts } from '../ui/facts.tsx';
import type { LiveProps } from './types.ts';

export function AnyGame({ view }: LiveProps) {
  const entries = typeof view === 'object' && view !== null ? Object.entries(view) : [];
  const facts = entries.map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)] as const);
  return (
    <div class="live">
      <Facts facts={facts} />
    </div>
  );
}
