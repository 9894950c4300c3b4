/** The battle or the poll on air, renewed with the state and at the moments that change it. */
import { useRef } from 'preact/hooks';
import type { ShowJson } from '../../../shared/state/show-state.ts';
import type { Connection } from '../../kit/connection.ts';
import { share } from '../../kit/share.ts';
import type { Moment } from '../../kit/sale-now.ts';
import { momentOf, useWake } from '../../kit/use-wake.ts';
import { useDownMs } from '../layers/use-down-ms.ts';
import { battleOnAir, contestTurns, isBelieved, nothingSeen, pollOnAir, seeContests } from './contest-scene.ts';
import type { BattleScene, PollScene, SeenContests } from './contest-scene.ts';

export function useBattle(connection: Connection): BattleScene | null {
  return useOnAir(connection, battleOnAir);
}

export function usePoll(connection: Connection): PollScene | null {
  return useOnAir(connection, pollOnAir);
}

function useOnAir<Scene>(
  connection: Connection,
  onAir: (show: ShowJson | null, seen: SeenContests, moment: Moment) => Scene | null,
): Scene | null {
  const { clock } = connection;
  const show = connection.state.value;
  const seen = useRef(nothingSeen);
  const moment = momentOf(clock);
  seen.current = seeContests(seen.current, show, moment);
  useWake(clock, contestTurns(show, seen.current));
  const downMs = useDownMs(connection);
  const scene = useRef<Scene | null>(null);
  // The same picture is the same object, so that it is not put on air anew.
  scene.current = share(scene.current, onAir(show, seen.current, moment));
  return isBelieved(downMs) ? scene.current : null;
}
