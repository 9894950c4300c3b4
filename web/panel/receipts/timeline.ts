/** The course of a battle as bars on one line: its periods, and what counted more or was hidden when. */
import type { BattleReceipt } from '../../../shared/battle/index.ts';

export interface TimelineBar {
  kind: 'period' | 'overtime' | 'critical' | 'mist' | 'boost';
  /** The side's number, of a boost. */
  index: number | null;
  factor: number | null;
  startsAt: number;
  endsAt: number;
  /** Where it stands on the line, in percent. */
  from: number;
  width: number;
}

export interface TimelineMark {
  ms: number;
  at: number;
  from: number;
}

/** One line for each kind, and one for each side that had boosts. Extensions are marks on the line of the periods. */
export interface Timeline {
  bars: TimelineBar[][];
  marks: TimelineMark[];
}

type Course = Pick<BattleReceipt, 'periods' | 'criticalAt' | 'mistAt' | 'boosts' | 'extensions' | 'sides' | 'rules'>;

/** Null of a battle that never began. */
export function timelineOf({ periods, criticalAt, mistAt, boosts, extensions, sides, rules }: Course): Timeline | null {
  const [first] = periods;
  const last = periods.at(-1);
  if (!first || !last || last.endsAt <= first.startsAt) return null;
  const [begins, ends] = [first.startsAt, last.endsAt];
  const within = (at: number): number => Math.min(Math.max(at, begins), ends);
  const part = (at: number): number => (100 * (within(at) - begins)) / (ends - begins);
  const bar = (kind: TimelineBar['kind'], startsAt: number, endsAt: number): TimelineBar => ({
    kind,
    index: null,
    factor: null,
    startsAt: within(startsAt),
    endsAt: within(endsAt),
    from: part(startsAt),
    width: part(endsAt) - part(startsAt),
  });
  const from = (kind: 'critical' | 'mist', at: number): TimelineBar[] => (at > 0 && at < ends ? [bar(kind, at, ends)] : []);
  const boostsOf = (index: number): TimelineBar[] =>
    boosts
      .filter(({ side, from: startsAt }) => side === sides[index]?.id && startsAt < ends)
      .map((boost) => ({ ...bar('boost', boost.from, boost.until), index, factor: boost.factor }));
  const lines = [
    periods.map(({ startsAt, endsAt }, i) => bar(i === 0 ? 'period' : 'overtime', startsAt, endsAt)),
    from('critical', criticalAt).map((one) => ({ ...one, factor: rules.critical?.factor ?? null })),
    from('mist', mistAt),
    ...sides.map((_, index) => boostsOf(index)),
  ];
  return { bars: lines.filter((line) => line.length > 0), marks: extensions.map(({ at, ms }) => ({ ms, at, from: part(at) })) };
}
