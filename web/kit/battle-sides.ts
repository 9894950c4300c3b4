/** A battle's sides as pages draw them: whose is whose, who leads and by how much, and how wide each part of the bar is. */
import type { BattleJson, SideJson } from './battle-now.ts';

/** A side and its number: colour, shape and pattern go by the number, the same on every page of every show of the battle. */
export interface PlacedSide extends SideJson {
  index: number;
  /** Whether it is the side of the show that this page is in, in a battle between shows. */
  isHome: boolean;
}

/** The sides in the order in which they are drawn: in a battle between shows one's own comes first. */
export function placedSides({ sides }: Pick<BattleJson, 'sides'>, show: string): PlacedSide[] {
  const isBetweenShows = new Set(sides.map((side) => side.show)).size > 1;
  const placed = sides.map((side, index) => ({ ...side, index, isHome: isBetweenShows && side.show === show }));
  return placed.toSorted((a, b) => Number(b.isHome) - Number(a.isHome));
}

/** Who is alone in front, and by how much; null at a tie, and before anybody has scored. */
export function leadOf<S extends { score: number }>(sides: readonly S[]): { side: S; by: number } | null {
  const [first, second] = sides.toSorted((a, b) => b.score - a.score);
  if (!first || first.score <= 0) return null;
  const by = first.score - (second?.score ?? 0);
  return by > 0 ? { side: first, by } : null;
}

/** No side's part of the bar gets narrower than this, in percent: who is behind stays in sight. */
export const leastPart = 6;

/** How wide each side's part of one bar is, in percent: together 100. Equal before anybody has scored. */
export function barParts(scores: readonly number[]): number[] {
  const total = scores.reduce((sum, score) => sum + Math.max(0, score), 0);
  const free = 100 - leastPart * scores.length;
  return scores.map((score) => (total === 0 ? 100 / scores.length : leastPart + (free * Math.max(0, score)) / total));
}
