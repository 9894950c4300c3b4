/** The same battle once more, to be prepared anew: the same sides under the same rules, or the same show invited. */
import type { BattleItem } from './item.ts';
import type { BattleStanding } from './standing.ts';

/** Null until the rules are known. */
export function againOf({ battle, more, rival }: BattleStanding, show: string): BattleItem | null {
  if (!more) return null;
  const { gifts, weights, verdict, critical, ...rest } = more.rules;
  const rules = {
    ...rest,
    critical,
    gifts: typeof gifts === 'string' ? gifts : [...gifts],
    weights: [...weights],
    verdict: { ...verdict },
  };
  if (!rival) return { name: 'battle.start', args: { ...rules, sides: battle.sides.map(({ id, name }) => ({ id, name })) } };
  const own = battle.sides.find((side) => side.show === show);
  return { name: 'battle.invite', args: { ...rules, show: rival.show, ...(own ? { name: own.name } : {}) } };
}
