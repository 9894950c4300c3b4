/** The battle and the poll on air, renewed with the state and at the moments that change them. */
import { useRef } from 'preact/hooks';
import type { Connection } from '../../kit/connection.ts';
import { share } from '../../kit/share.ts';
import { momentOf, useWake } from '../../kit/use-wake.ts';
import { battleOnAir, contestTurns, isBelieved, nothingSeen, pollOnAir, seeContests } from '../model/contest-scene.ts';
import type { BattleScene, PollScene } from '../model/contest-scene.ts';
import { useDownMs } from './use-down-ms.ts';

interface Contests {
  battle: BattleScene | null;
  poll: PollScene | null;
}

export function useContests(connection: Connection): Contests {
  const { clock } = connection;
  const show = connection.state.value;
  const seen = useRef(nothingSeen);
  const moment = momentOf(clock);
  seen.current = seeContests(seen.current, show, moment);
  useWake(clock, contestTurns(show, seen.current));
  const downMs = useDownMs(connection);
  const scenes = useRef<Contests>({ battle: null, poll: null });
  // The same picture is the same object, so that it is not put on air anew.
  scenes.current = share(scenes.current, {
    battle: battleOnAir(show, seen.current, moment),
    poll: pollOnAir(show, seen.current, moment),
  });
  return isBelieved(downMs) ? scenes.current : { battle: null, poll: null };
}
