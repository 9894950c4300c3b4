/** Arbitrary battles: their rules, and everything that people do in them. */
import * as fc from 'fast-check';
import { newBattle } from '../../../shared/battle/index.ts';
import type { Battle, BattleRules } from '../../../shared/battle/index.ts';
import { must, noon, rulesOf, sideOf } from './sample.ts';
import type { Act, Script } from './world.ts';

const rules: fc.Arbitrary<BattleRules> = fc
  .record({
    durationMs: fc.integer({ min: 10_000, max: 24_000 }),
    prepareMs: fc.constantFrom(0, 0, 3000),
    votesPerViewer: fc.integer({ min: 1, max: 12 }),
    likesPerViewer: fc.nat(6),
    weights: fc.constantFrom(
      [],
      [{ level: 5, weight: 3 }],
      [
        { level: 0, weight: 2 },
        { level: 7, weight: 1 },
      ],
    ),
    gifts: fc.constantFrom('all' as const, 'all' as const, 'none' as const),
    giftGraceMs: fc.constantFrom(0, 2000, 5000),
    critical: fc.constantFrom(null, { lastMs: 4300, factor: 2 }, { lastMs: 10_000, factor: 4 }),
    mistMs: fc.constantFrom(0, 3500),
    overtimes: fc.nat(3),
    boostsPerSide: fc.nat(3),
    minScore: fc.constantFrom(0, 0, 20),
    draw: fc.constantFrom('draw' as const, 'earliest' as const),
  })
  .map((some) => rulesOf({ ...some, verdict: { kind: 'highlight', text: '', durationMs: 4000 } }));

/** A battle of one show with two to four sides, or of two shows that has only been asked for. */
export const anyBattle: fc.Arbitrary<Battle> = fc
  .record({ rules, sides: fc.integer({ min: 2, max: 4 }), isDuel: fc.boolean() })
  .map(({ rules: some, sides, isDuel }) => {
    const ids = isDuel ? ['north', 'south'] : ['red', 'blue', 'green', 'gold'].slice(0, sides);
    const referee = isDuel ? 'north' : 'demo';
    const plan = { id: `${referee}.battle-1`, rules: some, referee, rehearsal: false, now: noon };
    const all = ids.map((id) => sideOf(id, isDuel ? id : 'demo'));
    return must(newBattle({ ...plan, sides: all, status: isDuel ? 'inviting' : 'ready' }));
  });

const viewer = fc.nat(7);
const side = fc.nat(3);
const vote = fc.record({
  do: fc.constant('vote' as const),
  viewer,
  side: fc.oneof({ weight: 12, arbitrary: side }, { weight: 1, arbitrary: fc.constant(9) }),
  count: fc.integer({ min: 1, max: 4 }),
  key: fc.nat(15),
  level: fc.nat(9),
});
const like = fc.record({
  do: fc.constant('like' as const),
  viewer,
  side: fc.option(side),
  count: fc.integer({ min: 1, max: 4 }),
});
const given = fc.record({
  do: fc.constant('gift' as const),
  viewer,
  side,
  value: fc.integer({ min: 1, max: 9 }),
  paidAgo: fc.option(fc.nat(6000)),
});
const change = fc.oneof(
  fc.record({
    do: fc.constant('boost' as const),
    side,
    factor: fc.integer({ min: 2, max: 5 }),
    ms: fc.integer({ min: 5000, max: 9000 }),
  }),
  fc.record({ do: fc.constant('extend' as const), ms: fc.integer({ min: 1000, max: 60_000 }) }),
  fc.record({ do: fc.constant('follow' as const), shard: viewer }),
);
const news = fc.record({ do: fc.constant('hear' as const), shard: viewer });
const stop = fc.record({ do: fc.constantFrom('reject' as const, 'end' as const, 'cancel' as const, 'leave' as const) });

const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 30, arbitrary: vote },
  { weight: 8, arbitrary: like },
  { weight: 12, arbitrary: given },
  { weight: 8, arbitrary: news },
  { weight: 5, arbitrary: change },
  { weight: 1, arbitrary: stop },
);
const gap = fc.oneof({ weight: 3, arbitrary: fc.nat(900) }, { weight: 1, arbitrary: fc.nat(4000) });

const answers = ['accept', 'accept', 'accept', 'accept', 'reject', null] as const;

/** Duels are accepted first, mostly. */
export const anyScript: fc.Arbitrary<Script> = fc
  .record({
    acts: fc.array(fc.record({ after: gap, act }), { maxLength: 90, size: 'max' }),
    answer: fc.constantFrom(...answers),
    shards: fc.integer({ min: 1, max: 3 }),
    lagMs: fc.nat(1000),
    lost: fc.oneof({ weight: 4, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: fc.constant(0) }),
  })
  .map(({ acts, answer, ...script }) => ({
    ...script,
    acts: answer === null ? acts : [{ after: 700, act: { do: answer } }, ...acts],
  }));
