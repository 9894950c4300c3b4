/** How receipts are judged: one thing after the other that must be so, each with what is wrong with it. */

/** One thing that must be so; `wrong` says how it is not. */
export interface Check {
  what: string;
  wrong: string | null;
}

/** What does not fit, in a sentence. */
export type Finding = string;

export interface Judge {
  checks: Check[];
  /** Nothing is wrong when `wrong` is null. */
  check: (what: string, wrong: string | null) => void;
  /** Whatever the order of their keys. */
  equal: (what: string, found: unknown, expected: unknown) => void;
}

export function judge(): Judge {
  const checks: Check[] = [];
  const check = (what: string, wrong: string | null): void => void checks.push({ what, wrong });
  const equal = (what: string, found: unknown, expected: unknown): void => {
    const [is, should] = [textOf(found), textOf(expected)];
    check(what, is === should ? null : `the receipt has ${is}, it should be ${should}`);
  };
  return { checks, check, equal };
}

export function findingsOf(checks: readonly Check[]): Finding[] {
  return checks.flatMap(({ what, wrong }) => (wrong === null ? [] : [`It does not hold that ${what}: ${wrong}.`]));
}

function textOf(value: unknown): string {
  return JSON.stringify(value, inOrder) ?? 'nothing';
}

function inOrder(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
