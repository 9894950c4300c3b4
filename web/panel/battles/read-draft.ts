/** Reads what stands in the battle form into what the server takes, or into what is wrong where. */
import { showIdPattern } from '../../../shared/ids.ts';
import { readNumber } from '../forms/read-number.ts';
import type { Range } from '../forms/read-number.ts';
import { blankDraft } from './draft.ts';
import type { BattleDraft, BattleHint, BattleOrder, BattlePlace, Rules } from './draft.ts';

export interface BattleRead {
  /** Null while something is wrong. */
  order: BattleOrder | null;
  wrong: ReadonlyMap<BattlePlace, BattleHint>;
}

const second = 1000;
const minute = 60 * second;

/** What the server takes, in the server's own units; a test holds them to its schema. */
export const bounds = {
  sides: { min: 2, max: 4 },
  name: { maxLength: 40 },
  verdictText: { maxLength: 120 },
  kinds: { max: 20, maxLength: 64 },
  weights: { max: 10 },
  durationMs: { min: 10 * second, max: 30 * minute },
  prepareMs: { min: 0, max: 5 * minute },
  votesPerViewer: { min: 0, max: 100 },
  likesPerViewer: { min: 0, max: 1000 },
  level: { min: 0, max: 999 },
  weight: { min: 1, max: 10 },
  giftGraceMs: { min: 0, max: 10 * second },
  criticalMs: { min: second, max: 5 * minute },
  criticalFactor: { min: 2, max: 5 },
  mistMs: { min: 0, max: 5 * minute },
  overtimes: { min: 0, max: 3 },
  boostsPerSide: { min: 0, max: 10 },
  minScore: { min: 0, max: 1_000_000_000 },
  verdictMs: { min: 0, max: 5 * minute },
} as const;

/** Notes what is wrong where, and passes the value on. */
type Take = <Value>(place: BattlePlace, read: { value: Value; hint?: BattleHint }) => Value;

/** `own` is the id of the show that this panel is for: it cannot invite itself. */
export function readDraft(draft: BattleDraft, own: string): BattleRead {
  const wrong = new Map<BattlePlace, BattleHint>();
  const take: Take = (place, { value, hint }) => {
    if (hint && !wrong.has(place)) wrong.set(place, hint);
    return value;
  };
  // From top to bottom of the form, so that what is wrong is named in that order.
  const order: BattleOrder =
    draft.against === 'sides'
      ? { name: 'battle.start', args: { sides: readSides(draft, take), ...readRules(draft, take) } }
      : { name: 'battle.invite', args: { ...readRival(draft, { own, take }), ...readRules(draft, take) } };
  return { order: wrong.size === 0 ? order : null, wrong };
}

/** The rules alone, while the sides may still be missing; null while one of them cannot be read. */
export function readableRules(draft: BattleDraft): Rules | null {
  let isReadable = true;
  const rules = readRules(draft, (_place, { value, hint }) => {
    if (hint) isReadable = false;
    return value;
  });
  return isReadable ? rules : null;
}

function readRules(draft: BattleDraft, take: Take): Rules {
  const span = (place: keyof BattleDraft & `${string}Seconds`, range: Range): number =>
    take(place, readNumber(draft[place], { ...range, unit: second }));
  const count = (place: 'likesPerViewer' | 'criticalFactor' | Counted, range: Range): number =>
    take(place, readNumber(draft[place], { ...range, unit: 1 }));
  const durationMs = span('durationSeconds', bounds.durationMs);
  // A length that cannot be read bounds nothing.
  const isLengthRead = readNumber(draft.durationSeconds, { ...bounds.durationMs, unit: second }).hint === undefined;
  const within = (place: 'criticalSeconds' | 'mistSeconds', ms: number): number =>
    take(place, isLengthRead && ms > durationMs ? { value: ms, hint: { kind: 'beyondBattle' } } : { value: ms });
  return {
    durationMs,
    prepareMs: span('prepareSeconds', bounds.prepareMs),
    votesPerViewer: take('votesPerViewer', readVotes(draft)),
    likesPerViewer: count('likesPerViewer', bounds.likesPerViewer),
    weights: readWeights(draft, take),
    gifts: draft.gifts === 'kinds' ? take('giftKinds', readKinds(draft.giftKinds)) : draft.gifts,
    giftGraceMs: span('graceSeconds', bounds.giftGraceMs),
    critical: draft.critical
      ? {
          lastMs: within('criticalSeconds', span('criticalSeconds', bounds.criticalMs)),
          factor: count('criticalFactor', bounds.criticalFactor),
        }
      : null,
    mistMs: within('mistSeconds', span('mistSeconds', bounds.mistMs)),
    overtimes: count('overtimes', bounds.overtimes),
    boostsPerSide: count('boostsPerSide', bounds.boostsPerSide),
    minScore: count('minScore', bounds.minScore),
    draw: draft.draw,
    verdict: {
      kind: draft.verdict,
      text: take('verdictText', readText(draft.verdictText, { ...bounds.verdictText, needed: false })),
      durationMs: span('verdictSeconds', bounds.verdictMs),
    },
  };
}

type Counted = 'overtimes' | 'boostsPerSide' | 'minScore';

/** Where gifts and likes do not count, votes must. */
function readVotes({ votesPerViewer, likesPerViewer, gifts }: BattleDraft): { value: number; hint?: BattleHint } {
  const isIdle = votesPerViewer === 0 && likesPerViewer === 0 && gifts === 'none';
  const read = readNumber(votesPerViewer, { ...bounds.votesPerViewer, unit: 1 });
  return isIdle ? { ...read, hint: { kind: 'nothingCounts' } } : read;
}

function readSides({ sides }: BattleDraft, take: Take): { id: string; name: string }[] {
  const { min, max } = bounds.sides;
  if (sides.length < min) take('sides', { value: null, hint: { kind: 'tooFewRows', count: min } });
  if (sides.length > max) take('sides', { value: null, hint: { kind: 'tooManyRows', count: max } });
  return sides.map(({ id, name }, i) => {
    const isTwice = sides.findIndex((other) => other.id === id) !== i;
    const isNamesake = name.trim() !== '' && sides.findIndex((other) => other.name.trim() === name.trim()) !== i;
    const called = readText(name, { ...bounds.name, needed: true });
    const idHint: BattleHint | null = !isOptionId(id) ? { kind: 'notId' } : isTwice ? { kind: 'twice' } : null;
    return {
      id: take(`sides.${i}.id`, idHint ? { value: id, hint: idHint } : { value: id }),
      name: take(`sides.${i}.name`, isNamesake ? { ...called, hint: { kind: 'twice' } } : called),
    };
  });
}

function readRival({ show, name }: BattleDraft, { own, take }: { own: string; take: Take }): { show: string; name?: string } {
  const value = show.trim();
  const hint: BattleHint | null =
    value === ''
      ? { kind: 'needed' }
      : value === own
        ? { kind: 'ownShow' }
        : showIdPattern.test(value)
          ? null
          : { kind: 'notId' };
  const called = take('name', readText(name, { ...bounds.name, needed: false }));
  return { show: take('show', hint ? { value, hint } : { value }), ...(called === '' ? {} : { name: called }) };
}

function readWeights({ weights }: BattleDraft, take: Take): Rules['weights'] {
  const { max } = bounds.weights;
  if (weights.length > max) take('weights', { value: null, hint: { kind: 'tooManyRows', count: max } });
  const rows = weights.map((row, i) => ({
    level: take(`weights.${i}.level`, readNumber(row.level, { ...bounds.level, unit: 1 })),
    weight: take(`weights.${i}.weight`, readNumber(row.weight, { ...bounds.weight, unit: 1 })),
  }));
  rows.forEach(({ level }, i) => {
    if (rows.findIndex((other) => other.level === level) !== i)
      take(`weights.${i}.level`, { value: null, hint: { kind: 'twice' } });
  });
  return rows.toSorted((a, b) => a.level - b.level);
}

/** `rose, rocket`: also with the commas of other keyboards. */
export function kindsOf(text: string): string[] {
  return [...new Set(text.split(/[,，、;；]/))].map((kind) => kind.trim()).filter((kind) => kind !== '');
}

function readKinds(text: string): { value: string[]; hint?: BattleHint } {
  const value = [...new Set(kindsOf(text))];
  const { max, maxLength } = bounds.kinds;
  if (value.length === 0) return { value, hint: { kind: 'needed' } };
  if (value.length > max) return { value, hint: { kind: 'tooManyRows', count: max } };
  return value.some((kind) => kind.length > maxLength) ? { value, hint: { kind: 'tooLong', count: maxLength } } : { value };
}

function readText(
  text: string,
  { maxLength, needed }: { maxLength: number; needed: boolean },
): { value: string; hint?: BattleHint } {
  const value = text.trim();
  if (needed && value === '') return { value, hint: { kind: 'needed' } };
  return value.length > maxLength ? { value, hint: { kind: 'tooLong', count: maxLength } } : { value };
}

/** Of a side or a choice. Not `constructor`: sides stand in plain objects by id. */
function isOptionId(id: string): boolean {
  return /^[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?$/.test(id) && !(id in {});
}

/** The place that a refusal's detail begins with (`sides.0.name: …`), as this form calls it. */
export function placeInDetail(detail: string): BattlePlace | null {
  const path = /^[\w.]+/.exec(detail)?.[0].replace(/\.$/, '') ?? '';
  if (/^sides\.\d+\.(?:id|name)$/.test(path) || /^weights\.\d+\.(?:level|weight)$/.test(path)) return path as BattlePlace;
  if (Object.hasOwn(serverNames, path)) return serverNames[path as keyof typeof serverNames];
  const first = path.split('.')[0] ?? '';
  return Object.hasOwn(blankDraft, first) ? (first as keyof BattleDraft) : null;
}

const serverNames = {
  durationMs: 'durationSeconds',
  prepareMs: 'prepareSeconds',
  giftGraceMs: 'graceSeconds',
  'critical.lastMs': 'criticalSeconds',
  'critical.factor': 'criticalFactor',
  mistMs: 'mistSeconds',
  'verdict.kind': 'verdict',
  'verdict.text': 'verdictText',
  'verdict.durationMs': 'verdictSeconds',
} as const satisfies Record<string, BattlePlace>;
