/** Plain data into the synced schema: exact for every viewer, and no dearer than what changed. */
import assert from 'node:assert/strict';
import { Encoder, Reflection, schema, t } from '@colyseus/schema';
import type { ToJSON } from '@colyseus/schema';
import * as fc from 'fast-check';
import { tapRace } from '../../shared/games/tap-race.ts';
import { GameView, RoundState, assignView } from '../../shared/state/index.ts';

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

/** A round with a view of this class, as the stage holds it, and the encoder over it. */
function onStage<V extends GameView>(view: V): { view: V; encoder: Encoder; patch: () => Uint8Array } {
  const round = new RoundState();
  round.view = view;
  const encoder = new Encoder(round);
  const patch = (): Uint8Array => {
    const bytes = encoder.encode().slice();
    encoder.discardChanges();
    return bytes;
  };
  return { view, encoder, patch };
}

function viewerOf(encoder: Encoder): { decode: (bytes: Uint8Array) => void; sees: () => unknown } {
  const decoder = Reflection.decode(Reflection.encode(encoder));
  decoder.decode(encoder.encodeAll().slice());
  return { decode: (bytes) => void decoder.decode(bytes), sees: () => (decoder.state.toJSON() as { view: unknown }).view };
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
  it('[GAME-90] any sequence of plain views, sent as patches, arrives as it was, also for who joins late', () => {
    fc.assert(
      fc.property(fc.array(plainView, { minLength: 1, maxLength: 8 }), fc.nat(7), (plains, joinAt) => {
        const stage = onStage(new AllKinds());
        const early = viewerOf(stage.encoder);
        stage.encoder.discardChanges();
        let late: ReturnType<typeof viewerOf> | null = null;
        for (const [i, plain] of plains.entries()) {
          assignView(stage.view, plain);
          const patch = stage.patch();
          early.decode(patch);
          late?.decode(patch);
          if (i === joinAt) late = viewerOf(stage.encoder);
          assert.deepEqual(early.sees(), named(plain));
          if (late) assert.deepEqual(late.sees(), named(plain));
        }
      }),
      { numRuns: 300 },
    );
  });

  it('[GAME-91] a view that is assigned again costs nothing', () => {
    fc.assert(
      fc.property(plainView, (plain) => {
        const stage = onStage(new AllKinds());
        assignView(stage.view, plain);
        stage.patch();
        assignView(stage.view, structuredClone(plain));
        assert.equal(stage.patch().length, 0);
      }),
    );
  });

  it('[GAME-92] a counter that moves costs at most 10 bytes, also in a row of a board', () => {
    const stage = onStage(new tapRace.View());
    assignView(stage.view, raceWith(1_000_000));
    stage.patch();
    assignView(stage.view, raceWith(1_000_017));
    const { length } = stage.patch();
    assert.ok(length > 0 && length <= 10, `${length} bytes`);
  });

  it('[GAME-93] fields that a plain object does not name are left as they are', () => {
    const round = new RoundState();
    assignView(round, { id: 7, game: 'tap-race', phase: 'race', startedAt: 1, endsAt: 2, rehearsal: false });
    const view = new tapRace.View();
    round.view = view;
    assignView(round, { id: 7, game: 'tap-race', phase: 'result', startedAt: 2, endsAt: 3, rehearsal: false });
    assert.equal(round.view, view);
    assert.equal(round.phase, 'result');
  });
});
