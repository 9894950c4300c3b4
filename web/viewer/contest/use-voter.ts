/** The page's voter for one kind of ballot; it lasts as long as the part that casts with it. */
import { useEffect, useMemo } from 'preact/hooks';
import { newKey } from '../../kit/keys.ts';
import { browserTimers } from '../../kit/timers.ts';
import { useViewer } from '../context.ts';
import { makeVoter } from './voter.ts';
import type { Voter, VoterOptions } from './voter.ts';

export function useVoter(requestOf: VoterOptions['requestOf']): Voter {
  const { connection } = useViewer();
  const voter = useMemo(
    () => makeVoter({ connection, requestOf, timers: browserTimers, random: Math.random, newKey }),
    [connection],
  );
  useEffect(() => () => voter.close(), [voter]);
  return voter;
}
