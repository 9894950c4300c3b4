/** The receipt of one battle: what is in it, and that no field of it can be changed unnoticed. */
import assert from 'node:assert/strict';
import {
  advanceBattle,
  battleReceipt,
  battleReceiptSchema,
  cancel,
  checkBattleReceipt,
  closePeriod,
  hearTally,
  reject,
} from '../../../shared/battle/index.ts';
import type { BattleReceipt } from '../../../shared/battle/index.ts';
import { fullBattle } from '../../support/battle/play.ts';
import { invited, noon, running, tallyOf } from '../../support/battle/sample.ts';

const honest = battleReceipt(fullBattle());

/** Every place in a value, by its path. */
function places(value: unknown, path: (string | number)[] = []): { path: (string | number)[]; value: unknown }[] {
  if (typeof value !== 'object' || value === null) return [{ path, value }];
  const inside = Object.entries(value).flatMap(([name, part]) => places(part, [...path, name]));
  return path.length > 0 ? [{ path, value }, ...inside] : inside;
}

/** A copy in which one place has something else. */
function changed(path: readonly (string | number)[], to: unknown): unknown {
  const copy: unknown = structuredClone(honest);
  let at = copy as Record<string, unknown>;
  for (const name of path.slice(0, -1)) at = at[name] as Record<string, unknown>;
  const last = path.at(-1)!;
  if (to !== undefined) at[last] = to;
  else if (Array.isArray(at)) at.splice(Number(last), 1);
  else delete at[last];
  return copy;
}

function isCaught(receipt: unknown): boolean {
  const parsed = battleReceiptSchema.safeParse(receipt);
  return !parsed.success || checkBattleReceipt(parsed.data).length > 0;
}

/** What nothing else in the receipt follows from or leads to: names, texts, and rules that had no say in this battle. */
const free = [
  /^rehearsal$/,
  /^sides\.\d\.(?:name|streak)$/,
  /^rules\.verdict(?:\.|$)/,
  /^rules\.(?:draw|likesPerViewer|minScore|boostsPerSide)$/,
  // An invitation may be accepted at any time: it is not on record when.
  /^rules\.prepareMs$/,
  // Any moment will do in which it had the same effect.
  /^(?:extensions\.0|closings\.1)\.at$/,
  // Which gifts of the last slice were late ones is not on record.
  /^closings\.1\.scores\.south$/,
  /^rules\.gifts$/,
  /\.refused/,
  /\.supporters\.\d\.(?:name|viewer)$/,
];

function row(viewer: string, score: number): { viewer: string; name: string; score: number } {
  return { viewer, name: viewer, score };
}

/** What is a bound, so that one direction of it changes nothing. */
const bounds: [path: RegExp, free: 1 | -1][] = [
  [/^rules\.(?:votesPerViewer|overtimes)$/, 1],
  [/\.voters$/, 1],
  // Both begin with the slice.
  [/^rules\.(?:critical\.lastMs|mistMs)$/, -1],
];

describe('a battle’s receipt', () => {
  it('[BATTLE-43] has the rules, times, inputs and result, is plain JSON, and holds', () => {
    assert.deepEqual(battleReceiptSchema.parse(JSON.parse(JSON.stringify(honest))), honest);
    assert.deepEqual(checkBattleReceipt(honest), []);
    // 6 × 3 + 3 × 2 votes and 24 × 4 points of gifts, against 5 + 5 + 2 × 2 votes, 3 × 5 likes and (50 + 6 + 1) × 2 of gifts.
    assert.deepEqual(honest.result, { winner: 'south', by: 'score', scores: { north: 120, south: 143 } });
    assert.deepEqual([honest.status, honest.periods.length, honest.closings.length], ['over', 2, 2]);
    assert.deepEqual(honest.inputs['north']!.options['north'], {
      votes: 9,
      points: { votes: { 3: 6, 37: 3 }, likes: {}, gifts: { 8: 24 } },
      supporters: [
        { viewer: 'north/ann', name: 'NORTH/ANN', score: 20 },
        { viewer: 'north/bob', name: 'NORTH/BOB', score: 4 },
      ],
    });
  });

  it('[BATTLE-43] is the same while the verdict is shown and after, and there is none before', () => {
    const battle = fullBattle();
    assert.deepEqual([battle.status, battleReceipt(advanceBattle(battle, noon + 999_999))], ['verdict', honest]);
    assert.throws(() => battleReceipt(running()), /no receipt yet/);
  });

  it('[BATTLE-44] no number in it can be changed by one, in either direction, without being caught', () => {
    let tried = 0;
    for (const { path, value } of places(honest)) {
      if (typeof value !== 'number' || free.some((one) => one.test(path.join('.')))) continue;
      // How much time there was to accept is nobody’s proof.
      if (path[0] === 'endedAt') continue;
      for (const to of [value + 1, value - 1]) {
        if (bounds.some(([one, most]) => one.test(path.join('.')) && Math.sign(to - value) === most)) continue;
        assert.ok(isCaught(changed(path, to)), `${path.join('.')}: ${value} → ${JSON.stringify(to)}`);
        tried++;
      }
    }
    assert.ok(tried > 100, `${tried} numbers`);
  });

  it('[BATTLE-44] nothing in it can be left out, and no word replaced, without being caught', () => {
    for (const { path, value } of places(honest)) {
      const name = path.join('.');
      if (free.some((one) => one.test(name))) continue;
      assert.ok(isCaught(changed(path, undefined)), `${name} left out`);
      if (typeof value === 'string') assert.ok(isCaught(changed(path, `${value}x`)), `${name} replaced`);
    }
    for (const [path, to] of [
      ['status', 'cancelled'],
      ['status', 'forfeited'],
      ['reason', 'ended'],
      ['reason', 'given-up'],
      ['forfeitedBy', 'north'],
      ['result.winner', 'north'],
      ['result.winner', null],
      ['result.by', 'earliest'],
      ['rules.critical', null],
      ['rules.overtimes', 0],
      ['rules.gifts', 'none'],
      ['rules.minScore', 144],
      ['rules.boostsPerSide', 1],
      ['rules.likesPerViewer', 0],
      ['rules.weights', [{ level: 0, weight: 2 }]],
      ['extensions.0.at', honest.mistAt],
      ['extensions.0.at', honest.periods[1]!.startsAt],
      ['extensions.0.at', honest.startedAt - 1],
      ['closings.1.at', honest.periods[1]!.endsAt - 1],
      ['closings.1.at', honest.endedAt + 1],
      ['closings.1.scores.south', 144],
      ['closings.1.scores.south', 128],
      ['rehearsal', true],
      ['referee', 'south'],
      ['boosts.0.side', 'south'],
      ['inputs.south.options.north.votes', 1],
    ] as const)
      assert.ok(isCaught(changed(path.split('.'), to)), `${path} → ${JSON.stringify(to)}`);
  });

  it('[BATTLE-44] an overtime that was not earned, one too many, and one that was denied are caught', () => {
    const unearned = structuredClone(honest);
    unearned.closings[0]!.before = { ...unearned.closings[0]!.scores };
    assert.ok(checkBattleReceipt(unearned).some((finding) => /standing when votes ended/.test(finding)));
    const calm = battleReceipt(
      advanceBattle(closePeriod(running({ durationMs: 30_000, overtimes: 1 }), noon + 30_000, []), noon + 32_000),
    );
    assert.deepEqual(checkBattleReceipt(calm), []);
    const extra: BattleReceipt = {
      ...calm,
      periods: [...calm.periods, { startsAt: noon + 30_000, endsAt: noon + 40_000, slice: 30 }],
      closings: [...calm.closings, { ...calm.closings[0]!, at: noon + 40_000 }],
      countsUntil: noon + 42_000,
      endedAt: noon + 42_000,
    };
    assert.deepEqual(checkBattleReceipt(extra), [
      'It does not hold that it went on when votes ended only if it had to: the lead had not changed, and it went on.',
    ]);
    const turned = hearTally(running({ durationMs: 30_000 }), 'demo', tallyOf({ red: { 29: 1 } }));
    const denied = battleReceipt(advanceBattle(closePeriod(turned, noon + 30_000, []), noon + 32_000));
    assert.deepEqual(checkBattleReceipt(denied), []);
    assert.deepEqual(checkBattleReceipt({ ...denied, rules: { ...denied.rules, overtimes: 1 } }), [
      'It does not hold that it went on when votes ended only if it had to: the lead had changed, and it went on no more.',
    ]);
  });

  it('[BATTLE-44] boosts that overlap, are too many, or of nobody are caught even where they change no score', () => {
    const [first, second, third] = honest.boosts;
    const findings = (boosts: BattleReceipt['boosts']): string => checkBattleReceipt({ ...honest, boosts }).join(' ');
    assert.match(findings([first!, { ...second!, from: second!.from - 1000 }, third!]), /two of them overlap/);
    assert.match(findings([...honest.boosts, { ...third!, side: 'west' }]), /only sides have boosts/);
    const queue = [0, 1, 2, 3].map((i) => ({ ...third!, from: third!.from + 5000 * i, until: third!.until + 5000 * i }));
    assert.match(findings([first!, second!, ...queue]), /the boosts of south keep to the rules: there are 4/);
  });

  it('[BATTLE-44] what is wrong is said, each thing by its own sentence', () => {
    const expired = battleReceipt(advanceBattle(invited(), noon + 15_000));
    const rejected = battleReceipt(reject(invited(), 'rejected', noon + 2000));
    const cancelled = battleReceipt(cancel(running(), 'show-ended', noon + 2000));
    for (const sound of [expired, rejected, cancelled]) assert.deepEqual(checkBattleReceipt(sound), []);
    const south = honest.inputs['south']!.options['south']!;
    const [boost] = honest.boosts;
    const withSouth = (some: Partial<typeof south>): BattleReceipt => {
      const copy = structuredClone(honest);
      Object.assign(copy.inputs['south']!.options['south']!, some);
      return copy;
    };
    const cases: [BattleReceipt, RegExp][] = [
      [
        { ...honest, extensions: [{ at: honest.startedAt, ms: 300_001 }] },
        /extensions keep within the limit: together they are 300001 ms/,
      ],
      [{ ...honest, startedAt: 0 }, /it has periods, but no start/],
      [{ ...expired, status: 'over', reason: null }, /it has no start/],
      [{ ...honest, rules: { ...honest.rules, prepareMs: 300_000 } }, /it was ready at/],
      [{ ...honest, rules: { ...honest.rules, prepareMs: 0 }, startedAt: honest.expiresAt }, /it was ready at/],
      [{ ...honest, closings: honest.closings.slice(0, 1) }, /1 of 2 were closed/],
      [{ ...honest, endedAt: honest.countsUntil - 1 }, /it ended when it could: it ended at/],
      [{ ...expired, endedAt: expired.endedAt + 1 }, /it ended when it could: it ended at/],
      [{ ...rejected, endedAt: rejected.expiresAt }, /it ended when it could: it ended at/],
      [{ ...cancelled, endedAt: noon + 1999 }, /it ended when it could: it ended at/],
      [withSouth({ points: { ...south.points, likes: { 50: 3 } } }), /slice 50 is beyond the end/],
      [withSouth({ supporters: Array.from({ length: 11 }, (_, i) => row(`v${i}`, 1)) }), /there are 11 of them/],
      [withSouth({ supporters: [row('v1', 50), row('v1', 7)] }), /one of them is there twice/],
      [withSouth({ supporters: [row('v1', 7), row('v2', 50)] }), /they are not in order/],
      [{ ...cancelled, reason: 'rehearsal-ended' }, /only a rehearsal ends with one/],
      [{ ...honest, boosts: [{ ...boost!, factor: 1 }] }, /one has the factor 1/],
      [{ ...honest, boosts: [{ ...boost!, factor: 6 }] }, /one has the factor 6/],
      [{ ...honest, boosts: [{ ...boost!, from: boost!.from + 500, until: boost!.until + 500 }] }, /with no slice/],
      [{ ...honest, boosts: [{ ...boost!, from: honest.startedAt, until: honest.startedAt + 5000 }] }, /with no slice/],
      [{ ...honest, boosts: [{ ...boost!, until: boost!.from + 4000 }] }, /one lasts 4000 ms/],
    ];
    for (const [receipt, finding] of cases) assert.match(checkBattleReceipt(receipt).join(' '), finding);
  });
});
