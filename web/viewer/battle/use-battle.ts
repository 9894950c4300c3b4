/** The newest battle as this viewer has it now: the state, the moment, and their own votes, put together. */
import { useRef } from 'preact/hooks';
import { battleOf, isBattleOver, phaseNow, turnsOfBattle } from '../../kit/battle-now.ts';
import type { BattleJson, BattlePhase } from '../../kit/battle-now.ts';
import { placedSides } from '../../kit/battle-sides.ts';
import type { PlacedSide } from '../../kit/battle-sides.ts';
import { isOnPage, seeContest } from '../../kit/seen-contest.ts';
import type { SeenContest } from '../../kit/seen-contest.ts';
import { momentOf, useWake } from '../../kit/use-wake.ts';
import { ownVotingOf } from '../contest/own-votes.ts';
import type { OwnVoting } from '../contest/own-votes.ts';
import type { Voter } from '../contest/voter.ts';
import { useViewer } from '../context.ts';

export interface BattleNow {
  battle: BattleJson;
  phase: BattlePhase;
  /** Server time. */
  now: number;
  sides: PlacedSide[];
  mine: OwnVoting;
}

/** After its verdict was shown it goes; an end without one stays a while, ms. */
const lingerMs = { over: 4000, other: 9000 };

/** Null when there is nothing to show. */
export function useBattle(voter: Voter): BattleNow | null {
  const { connection, show } = useViewer();
  const { clock } = connection;
  const seen = useRef<SeenContest | null>(null);
  const battle = battleOf(connection.state.value);
  const moment = momentOf(clock);
  const phase = battle && phaseNow(battle, moment);
  const isOver = phase !== null && isBattleOver(phase);
  seen.current = battle && seeContest(seen.current, { ...moment, id: battle.id, isOver });
  const stays = phase === 'over' ? lingerMs.over : lingerMs.other;
  const goesAt = (seen.current?.endedAt ?? 0) + stays;
  useWake(clock, battle ? [...turnsOfBattle(battle), goesAt] : []);
  if (!battle || !phase || !seen.current || !isOnPage(seen.current, { now: moment.now, lingerMs: stays })) return null;
  const voting = voter.votes.value[battle.id];
  const mine = ownVotingOf(battle.id, { votesEach: battle.votesPerViewer, own: connection.own.value, voting });
  return { battle, phase, now: moment.now, sides: placedSides(battle, show), mine };
}
