/** A battle's receipt: everything that its result can be recomputed from, by anybody. Plain JSON. */
import { z } from 'zod';
import { countedOf, countedSchema } from '../ballot/receipt.ts';
import { battleRules } from '../protocol/battles.ts';
import type { Battle } from './terms.ts';
import { scoresOf } from './score.ts';

const time = z.int().min(0);
const bySide = z.record(z.string(), z.int().min(0));

/** A receipt says every rule: there are no defaults in it. */
const everyRule = z
  .record(z.string(), z.unknown())
  .refine((rules) => Object.keys(battleRules.shape).every((name) => Object.hasOwn(rules, name)), 'a rule is missing')
  .pipe(battleRules);

export const battleReceiptSchema = z.strictObject({
  kind: z.literal('battle'),
  /** The show whose stage decided, as `referee` says. */
  show: z.string(),
  id: z.string(),
  referee: z.string(),
  rehearsal: z.boolean(),
  status: z.enum(['over', 'rejected', 'expired', 'cancelled', 'forfeited']),
  reason: z
    .enum(['ended', 'cancelled', 'show-ended', 'given-up', 'stage-away', 'rejected', 'no-answer', 'busy', 'rehearsal-ended'])
    .nullable(),
  forfeitedBy: z.string().nullable(),
  rules: everyRule,
  sides: z.array(z.strictObject({ id: z.string(), name: z.string(), show: z.string(), streak: z.int().min(0) })),
  createdAt: time,
  expiresAt: time,
  startedAt: time,
  endedAt: time,
  sliceMs: time,
  periods: z.array(z.strictObject({ startsAt: time, endsAt: time, slice: z.int().min(0) })),
  extensions: z.array(z.strictObject({ at: time, ms: z.int().min(1) })),
  closings: z.array(z.strictObject({ at: time, before: bySide, scores: bySide })),
  criticalAt: time,
  mistAt: time,
  boosts: z.array(z.strictObject({ side: z.string(), factor: z.int(), from: time, until: time })),
  countsUntil: time,
  /** What was counted, by show and side. */
  inputs: z.record(z.string(), countedSchema),
  /** Shards whose last word did not arrive in time, as `<show>/<shard>`. */
  missing: z.array(z.string()),
  result: z.strictObject({
    winner: z.string().nullable(),
    by: z.enum(['score', 'earliest', 'draw', 'below-minimum', 'forfeit', 'void']),
    scores: bySide,
  }),
});
export type BattleReceipt = z.infer<typeof battleReceiptSchema>;

/** Of a settled battle: the same while its verdict is shown and after. */
export function battleReceipt(battle: Battle): BattleReceipt {
  const { status, rules, sides, referee } = battle;
  if (status === 'inviting' || status === 'ready' || status === 'running' || status === 'overtime')
    throw new Error(`battle ${battle.id} has no receipt yet: it is ${status}`);
  const ids = sides.map(({ id }) => id);
  return structuredClone({
    kind: 'battle',
    show: referee,
    id: battle.id,
    referee,
    rehearsal: battle.rehearsal,
    status: status === 'verdict' ? 'over' : status,
    reason: battle.reason,
    forfeitedBy: battle.forfeitedBy,
    rules: {
      ...rules,
      weights: [...rules.weights],
      gifts: typeof rules.gifts === 'string' ? rules.gifts : [...rules.gifts],
    },
    sides: [...sides],
    createdAt: battle.createdAt,
    expiresAt: battle.expiresAt,
    startedAt: battle.startedAt,
    endedAt: battle.endedAt,
    sliceMs: battle.sliceMs,
    periods: [...battle.periods],
    extensions: [...battle.extensions],
    closings: [...battle.closings],
    criticalAt: battle.criticalAt,
    mistAt: battle.mistAt,
    boosts: [...battle.boosts],
    countsUntil: battle.countsUntil,
    inputs: Object.fromEntries(Object.entries(battle.tallies).map(([show, tally]) => [show, countedOf(tally, ids)])),
    missing: [...battle.missing],
    result: battle.result ?? { winner: null, by: 'void', scores: scoresOf(battle) },
  } satisfies BattleReceipt);
}
