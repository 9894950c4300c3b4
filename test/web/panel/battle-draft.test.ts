/** The battle form: what it lets through is a battle that the server starts, and it stops nothing that the server would start. */
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { newBattle } from '../../../shared/battle/index.ts';
import { battleInvite, battleRules, battleStart } from '../../../shared/protocol/battles.ts';
import { isRefusal } from '../../../shared/protocol/errors.ts';
import { againOf } from '../../../web/panel/battles/again.ts';
import { blankDraft, draftOf, hasPreset, presets, sideIds, withPreset, withSide } from '../../../web/panel/battles/draft.ts';
import type { BattleDraft, BattlePlace } from '../../../web/panel/battles/draft.ts';
import { battleIn, orderTitle } from '../../../web/panel/battles/item.ts';
import { bounds, kindsOf, placeInDetail, readDraft, readableRules } from '../../../web/panel/battles/read-draft.ts';
import { rivalsAmong } from '../../../web/panel/battles/rivals.ts';
import { standingOf } from '../../../web/panel/battles/standing.ts';
import { battleJson, sideJson, startedAt } from '../../support/web-contest.ts';

const good: BattleDraft = {
  ...blankDraft,
  sides: [
    { id: 'red', name: 'Red' },
    { id: 'blue', name: 'Blue' },
  ],
};

/** Whether the server would start it: its shape fits, and the rules make a battle. */
function starts(order: { name: string; args: unknown }): boolean {
  const schema = order.name === 'battle.start' ? battleStart : battleInvite;
  const read = schema.safeParse(order.args);
  if (!read.success) return false;
  const own = { show: 'demo', streak: 0 };
  const sides = 'sides' in read.data ? read.data.sides : ['demo', read.data.show].map((id) => ({ id, name: id }));
  const battle = newBattle({
    id: 'demo.battle-1',
    rules: battleRules.parse(Object.fromEntries(Object.keys(battleRules.shape).map((key) => [key, read.data[key as 'gifts']]))),
    sides: sides.map((side) => ({ ...own, ...side })),
    referee: 'demo',
    rehearsal: false,
    status: 'ready',
    now: startedAt,
  });
  return !isRefusal(battle);
}

function wrongIn(change: Partial<BattleDraft>): Partial<Record<BattlePlace, string>> {
  const { order, wrong } = readDraft({ ...good, ...change }, 'demo');
  assert.equal(order === null, wrong.size > 0);
  return Object.fromEntries([...wrong].map(([place, hint]) => [place, hint.kind]));
}

const text = fc.oneof(fc.string({ maxLength: 130 }), fc.constantFrom('', ' ', 'Tea', '茶', 'a, b', '，', 'x'.repeat(65)));
/** Milliseconds. */
function second(min: number, max: number): fc.Arbitrary<number> {
  return fc.integer({ min: min * 1000, max: max * 1000 });
}
/** With the prototype that JSON gives. */
function record<T>(model: { [Name in keyof T]: fc.Arbitrary<T[Name]> }): fc.Arbitrary<T> {
  return fc.record(model, { noNullPrototype: true }) as fc.Arbitrary<T>;
}
const number = fc.option(fc.oneof(fc.integer({ min: -5, max: 2000 }), fc.double({ noNaN: true })));
const sideId = fc.constantFrom('red', 'blue', 'a-b', 'A', '', '-x', 'constructor', 'x'.repeat(33));
const fields: { [Name in keyof BattleDraft]: fc.Arbitrary<BattleDraft[Name]> } = {
  against: fc.constantFrom('sides', 'show'),
  sides: fc.array(fc.record({ id: sideId, name: text }), { maxLength: 5 }),
  show: fc.constantFrom('night', 'demo', '', 'Night!', 'x'.repeat(65)),
  name: text,
  durationSeconds: number,
  prepareSeconds: number,
  votesPerViewer: number,
  likesPerViewer: number,
  weights: fc.array(fc.record({ level: number, weight: number }), { maxLength: 12 }),
  gifts: fc.constantFrom('all', 'none', 'kinds'),
  giftKinds: text,
  graceSeconds: number,
  critical: fc.boolean(),
  criticalSeconds: number,
  criticalFactor: number,
  mistSeconds: number,
  overtimes: number,
  boostsPerSide: number,
  minScore: number,
  draw: fc.constantFrom('draw', 'earliest'),
  verdict: fc.constantFrom('highlight', 'forfeit'),
  verdictText: text,
  verdictSeconds: number,
};
/** A good draft in which a few fields were typed into: enough of them stay good. */
const anyDraft = fc
  .tuple(fc.record(fields), fc.subarray(Object.keys(fields) as (keyof BattleDraft)[], { maxLength: 4 }))
  .map(([typed, names]): BattleDraft => ({ ...good, ...Object.fromEntries(names.map((name) => [name, typed[name]])) }));

describe('battle form', () => {
  it('[PAGE-161] a draft without a hint is a battle that the server starts as it is', () => {
    let passed = 0;
    fc.assert(
      fc.property(anyDraft, (draft) => {
        const { order, wrong } = readDraft(draft, 'demo');
        assert.equal(order === null, wrong.size > 0);
        if (!order) return;
        passed++;
        assert.ok(starts(order), JSON.stringify(order));
        assert.deepEqual((order.name === 'battle.start' ? battleStart : battleInvite).parse(order.args), order.args);
      }),
      { numRuns: 3000 },
    );
    assert.ok(passed > 300, `only ${passed} drafts were good`);
  });

  it('[PAGE-161] the bounds of the form are those of the server', () => {
    const justBeyond: [Partial<BattleDraft>, BattlePlace][] = [
      [{ durationSeconds: bounds.durationMs.max / 1000 + 1 }, 'durationSeconds'],
      [{ votesPerViewer: bounds.votesPerViewer.max + 1 }, 'votesPerViewer'],
      [{ likesPerViewer: bounds.likesPerViewer.max + 1 }, 'likesPerViewer'],
      [{ boostsPerSide: bounds.boostsPerSide.max + 1 }, 'boostsPerSide'],
      [{ overtimes: bounds.overtimes.max + 1 }, 'overtimes'],
      [{ criticalFactor: bounds.criticalFactor.max + 1 }, 'criticalFactor'],
      [{ minScore: bounds.minScore.max + 1 }, 'minScore'],
      [{ verdictText: 'x'.repeat(bounds.verdictText.maxLength + 1) }, 'verdictText'],
    ];
    for (const [change, place] of justBeyond) assert.ok(place in wrongIn(change), place);
    const widest: Partial<BattleDraft> = {
      durationSeconds: 1800,
      prepareSeconds: 300,
      votesPerViewer: 100,
      likesPerViewer: 1000,
      graceSeconds: 10,
      criticalSeconds: 300,
      criticalFactor: 5,
      mistSeconds: 300,
      overtimes: 3,
      boostsPerSide: 10,
      minScore: 1_000_000_000,
      verdictSeconds: 300,
    };
    assert.deepEqual(wrongIn(widest), {});
  });

  it('[PAGE-162] every battle that the server starts comes back out of the form as it was put in', () => {
    const rules = record({
      durationMs: second(10, 1800),
      prepareMs: second(0, 300),
      votesPerViewer: fc.integer({ min: 0, max: 100 }),
      likesPerViewer: fc.integer({ min: 0, max: 1000 }),
      weights: fc.uniqueArray(record({ level: fc.integer({ min: 0, max: 999 }), weight: fc.integer({ min: 1, max: 10 }) }), {
        maxLength: 10,
        selector: ({ level }) => level,
      }),
      gifts: fc.constantFrom<'all' | 'none' | string[]>('all', 'none', ['rose', 'rocket']),
      giftGraceMs: second(0, 10),
      critical: fc.option(record({ lastMs: second(1, 300), factor: fc.integer({ min: 2, max: 5 }) })),
      mistMs: second(0, 300),
      overtimes: fc.integer({ min: 0, max: 3 }),
      boostsPerSide: fc.integer({ min: 0, max: 10 }),
      minScore: fc.integer({ min: 0, max: 1_000_000_000 }),
      draw: fc.constantFrom('draw', 'earliest'),
      verdict: record({
        kind: fc.constantFrom('highlight', 'forfeit'),
        text: fc.constantFrom('', 'sing'),
        durationMs: second(0, 300),
      }),
    });
    const sides = fc.constantFrom([good.sides[0], good.sides[1]], [...good.sides, { id: 'x-9', name: 'X' }]);
    fc.assert(
      fc.property(rules, sides, fc.boolean(), (made, who, invites) => {
        const args = invites ? { ...made, show: 'night', name: 'Ours' } : { ...made, sides: who };
        const name = invites ? 'battle.invite' : 'battle.start';
        fc.pre(starts({ name, args }));
        const item = battleIn({ id: 'i', title: '', command: { name, args } });
        assert.ok(item);
        const { order, wrong } = readDraft(draftOf(item), 'demo');
        assert.deepEqual([...wrong], []);
        const weights = args.weights.toSorted((a, b) => a.level - b.level);
        assert.deepEqual(order, { name, args: { ...args, weights } });
      }),
    );
  });

  it('[PAGE-163] what is wrong is named where it stands, from top to bottom', () => {
    assert.deepEqual(wrongIn({ sides: [good.sides[0]!] }), { sides: 'tooFewRows' });
    assert.deepEqual(
      wrongIn({
        sides: [
          { id: 'red', name: '' },
          { id: 'red', name: 'x'.repeat(41) },
        ],
      }),
      { 'sides.0.name': 'needed', 'sides.1.id': 'twice', 'sides.1.name': 'tooLong' },
    );
    const namesakes = ['red', 'blue'].map((id) => ({ id, name: 'The same' }));
    assert.deepEqual(wrongIn({ sides: namesakes }), { 'sides.1.name': 'twice' });
    assert.deepEqual(wrongIn({ against: 'show', show: 'demo' }), { show: 'ownShow' });
    assert.deepEqual(wrongIn({ against: 'show', show: '' }), { show: 'needed' });
    assert.deepEqual(wrongIn({ durationSeconds: 10, criticalSeconds: 11, mistSeconds: 11 }), {
      criticalSeconds: 'beyondBattle',
      mistSeconds: 'beyondBattle',
    });
    assert.deepEqual(wrongIn({ votesPerViewer: 0, likesPerViewer: 0, gifts: 'none' }), { votesPerViewer: 'nothingCounts' });
    assert.deepEqual(wrongIn({ gifts: 'kinds', giftKinds: ' ，, ' }), { giftKinds: 'needed' });
    assert.deepEqual(
      wrongIn({
        weights: [
          { level: 5, weight: 2 },
          { level: 5, weight: 11 },
        ],
      }),
      { 'weights.1.weight': 'tooBig', 'weights.1.level': 'twice' },
    );
    assert.deepEqual(Object.keys(wrongIn({ sides: [], durationSeconds: null, minScore: 0.5 })), [
      'sides',
      'durationSeconds',
      'minScore',
    ]);
  });

  it('[PAGE-163] a refusal’s detail leads to the field that it is about', () => {
    const table: [string, BattlePlace | null][] = [
      ['durationMs: too small', 'durationSeconds'],
      ['critical.lastMs: too big', 'criticalSeconds'],
      ['verdict.text: too long', 'verdictText'],
      ['sides.1.name: needed', 'sides.1.name'],
      ['sides: too few', 'sides'],
      ['weights.0.weight: too big', 'weights.0.weight'],
      ['show: unknown', 'show'],
      ['critical time is longer than the battle', 'critical'],
      ['', null],
      ['constructor: no', null],
    ];
    for (const [detail, place] of table) assert.equal(placeInDetail(detail), place, detail);
  });

  it('[PAGE-164] a preset changes the rules and leaves who battles and what it is about', () => {
    const draft: BattleDraft = { ...good, votesPerViewer: 1, verdict: 'forfeit', verdictText: 'sing', name: 'Ours' };
    for (const preset of presets) {
      const after = withPreset(draft, preset);
      assert.ok(hasPreset(after, preset));
      assert.equal(presets.filter((other) => hasPreset(after, other)).length, 1);
      assert.equal(after.durationSeconds, preset.minutes * 60);
      assert.equal(after.votesPerViewer, blankDraft.votesPerViewer);
      assert.deepEqual([after.sides, after.verdict, after.verdictText, after.name], [good.sides, 'forfeit', 'sing', 'Ours']);
      assert.ok(readDraft(after, 'demo').order);
    }
    assert.ok(!presets.some((preset) => hasPreset(draft, preset)));
  });

  it('[PAGE-164] a new form has the server’s own defaults', () => {
    const { order } = readDraft(good, 'demo');
    assert.deepEqual(order?.args, battleStart.parse({ sides: good.sides }));
  });

  it('[PAGE-164] another side gets the first id that is free', () => {
    const three = withSide(good.sides);
    assert.deepEqual(
      three.map(({ id }) => id),
      sideIds.slice(0, 3),
    );
    assert.equal(withSide(three.filter(({ id }) => id !== 'red'))[2]?.id, 'red');
    assert.equal(new Set(withSide(withSide(three)).map(({ id }) => id)).size, 5);
  });

  it('[PAGE-164] the rules can be told while the sides are still missing, and not while one of them cannot be read', () => {
    assert.equal(readableRules(blankDraft)?.durationMs, 180_000);
    assert.equal(readableRules({ ...blankDraft, mistSeconds: null }), null);
    assert.deepEqual(kindsOf('rose, rocket，rose、 crown;'), ['rose', 'rocket', 'crown']);
  });
});

describe('battles in the rundown', () => {
  it('[PAGE-165] are read as far as they can be, whatever stands in the item', () => {
    fc.assert(
      fc.property(fc.constantFrom('battle.start', 'battle.invite'), fc.jsonValue(), (name, args) => {
        const item = battleIn({ id: 'x', title: 'x', command: { name, args } });
        assert.equal(item?.name, name);
        assert.equal(typeof orderTitle(item), 'string');
        readDraft(draftOf(item), 'demo');
      }),
    );
    assert.equal(battleIn({ id: 'x', title: 'x', command: { name: 'round.start', args: {} } }), null);
    assert.equal(orderTitle({ name: 'battle.start', args: { sides: [...good.sides] } }), 'Red · Blue');
    assert.equal(orderTitle({ name: 'battle.invite', args: { show: 'night' } }), 'night');
  });

  it('[PAGE-165] a battle that is over can be prepared again as it was', () => {
    const rules = battleRules.parse({ weights: [{ level: 3, weight: 2 }], gifts: ['rose'], critical: null });
    const more = { id: 'demo.battle-1', role: 'host' as const, rules, boostsLeft: {}, extensionLeftMs: 0 };
    const seen = (battle: ReturnType<typeof battleJson>, known: typeof more | null) =>
      standingOf(
        { show: { show: 'demo', rehearsal: false, battle }, panel: { battle: known } },
        { now: startedAt, isSure: true },
      );
    const own = seen(battleJson({ status: 'over' }), more);
    assert.ok(own);
    const again = againOf(own, 'demo');
    assert.ok(again && starts(again));
    assert.deepEqual(again.args.sides, [
      { id: 'red', name: 'Red' },
      { id: 'blue', name: 'Blue' },
    ]);
    assert.deepEqual(battleStart.parse(again.args), again.args);
    const sides = [
      sideJson({ id: 'demo', name: 'Ours', show: 'demo' }),
      sideJson({ id: 'night', name: 'Theirs', show: 'night' }),
    ];
    const between = seen(battleJson({ status: 'over', sides }), { ...more, id: 'demo.battle-1' });
    assert.ok(between);
    const invite = againOf(between, 'demo');
    assert.deepEqual([invite?.name, invite?.args.show, invite?.args.name], ['battle.invite', 'night', 'Ours']);
    const unknown = seen(battleJson({ status: 'over' }), null);
    assert.ok(unknown);
    assert.equal(againOf(unknown, 'demo'), null);
  });
});

describe('shows to invite', () => {
  it('[PAGE-166] the live ones but the own are suggested; what was typed is known, live or not', () => {
    const shows = [
      { id: 'demo', title: 'Demo', status: 'live' as const },
      { id: 'b', title: 'B', status: 'live' as const },
      { id: 'a', title: 'A', status: 'live' as const },
      { id: 'late', title: 'Late', status: 'scheduled' as const },
    ];
    const { live, chosen } = rivalsAmong(shows, { own: 'demo', typed: 'late' });
    assert.deepEqual(
      live.map(({ id }) => id),
      ['a', 'b'],
    );
    assert.equal(chosen?.status, 'scheduled');
    assert.equal(rivalsAmong(shows, { own: 'demo', typed: 'demo' }).chosen, null);
  });
});
