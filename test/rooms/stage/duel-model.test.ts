/** Battles between two shows under every kind of trouble: whatever is ordered, lost or down, both shows have the same record. */
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { goingOn } from '../../../rooms/stage/core-battle-facts.ts';
import { battleRules } from '../../../shared/protocol/battles.ts';
import { duelFaults } from '../../support/duel-faults.ts';
import { DuelStand } from '../../support/duel-stand.ts';
import type { Weather } from '../../support/duel-stand.ts';

const names = ['day', 'night'] as const;
const oneShow = fc.constantFrom(...names);
const rules = fc.record({
  durationMs: fc.constantFrom(10_000, 14_000),
  prepareMs: fc.constantFrom(0, 2000),
  overtimes: fc.constantFrom(0, 2),
  giftGraceMs: fc.constantFrom(0, 2000),
  verdict: fc.constantFrom({ durationMs: 0 }, { durationMs: 3000 }),
  mistMs: fc.constantFrom(0, 4000),
  critical: fc.constantFrom(null, { lastMs: 3000, factor: 3 }),
});
const orders = [
  'battle.reject',
  'battle.cancel',
  'battle.end',
  'battle.end',
  'battle.extend',
  'battle.boost',
  'battle.boost',
  'battle.start',
  'show.end',
  'show.start',
  'rehearsal.start',
  'rehearsal.end',
] as const;
const happening = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('invite' as const), show: oneShow, rules }) },
  // Whoever has been invited, if anybody has.
  { weight: 9, arbitrary: fc.record({ kind: fc.constant('accept' as const) }) },
  {
    weight: 8,
    arbitrary: fc.record({ kind: fc.constant('votes' as const), show: oneShow, count: fc.integer({ min: 1, max: 9 }) }),
  },
  { weight: 8, arbitrary: fc.record({ kind: fc.constant('order' as const), show: oneShow, name: fc.constantFrom(...orders) }) },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('crash' as const), show: oneShow, downMs: fc.constantFrom(0, 3000, 9000, 14_000) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('cut' as const),
      show: oneShow,
      ms: fc.constantFrom(3000, 9000, 14_000, 30_000),
      isBothWays: fc.boolean(),
    }),
  },
);
const everyEnd = [
  'over',
  'over ended',
  'rejected rejected',
  'rejected busy',
  'expired no-answer',
  'cancelled cancelled',
  'cancelled show-ended',
  'cancelled stage-away',
  'forfeited given-up',
  'forfeited show-ended',
];
const scene = fc.record({ afterMs: fc.constantFrom(0, 0, 1, 100, 300, 300, 1000, 2500, 6000, 11_000), happening });
const weather: fc.Arbitrary<Weather> = fc.record({
  lose: fc.constantFrom(0, 0.2, 0.6),
  repeat: fc.constantFrom(0, 0.5),
  delayMs: fc.constantFrom(0, 300, 3000),
});

type Happening = typeof happening extends fc.Arbitrary<infer One> ? One : never;

describe('two shows that do battle', function () {
  this.timeout(240_000);

  it('[BATTLE-102] end every battle, and have the same record of it, whatever is ordered, lost, late, doubled or down', () => {
    const seen = new Map<string, number>();
    fc.assert(
      fc.property(
        fc.array(scene, { minLength: 8, maxLength: 24, size: 'max' }),
        weather,
        fc.string({ maxLength: 4 }),
        (scenes, sky, seed) => {
          const stand = new DuelStand(seed);
          stand.weather = sky;
          for (const { afterMs, happening: one } of scenes) {
            stand.pass(afterMs);
            happen(stand, one);
          }
          const isQuiet = stand.settle();
          const { faults, ends } = duelFaults(stand);
          assert.deepEqual(faults, []);
          assert.ok(isQuiet, 'everything ends, and is agreed on');
          for (const name of names) assert.equal(goingOn(stand.show(name).core), null);
          for (const end of ends) seen.set(end, (seen.get(end) ?? 0) + 1);
        },
      ),
      { numRuns: Number(process.env['DUEL_RUNS'] ?? 600) },
    );
    // What was never tried has not been checked.
    for (const end of everyEnd) assert.ok(seen.get(end), `${end}: ${JSON.stringify([...seen])}`);
  });
});

function happen(stand: DuelStand, one: Happening): void {
  if (one.kind === 'accept') return accept(stand);
  const here = stand.show(one.show);
  const there = one.show === 'day' ? 'night' : 'day';
  switch (one.kind) {
    case 'invite':
      here.give('battle.invite', { ...battleRules.parse({}), ...one.rules, show: there });
      return;
    case 'votes':
      for (let i = 0; i < one.count; i++) here.vote(`viewer ${i % 4}`, i % 3 === 0 ? there : one.show);
      return;
    case 'crash':
      here.crash();
      stand.pass(one.downMs);
      here.comeBack();
      return;
    case 'cut':
      stand.cut.set(`${one.show}>${there}`, stand.now + one.ms);
      if (one.isBothWays) stand.cut.set(`${there}>${one.show}`, stand.now + one.ms);
      return;
    case 'order':
      here.give(one.name, argsOf(one.name, one.show, here.core.battle?.battle.id));
      return;
  }
}

function accept(stand: DuelStand): void {
  for (const show of stand.shows.values()) {
    const { battle } = show.core;
    if (battle?.role === 'mirror') show.give('battle.accept', { battle: battle.battle.id, name: `The ${show.name}` });
  }
}

function argsOf(name: string, side: string, battle: string | undefined): unknown {
  switch (name) {
    case 'battle.reject':
      return { battle: battle ?? 'none.battle-1' };
    case 'battle.extend':
      return { ms: 3000 };
    case 'battle.boost':
      return { side, ms: 5000 };
    case 'battle.start':
      return {
        sides: [
          { id: 'a', name: 'A' },
          { id: 'b', name: 'B' },
        ],
        durationMs: 10_000,
        prepareMs: 0,
      };
    default:
      return {};
  }
}
