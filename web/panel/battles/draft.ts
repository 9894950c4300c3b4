/** A battle as it is being prepared: what stands in the form, and how an order gets into it. */
import type { CommandArgs } from '../../../shared/protocol/commands.ts';
import type { Hint } from '../forms/hints.ts';

export type BattleStart = CommandArgs<'battle.start'>;
export type BattleInvite = CommandArgs<'battle.invite'>;
export type Rules = Omit<BattleStart, 'sides'>;

/** What is sent: a battle of this show's own sides, or an invitation to another show. */
export type BattleOrder = { name: 'battle.start'; args: BattleStart } | { name: 'battle.invite'; args: BattleInvite };

export interface SideDraft {
  id: string;
  name: string;
}

/** As typed. A number that cannot be read is null. */
export interface BattleDraft {
  against: 'sides' | 'show';
  sides: readonly SideDraft[];
  /** The other show, and what the own side is called there: the show's title when it is empty. */
  show: string;
  name: string;
  durationSeconds: number | null;
  prepareSeconds: number | null;
  votesPerViewer: number | null;
  likesPerViewer: number | null;
  weights: readonly { level: number | null; weight: number | null }[];
  gifts: 'all' | 'none' | 'kinds';
  /** The kinds that count, separated by commas. */
  giftKinds: string;
  graceSeconds: number | null;
  critical: boolean;
  criticalSeconds: number | null;
  criticalFactor: number | null;
  mistSeconds: number | null;
  overtimes: number | null;
  boostsPerSide: number | null;
  minScore: number | null;
  draw: Rules['draw'];
  verdict: Rules['verdict']['kind'];
  verdictText: string;
  verdictSeconds: number | null;
}

/** A field, or one of a row: `sides.0.name`. */
export type BattlePlace = keyof BattleDraft | `sides.${number}.${keyof SideDraft}` | `weights.${number}.${'level' | 'weight'}`;

/** What is wrong at one place; the texts live in the catalogue under `hint.<kind>`. */
export type BattleHint = Hint | { kind: 'notId' | 'twice' | 'beyondBattle' | 'ownShow' | 'nothingCounts' };

/** The ids of new sides, by the colour in which their number is drawn. */
export const sideIds = ['red', 'blue', 'green', 'violet'] as const;

export const blankDraft: BattleDraft = {
  against: 'sides',
  sides: [
    { id: 'red', name: '' },
    { id: 'blue', name: '' },
  ],
  show: '',
  name: '',
  durationSeconds: 180,
  prepareSeconds: 5,
  votesPerViewer: 10,
  likesPerViewer: 5,
  weights: [],
  gifts: 'all',
  giftKinds: '',
  graceSeconds: 2,
  critical: true,
  criticalSeconds: 10,
  criticalFactor: 2,
  mistSeconds: 0,
  overtimes: 3,
  boostsPerSide: 3,
  minScore: 0,
  draw: 'draw',
  verdict: 'highlight',
  verdictText: '',
  verdictSeconds: 15,
};

/** Rules that go well with a length: a short battle has a short end and little to boost. */
export const presets = [
  { minutes: 1, rules: { durationSeconds: 60, criticalSeconds: 10, boostsPerSide: 1, overtimes: 1 } },
  { minutes: 3, rules: { durationSeconds: 180, criticalSeconds: 10, boostsPerSide: 3, overtimes: 3 } },
  { minutes: 5, rules: { durationSeconds: 300, criticalSeconds: 30, boostsPerSide: 5, overtimes: 3 } },
] as const satisfies readonly { minutes: number; rules: Partial<BattleDraft> }[];

/** The draft with the rules of a preset; who battles, and what it is about, stays. */
export function withPreset(draft: BattleDraft, { rules }: (typeof presets)[number]): BattleDraft {
  const { against, sides, show, name, verdict, verdictText } = draft;
  return { ...blankDraft, ...rules, against, sides, show, name, verdict, verdictText };
}

export function hasPreset(draft: BattleDraft, preset: (typeof presets)[number]): boolean {
  return JSON.stringify(withPreset(draft, preset)) === JSON.stringify({ ...blankDraft, ...draft });
}

/** One side more, with the first id that is free. */
export function withSide(sides: readonly SideDraft[]): SideDraft[] {
  const id = sideIds.find((one) => !sides.some((side) => side.id === one)) ?? `side-${sides.length + 1}`;
  return [...sides, { id, name: '' }];
}

/** An order back in the form: of a rundown item, or of a battle to be fought once more. What it does not say is as usual. */
export function draftOf(order: { name: BattleOrder['name']; args: Partial<BattleStart & BattleInvite> }): BattleDraft {
  const { args } = order;
  const { gifts, critical, verdict } = args;
  const usual = blankDraft;
  return {
    against: order.name === 'battle.invite' ? 'show' : 'sides',
    sides: args.sides ?? usual.sides,
    show: args.show ?? '',
    name: args.name ?? '',
    durationSeconds: inSeconds(args.durationMs) ?? usual.durationSeconds,
    prepareSeconds: inSeconds(args.prepareMs) ?? usual.prepareSeconds,
    votesPerViewer: args.votesPerViewer ?? usual.votesPerViewer,
    likesPerViewer: args.likesPerViewer ?? usual.likesPerViewer,
    weights: args.weights ?? [],
    gifts: Array.isArray(gifts) ? 'kinds' : (gifts ?? usual.gifts),
    giftKinds: Array.isArray(gifts) ? gifts.join(', ') : '',
    graceSeconds: inSeconds(args.giftGraceMs) ?? usual.graceSeconds,
    critical: critical !== null,
    criticalSeconds: inSeconds(critical?.lastMs) ?? usual.criticalSeconds,
    criticalFactor: critical?.factor ?? usual.criticalFactor,
    mistSeconds: inSeconds(args.mistMs) ?? usual.mistSeconds,
    overtimes: args.overtimes ?? usual.overtimes,
    boostsPerSide: args.boostsPerSide ?? usual.boostsPerSide,
    minScore: args.minScore ?? usual.minScore,
    draw: args.draw ?? usual.draw,
    verdict: verdict?.kind ?? usual.verdict,
    verdictText: verdict?.text ?? '',
    verdictSeconds: inSeconds(verdict?.durationMs) ?? usual.verdictSeconds,
  };
}

function inSeconds(ms: number | undefined): number | null {
  return ms === undefined ? null : ms / 1000;
}
