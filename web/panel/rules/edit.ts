/** Edits of the list of rules: what stands in the form as a rule, and each change as the whole new list. */
import type { ShowRule } from '../../../shared/protocol/battles.ts';
import type { PanelRule, RundownItem } from '../../../shared/protocol/messages.ts';
import type { Hint } from '../forms/hints.ts';
import { readNumber } from '../forms/read-number.ts';

export const ruleKinds = [
  'battle-won',
  'battle-drawn',
  'battle-total',
  'poll-won',
  'round-won',
  'goal',
] as const satisfies ShowRule['when']['kind'][];
export type RuleKind = (typeof ruleKinds)[number];

export const mostRules = 10;

/** What the server takes; a test holds it to its schema. */
const pointsRange = { min: 1, max: 1_000_000_000 } as const;

/** As typed. An empty side, choice or game is any. */
export interface RuleDraft {
  kind: RuleKind;
  side: string;
  choice: string;
  game: string;
  of: 'likes' | 'gifts';
  points: number | null;
  item: string;
}

export interface RuleRead {
  /** Null while something is wrong. */
  rule: Omit<ShowRule, 'id'> | null;
  wrong: ReadonlyMap<'points' | 'item', Hint>;
}

export const blankRule: RuleDraft = { kind: 'battle-won', side: '', choice: '', game: '', of: 'likes', points: 1000, item: '' };

export function readRule(draft: RuleDraft, items: readonly Pick<RundownItem, 'id'>[]): RuleRead {
  const wrong = new Map<'points' | 'item', Hint>();
  const points = readNumber(draft.points, { ...pointsRange, unit: 1 });
  const needsPoints = draft.kind === 'battle-total' || draft.kind === 'goal';
  if (needsPoints && points.hint) wrong.set('points', points.hint);
  if (!items.some(({ id }) => id === draft.item)) wrong.set('item', { kind: 'needed' });
  return { rule: wrong.size === 0 ? { when: whenOf(draft, points.value), item: draft.item } : null, wrong };
}

function whenOf({ kind, side, choice, game, of }: RuleDraft, points: number): ShowRule['when'] {
  switch (kind) {
    case 'battle-won':
      return { kind, ...(side === '' ? {} : { side }) };
    case 'battle-drawn':
      return { kind };
    case 'battle-total':
      return { kind, points };
    case 'poll-won':
      return { kind, ...(choice === '' ? {} : { choice }) };
    case 'round-won':
      return { kind, ...(game === '' ? {} : { game }) };
    case 'goal':
      return { kind, of, target: points };
  }
}

/** What a list of rules is edited in. */
export interface RuleBook {
  rules: readonly PanelRule[];
  items: readonly Pick<RundownItem, 'id'>[];
}

/** The rules as they are sent: without what became of them, and without those whose item is gone, which the server refuses. */
export function plainRules({ rules, items }: RuleBook): ShowRule[] {
  const kept = rules.filter((rule) => items.some(({ id }) => id === rule.item));
  return kept.map(({ id, when, item }) => ({ id, when, item }));
}

export function withoutRule(book: RuleBook, id: string): ShowRule[] {
  return plainRules(book).filter((rule) => rule.id !== id);
}

/** The same rule under a new id: it waits once more. */
export function renewed(book: RuleBook, id: string, newId: string): ShowRule[] {
  return plainRules(book).map((rule) => (rule.id === id ? { ...rule, id: newId } : rule));
}

/** The rules that fire an item. */
export function rulesOf(rules: readonly PanelRule[], item: string): PanelRule[] {
  return rules.filter((rule) => rule.item === item);
}
