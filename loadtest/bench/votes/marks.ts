/**
 * Votes that can be told apart in a score: each counts another power of two, so that whatever is added to its side's score
 * says which of those that were under way it was made of.
 */

/** Votes of one side that can be under way at once. */
const codes = [1, 2, 4, 8, 16, 32, 64];
export const markSides = ['mark-a', 'mark-b', 'mark-c'];
/** As many marks can be told apart: after them the codes come again. */
export const marksAtOnce = codes.length * markSides.length;

export interface Mark {
  side: string;
  count: number;
  /** When it should have been sent, ms of the machine's monotonic clock. */
  at: number;
}

/** What somebody saw: the scores of the marks' sides, and when. */
export interface Sight {
  at: number;
  scores: Readonly<Record<string, number>>;
}

/** The side and count of the n-th mark. */
export function markOf(n: number): { side: string; count: number } {
  const slot = n % marksAtOnce;
  return { side: markSides[Math.floor(slot / codes.length)]!, count: codes[slot % codes.length]! };
}

/**
 * From when each mark should have been sent until it was seen, ms, in the order of the marks. Null when they cannot be told
 * apart: one was still under way when its code came again, or a score is not the sum of what was sent.
 */
export function latenciesOf(marks: readonly Mark[], sights: readonly Sight[]): number[] | null {
  const latencies: number[] = [];
  const waiting = new Map<string, number[]>();
  for (const [n, { side, count }] of marks.entries()) {
    const name = `${side} ${count}`;
    waiting.set(name, [...(waiting.get(name) ?? []), n]);
  }
  const before: Record<string, number> = {};
  for (const { at, scores } of sights) {
    for (const side of markSides) {
      const added = (scores[side] ?? 0) - (before[side] ?? 0);
      before[side] = scores[side] ?? 0;
      for (const count of codesIn(added)) {
        const n = waiting.get(`${side} ${count}`)?.shift();
        if (n === undefined || marks[n]!.at > at) return null;
        latencies[n] = at - marks[n]!.at;
      }
    }
  }
  const overtaken = marks.some(
    (mark, n) => n >= marksAtOnce && !(latencies[n - marksAtOnce]! < mark.at - marks[n - marksAtOnce]!.at),
  );
  const isWhole = marks.every((_, n) => latencies[n] !== undefined);
  return isWhole && !overtaken ? latencies : null;
}

/** The powers of two that make a sum; more than there are codes is no sum of marks that can be told apart. */
function codesIn(added: number): number[] {
  const known = codes.filter((code) => (added & code) !== 0);
  const rest = added - known.reduce((sum, code) => sum + code, 0);
  return rest === 0 ? known : [...known, rest];
}
