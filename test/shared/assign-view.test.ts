/** Plain data into the synced schema: exact for every viewer, and no dearer than what changed. */
import assert from 'node:assert/strict';
import { schema, t } from '@colyseus/schema';
import type { ToJSON } from '@colyseus/schema';
import * as fc from 'fast-check';
import { tapRace } from '../../shared/games/tap-race.ts';
import { GameView, RoundState, assignView } from '../../shared/state/index.ts';
import { onStage } from '../support/round/show-views.ts';

const Row = schema({ name: t.string(), score: t.uint32() }, 'TestRow');
const Detail = schema({ text: t.string(), rows: t.array(Row) }, 'TestDetail');
const AllKinds = GameView.extend(
  {
    count: t.uint32(),
    label: t.string(),
    on: t.boolean(),
    numbers: t.array('uint32'),
    rows: t.array(Row),
    scores: t.map('uint32'),
    people: t.map(Row),
    detail: t.ref(Detail),
    extra: t.ref(Detail).optional(),
  },
  'TestAllKinds',
);
type Plain = ToJSON<InstanceType<typeof AllKinds>>;

const text = fc.string({ maxLength: 4 });
const uint = fc.nat({ max: 4_000_000_000 });
const row = fc.record({ name: text, score: uint });
const key = fc.constantFrom('a', 'b', 'c', 'd');
const detail = fc.record({ text, rows: fc.array(row, { maxLength: 3 }) });
const plainView: fc.Arbitrary<Plain> = fc.record({
  count: uint,
  label: text,
  on: fc.boolean(),
  numbers: fc.array(uint, { maxLength: 5 }),
  rows: fc.array(row, { maxLength: 5 }),
  scores: fc.dictionary(key, uint).map((map) => ({ ...map })),
  people: fc.dictionary(key, row).map((map) => ({ ...map })),
  detail,
  extra: fc.option(detail, { nil: undefined }) as unknown as fc.Arbitrary<Plain['detail']>,
});

/** The same with the optional part kept once it was there: the state never unsets what was set. */
function neverUnset(steps: readonly { plain: Plain; missed: boolean }[]): { plain: Plain; missed: boolean }[] {
  let extra: Plain['extra'];
  return steps.map(({ plain, missed }) => {
    extra = plain.extra ?? extra;
    return { plain: extra === undefined ? plain : { ...plain, extra }, missed };
  });
}

/** What is left of a plain view when absent fields are left out, as they are on the wire. */
const named = (plain: Plain): unknown => JSON.parse(JSON.stringify(plain));

/** A tap race's view in which only the taps of one team differ. */
const raceWith = (taps: number) => ({
  teams: [
    { name: 'Red', taps, members: 4000 },
    { name: 'Blue', taps: 900, members: 4100 },
  ],
  top: [{ name: 'Somebody with a long name', team: 0, taps: 120 }],
  choose: false,
  winner: -1,
});

describe('assignView', () => {
  it('[GAME-90] any sequence of plain views arrives as it was: by patches, on joining late, and after missed patches', () => {
    const watched = fc.record({ plain: plainView, missed: fc.boolean() });
    fc.assert(
      fc.property(fc.array(watched, { minLength: 1, maxLength: 8 }), fc.nat(7), (steps, joinAt) => {
        const stage = onStage(new AllKinds());
        const [follower, misser] = [stage.join(), stage.join()];
        const watchers = [follower];
        for (const [i, { plain, missed }] of neverUnset(steps).entries()) {
          const patch = stage.show(plain);
          for (const watcher of watchers) watcher.take(patch);
          if (i === joinAt) watchers.push(stage.join());
          if (!missed) misser.resync();
          for (const watcher of missed ? watchers : [...watchers, misser]) assert.deepEqual(watcher.sees(), named(plain));
        }
      }),
      { numRuns: 300 },
    );
  });

  it('[GAME-91] a view that is assigned again costs nothing', () => {
    fc.assert(
      fc.property(plainView, (plain) => {
        const stage = onStage(new AllKinds());
        stage.show(plain);
        assert.equal(stage.show(structuredClone(plain)).length, 0);
      }),
    );
  });

  it('[GAME-92] a counter that moves costs at most 10 bytes, also in a row of a board', () => {
    const stage = onStage(new tapRace.View());
    stage.show(raceWith(1_000_000));
    const { length } = stage.show(raceWith(1_000_017));
    assert.ok(length > 0 && length <= 10, `${length} bytes`);
  });

  it('[GAME-93] fields that a plain object does not name are left as they are', () => {
    const round = new RoundState();
    assignView(round, { id: 7, game: 'tap-race', phase: 'race', startedAt: 1, endsAt: 2, rehearsal: false, prize: '' });
    const view = new tapRace.View();
    round.view = view;
    assignView(round, { id: 7, game: 'tap-race', phase: 'result', startedAt: 2, endsAt: 3, rehearsal: false, prize: '' });
    assert.equal(round.view, view);
    assert.equal(round.phase, 'result');
  });
});
