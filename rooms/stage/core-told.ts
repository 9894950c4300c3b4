/** Whether what another stage tells of a battle may be so: it is about these two shows, and no battle begins where it was not accepted. */
import type { ContestId, ShowId } from '../../shared/ids.ts';
import { battleRules } from '../../shared/protocol/index.ts';
import type { RefereeNote } from '../battle-wire.ts';
import type { MirroredBattle } from './core-contests.ts';

type Standing = RefereeNote['standing'];

/** `from` invites `show`, under rules that are known here. */
export function isInvitation(standing: Standing, to: { battle: ContestId; from: ShowId; show: ShowId }): boolean {
  if (standing.status !== 'inviting' || standing.id !== to.battle || standing.referee !== to.from) return false;
  return isBetween(standing, [to.from, to.show]) && areKnown(standing.rules);
}

/** The word of the one that decides on a battle that is known. */
export function mayBeSo(standing: Standing, { battle, answer }: MirroredBattle): boolean {
  const shows = battle.sides.map(({ show }) => show);
  const isThis = standing.id === battle.id && standing.referee === battle.referee && isBetween(standing, shows);
  return isThis && (answer === 'accepted' || standing.startedAt === 0);
}

function isBetween({ sides }: Standing, shows: readonly ShowId[]): boolean {
  return sides.length === shows.length && sides.every(({ id, show }, i) => id === shows[i] && show === shows[i]);
}

/** Each of them, and no other: what has a default has to be said, too. */
function areKnown(rules: Standing['rules']): boolean {
  const { success, data } = battleRules.safeParse(rules);
  return success && Object.keys(data).length === Object.keys(rules).length;
}
