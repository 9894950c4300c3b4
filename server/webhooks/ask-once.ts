/**
 * Looks each name up once at a time. The machine answers a handful of look-ups at once for the whole process: a name whose
 * servers are silent would use all of them up, attempt after attempt, and nobody else's shop were found.
 */
import type { LookupAddress, LookupAllOptions } from 'node:dns';

type Found = (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void;
export type LookUp = (name: string, options: LookupAllOptions, found: Found) => void;

export function askOnce(lookUp: LookUp): LookUp {
  const asking = new Map<string, Found[]>();
  return (name, options, found) => {
    const key = JSON.stringify([name, options.family, options.hints]);
    const others = asking.get(key);
    if (others) return void others.push(found);
    const waiting = [found];
    asking.set(key, waiting);
    lookUp(name, options, (error, addresses) => {
      asking.delete(key);
      for (const tell of waiting) tell(error, addresses);
    });
  };
}
