/** What the streamer of a show that was invited can do: accept, reject, wish for boosts, give up. The other show's stage decides. */
import { forfeit, reject, takesVotes } from '../../shared/battle/index.ts';
import { endOf } from '../../shared/ballot/index.ts';
import type { ContestId } from '../../shared/ids.ts';
import type { CommandArgs, ErrorCode } from '../../shared/protocol/index.ts';
import { goingOn, withBattle } from './core-battle-facts.ts';
import { moved } from './core-battle-record.ts';
import { accepted, no, yes } from './core-replies.ts';
import type { MirroredBattle } from './core-contests.ts';
import type { Step } from './core-events.ts';
import type { Core } from './core-state.ts';

/** The battle is ready once the other show has heard of it. */
export function acceptBattle(core: Core, { battle, name }: CommandArgs<'battle.accept'>, now: number): Step {
  const invited = invitation(core, battle, now);
  if (typeof invited === 'string') return no(core, invited);
  return yes(withBattle(core, { ...invited, answer: 'accepted', name: name ?? invited.name }));
}

export function rejectBattle(core: Core, id: ContestId, now: number): Step {
  const invited = invitation(core, id, now);
  if (typeof invited === 'string') return no(core, invited);
  return accepted(moved(core, { ...invited, answer: 'rejected', battle: reject(invited.battle, 'rejected', now) }));
}

/** Numbered, and told until the other show has heard it. What it makes of a wish that comes too late is its own. */
export function wishBoost(core: Core, known: MirroredBattle, wish: Omit<MirroredBattle['boosts'][number], 'n'>): Step {
  const { battle, boosts } = known;
  if (!takesVotes(battle, wish.at)) return no(core, 'battle/wrong-status');
  if (boosts.length >= battle.rules.boostsPerSide) return no(core, 'battle/boost-limit');
  return yes(withBattle(core, { ...known, boosts: [...boosts, { n: boosts.length + 1, ...wish }] }));
}

/** Over for this show's viewers now; its record is this show's until that of the other has come. */
export function giveUp(core: Core, known: MirroredBattle, now: number): Step {
  const { battle } = known;
  const canGiveUp = ['ready', 'running', 'overtime'].includes(battle.status) && now < endOf(battle);
  if (!canGiveUp) return no(core, 'battle/wrong-status');
  return accepted(moved(core, { ...known, battle: forfeit(battle, core.show, 'given-up', now), ended: 'given-up' }));
}

/** The invitation of that id, while it waits for an answer. */
function invitation(core: Core, id: ContestId, now: number): MirroredBattle | ErrorCode {
  const known = goingOn(core);
  if (!known) return 'battle/none';
  if (known.battle.id !== id) return 'battle/unknown';
  const { role, battle } = known;
  const isAsked = role === 'mirror' && battle.status === 'inviting' && known.answer === 'pending' && now < battle.expiresAt;
  return isAsked ? known : 'battle/wrong-status';
}
