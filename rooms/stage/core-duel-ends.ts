/** How a battle between shows ends without the other one's word, and how one that is over makes room for the next. */
import { cancel, forfeit, reject } from '../../shared/battle/index.ts';
import { moved } from './core-battle-record.ts';
import { still } from './core-replies.ts';
import type { BattleCore, DuelCore, MirroredBattle } from './core-contests.ts';
import type { Step } from './core-events.ts';
import type { Core } from './core-state.ts';

/** Earlier battles with other shows that a show knows of. */
const keptDuels = 8;

/** The invited show ends. */
export function leaveDuel(core: Core, known: MirroredBattle, now: number): Step {
  const { battle, answer, settled } = known;
  if (settled) return moved(core, { ...known, battle: forfeit(battle, core.show, 'show-ended', now) });
  if (battle.status !== 'inviting') {
    return moved(core, { ...known, battle: forfeit(battle, core.show, 'show-ended', now), ended: 'show-ended' });
  }
  const said = answer === 'pending' ? 'unable' : answer;
  return moved(core, { ...known, battle: reject(battle, 'busy', now), answer: said, ended: 'show-ended' });
}

/** The other show has not been heard of for too long. An invitation has its own time where it was made. */
export function loseRival(core: Core, now: number): Step {
  const known = core.battle;
  if (!known || known.role === 'host' || known.settled) return still(core);
  const away = cancel(known.battle, 'stage-away', now);
  if (known.role === 'mirror') return moved(core, { ...known, battle: away, ended: 'stage-away' });
  return known.battle.status === 'inviting' ? still(core) : moved(core, { ...known, battle: away });
}

/** Makes room for another battle. What the other show may still have to tell of the last one, or to hear, is kept beside. */
export function retired(core: Core): Core {
  const last = core.battle;
  if (!last || !isDuel(last)) return core;
  const isUntold = last.role === 'referee' && !last.agreed;
  const kept = [...core.duels, isUntold ? last : withoutTallies(last)];
  if (kept.length <= keptDuels) return { ...core, duels: kept };
  const oldest = kept.find(({ agreed }) => agreed) ?? kept[0];
  return { ...core, duels: kept.filter((each) => each !== oldest) };
}

function isDuel(known: BattleCore): known is DuelCore {
  return known.rival !== null;
}

/** Nobody asks what was counted any more, but the battle is known. */
function withoutTallies(duel: DuelCore): DuelCore {
  return { ...duel, battle: { ...duel.battle, tallies: {}, clearTops: {} } };
}
