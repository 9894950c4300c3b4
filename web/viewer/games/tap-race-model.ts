/** What a tap race shows, worked out from its view: whose team, whose share, who leads. */
import { hash32 } from '../../../shared/ids.ts';

export interface TeamRow {
  name: string;
  taps: number;
  members: number;
}

/**
 * The viewer's team: the one they are in, or the one the server will put them in (by the hash of their id).
 * -1 while they may still choose.
 */
export function teamOf(own: { team: number } | null, me: string, race: { teams: readonly TeamRow[]; choose: boolean }): number {
  if (own && own.team >= 0) return own.team;
  return race.choose || me === '' || race.teams.length === 0 ? -1 : hash32(me) % race.teams.length;
}

/** Each team's share of all taps, in whole percent that add up to 100; equal shares before the first tap. */
export function shares(teams: readonly TeamRow[]): number[] {
  const total = teams.reduce((sum, team) => sum + team.taps, 0);
  const exact = teams.map((team) => (total === 0 ? 100 / teams.length : (100 * team.taps) / total));
  const whole = exact.map(Math.floor);
  const byRest = exact
    .map((share, i) => ({ i, rest: share - Math.floor(share) }))
    .toSorted((a, b) => b.rest - a.rest || a.i - b.i);
  const missing = 100 - whole.reduce((sum, share) => sum + share, 0);
  for (const { i } of byRest.slice(0, missing)) whole[i]!++;
  return whole;
}

/** Who leads; -1 when the best are equal. */
export function leader(teams: readonly TeamRow[]): number {
  const best = Math.max(...teams.map((team) => team.taps));
  const first = teams.findIndex((team) => team.taps === best);
  return teams.some((team, i) => i !== first && team.taps === best) ? -1 : first;
}
