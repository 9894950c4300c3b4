/** Reads a battle out of a rundown item, whose arguments nobody has checked yet. */
import type { RundownItem } from '../../../shared/protocol/messages.ts';
import { defined, numberIn, recordOf, rowsIn, textIn } from '../forms/read-json.ts';
import type { BattleInvite, BattleOrder, BattleStart, Rules } from './draft.ts';

export interface BattleItem {
  name: BattleOrder['name'];
  args: Partial<BattleStart & BattleInvite>;
}

/** What an item would start, as far as it can be read; null when it starts no battle. */
export function battleIn({ command: { name, args } }: RundownItem): BattleItem | null {
  if (name !== 'battle.start' && name !== 'battle.invite') return null;
  const given = recordOf(args);
  const verdict = recordOf(given['verdict']);
  const sides = rowsIn(given, 'sides');
  const weights = rowsIn(given, 'weights');
  return {
    name,
    args: defined({
      durationMs: numberIn(given, 'durationMs'),
      prepareMs: numberIn(given, 'prepareMs'),
      votesPerViewer: numberIn(given, 'votesPerViewer'),
      likesPerViewer: numberIn(given, 'likesPerViewer'),
      giftGraceMs: numberIn(given, 'giftGraceMs'),
      mistMs: numberIn(given, 'mistMs'),
      overtimes: numberIn(given, 'overtimes'),
      boostsPerSide: numberIn(given, 'boostsPerSide'),
      minScore: numberIn(given, 'minScore'),
      show: textIn(given, 'show'),
      name: textIn(given, 'name'),
      draw: given['draw'] === 'earliest' || given['draw'] === 'draw' ? given['draw'] : undefined,
      gifts: giftsIn(given['gifts']),
      critical: criticalIn(given['critical']),
      weights: weights.map((row) => ({ level: numberIn(row, 'level') ?? 0, weight: numberIn(row, 'weight') ?? 1 })),
      sides:
        sides.length > 0 ? sides.map((side) => ({ id: textIn(side, 'id') ?? '', name: textIn(side, 'name') ?? '' })) : undefined,
      verdict:
        'verdict' in given
          ? {
              kind: verdict['kind'] === 'forfeit' ? ('forfeit' as const) : ('highlight' as const),
              text: textIn(verdict, 'text') ?? '',
              durationMs: numberIn(verdict, 'durationMs') ?? 15_000,
            }
          : undefined,
    }),
  };
}

function giftsIn(value: unknown): Rules['gifts'] | undefined {
  if (value === 'all' || value === 'none') return value;
  return Array.isArray(value) ? value.filter((kind) => typeof kind === 'string') : undefined;
}

function criticalIn(value: unknown): Rules['critical'] | undefined {
  if (value === null || value === undefined) return value;
  const given = recordOf(value);
  return { lastMs: numberIn(given, 'lastMs') ?? 10_000, factor: numberIn(given, 'factor') ?? 2 };
}

/** What it is called in a list: `Red · Blue`, or the show that is invited. */
export function orderTitle({ args }: BattleItem): string {
  if (args.show !== undefined) return args.show;
  return (args.sides ?? []).map(({ name }) => name).join(' · ');
}
