/** The checker checked: a game that breaks a law is caught by that law. */
import assert from 'node:assert/strict';
import { z } from 'zod';
import { GameView, addCount, labelled, mergeCounts, t } from '../../shared/game-kit/index.ts';
import type { AnyGame, Counts } from '../../shared/game-kit/index.ts';
import { coinFlip } from '../support/example-game.ts';
import { laws } from '../support/game-laws/index.ts';
import { samplesOf, tryLaw } from '../support/game-laws/law.ts';
import { phaseOf } from '../support/round/round-plan.ts';
import type { AnyPhase } from '../support/round/round-plan.ts';

// Broken on purpose, in ways that types alone would mostly forbid.
const sound = coinFlip as unknown as AnyGame;

const withEdge = (edge: Partial<AnyGame['edge']>): AnyGame => ({ ...sound, edge: { ...sound.edge, ...edge } });
const withStage = (stage: Partial<AnyGame['stage']>): AnyGame => ({ ...sound, stage: { ...sound.stage, ...stage } });
const withPhase = (phase: string, change: Partial<AnyPhase>): AnyGame => ({
  ...sound,
  phases: { ...sound.phases, [phase]: { ...phaseOf(sound, phase), ...change } },
});

let rounds = 0;

/** What each law must notice: the breach, and a word of the complaint. */
const breaches: Record<string, [what: string, broken: AnyGame, complaint: RegExp][]> = {
  'GAME-1': [
    ['a setting without a default', { ...sound, settings: z.object({ seconds: z.int() }) }, /expected number|invalid_type/i],
    ['a setting without a label', { ...sound, settings: z.object({ seconds: z.int().default(9) }) }, /no English label/],
    [
      'a setting that parses to something else the second time',
      {
        ...sound,
        settings: z.object({
          seconds: labelled(
            z
              .int()
              .default(9)
              .transform((n) => n + 1),
            sound.title,
          ),
        }),
      },
      /parse to themselves|Transforms cannot/,
    ],
  ],
  'GAME-2': [
    ['phases that go in a circle', withPhase('result', { next: 'call' }), /does not end/],
    ['a phase that does not exist', withPhase('land', { next: 'bank' }), /no phase "bank"/],
    ['a phase that takes no time', withPhase('land', { durationMs: 0 }), /lasts 0 ms/],
    ['a phase that takes all day', withPhase('land', { durationMs: 86_400_000 }), /a round of/],
    ['two phases that settle', withPhase('land', { settles: true }), /results written/],
  ],
  'GAME-3': [
    ['a merge that forgets one side', withEdge({ merge: (a) => a }), /merged/],
    [
      'a tally that depends on who came first',
      withEdge({
        fold: (tally, mine, input, from) => {
          tally.first ??= from.viewer;
          return sound.edge.fold(tally, mine, input, from, {});
        },
        merge: (a, b) => ({
          ...sound.edge.merge(a, b, {}),
          first: a.first ?? b.first,
        }),
      }),
      /group after group|merged/,
    ],
    [
      'a merge that counts a shard twice',
      withEdge({ merge: (a, b) => ({ ...a, calls: mergeCounts(mergeCounts(a.calls, b.calls), b.calls) }) }),
      /merged/,
    ],
  ],
  'GAME-4': [
    [
      'a merge that is not associative',
      withEdge({
        empty: () => ({ calls: {}, right: [], mean: 0 }),
        merge: (a, b) => ({ calls: {}, right: [], mean: (a.mean + 2 * b.mean + 1) / 3 }),
      }),
      /grouping/,
    ],
    [
      'an empty tally that counts',
      withEdge({
        empty: () => ({ calls: {}, right: [], shards: 1 }),
        merge: (a, b) => ({
          ...sound.edge.merge(a, b, {}),
          shards: a.shards + b.shards,
        }),
      }),
      /empty on the/,
    ],
  ],
  'GAME-5': [
    [
      'a record with a date in it',
      withEdge({ mine: () => ({ called: '', ms: 0, won: false, since: new Date(0) }) }),
      /not plain JSON/,
    ],
    [
      'a state that holds a map',
      withStage({ setup: () => ({ heads: true, calls: {}, right: [], seen: new Map() }) }),
      /not plain JSON/,
    ],
    ['a tally with a number that is none', withEdge({ empty: () => ({ calls: {}, right: [], mean: NaN }) }), /not plain JSON/],
  ],
  'GAME-6': [
    [
      'a record that is too large',
      withEdge({ mine: () => ({ called: '', ms: 0, won: false, note: 'x'.repeat(250) }) }),
      /a record of/,
    ],
  ],
  'GAME-7': [
    [
      'a tally with a line for every viewer',
      withEdge({
        fold: (tally, mine, input, from) => {
          const refusal = sound.edge.fold(tally, mine, input, from, {});
          if (!refusal) addCount(tally.calls, from.viewer);
          return refusal;
        },
      }),
      /a tally of/,
    ],
  ],
  'GAME-8': [
    [
      'a merge that adds into its first argument',
      withEdge({
        merge: (a, b) => {
          for (const [side, count] of Object.entries(b.calls as Counts)) addCount(a.calls, side, count);
          return a;
        },
      }),
      /read only|not extensible/,
    ],
    ['a reduce that changes its state', withStage({ reduce: (state, tally) => Object.assign(state, tally) }), /read only/],
    [
      'a fold that changes the input',
      withEdge({
        fold: (tally, mine, input, from) => {
          input.payload.heads = true;
          return sound.edge.fold(tally, mine, input, from, {});
        },
      }),
      /read only/,
    ],
    ['a view that sorts the state in place', { ...sound, view: (state) => Object.assign(state.calls, { heads: 0 }) }, /./],
  ],
  'GAME-9': [
    [
      'a reduce that adds up',
      withStage({
        reduce: (state, tally) => ({ ...state, ...tally, calls: mergeCounts(state.calls, tally.calls) }),
      }),
      /Expected values/,
    ],
    [
      'a reduce that counts how often it ran',
      withStage({ reduce: (state, tally) => ({ ...state, ...tally, n: (state.n ?? 0) + 1 }) }),
      /Expected values/,
    ],
  ],
  'GAME-10': [
    [
      'luck of its own',
      withStage({ setup: () => ({ heads: Math.random() < 0.5, calls: {}, right: [] }) }),
      /Math.random was called/,
    ],
    [
      'a clock of its own',
      withStage({ setup: () => ({ heads: Date.now() % 2 === 0, calls: {}, right: [] }) }),
      /Date.now was called/,
    ],
    [
      'a memory across rounds',
      withStage({ setup: () => ({ heads: true, calls: {}, right: [], n: rounds++ }) }),
      /strictly equal/,
    ],
  ],
  'GAME-11': [
    [
      'a bot that ignores the phase',
      { ...sound, bot: () => ({ type: 'call', payload: { heads: true } }) },
      /the bot sends call in phase/,
    ],
    [
      'a bot that sends what the schema refuses',
      {
        ...sound,
        bot: (_random, { phase }) => (phase === 'call' ? { type: 'call', payload: { heads: 1 } } : null),
      },
      /expected boolean/i,
    ],
    ['a bot that never plays', { ...sound, bot: () => null }, /no input of any bot was accepted/],
    ['a bot that needs the view', { ...sound, bot: (_random, { view }) => (view!['heads'] > 0 ? null : null) }, /null/],
  ],
  'GAME-12': [
    ['a view with a number its field cannot hold', { ...sound, view: () => ({ heads: -1, tails: 0 }) }, /Expected values/],
    [
      'a view that unsets what it had set',
      {
        ...sound,
        View: GameView.extend({ heads: t.uint32(), tails: t.uint32(), hint: t.string().optional() }, 'HintView'),
        view: (_state, phase) => ({ heads: 0, tails: 0, ...(phase === 'call' ? { hint: 'now!' } : {}) }),
      },
      /Expected values/,
    ],
    [
      'a view with a field its class does not have',
      { ...sound, view: () => ({ heads: 1, tails: 0, coin: 'edge' }) },
      /Expected values/,
    ],
  ],
  'GAME-13': [
    ['an own that is no JSON', { ...sound, own: () => ({ at: new Date(0) }) }, /not plain JSON/],
    ['a standing that is no JSON', { ...sound, standing: () => new Set(['a']) }, /not plain JSON/],
    [
      'a result that is no JSON',
      { ...sound, result: () => ({ winners: [], summary: { odds: NaN } }) },
      /result is not plain JSON/,
    ],
  ],
  'GAME-14': [
    [
      'a fold that counts before it refuses',
      withEdge({
        fold: (tally, mine, { payload }) => {
          addCount(tally.calls, payload.heads ? 'heads' : 'tails');
          if (mine.called) return 'input/already';
          mine.called = 'called';
          return undefined;
        },
      }),
      /and then said input\/already/,
    ],
  ],
  'GAME-15': [
    [
      'a winner who did not play',
      { ...sound, result: () => ({ winners: [{ viewer: 'the house', name: 'The house', rank: 1 }], summary: {} }) },
      /without taking part/,
    ],
    [
      'ranks with a gap',
      {
        ...sound,
        result: (state, settings) => {
          const { winners } = sound.result(state, settings);
          return { winners: winners.map((winner) => ({ ...winner, rank: winner.rank + 1 })), summary: {} };
        },
      },
      /Expected values/,
    ],
  ],
  'GAME-16': [
    ['a cue with viewer ids', withPhase('result', { cue: (state) => (state as { right: unknown }).right }), /is on show/],
  ],
  'GAME-17': [
    ['a chat line as a malformed input', { ...sound, chat: () => ({ type: 'call', payload: {} }) }, /expected boolean/i],
    [
      'a chat line as an input that no phase takes',
      { ...withPhase('call', { accepts: [] }), chat: () => ({ type: 'call', payload: { heads: true } }) },
      /falsy|true/,
    ],
  ],
};

describe('the laws of games: the checker', () => {
  it('[GAME-18] every law has a breach that proves it notices', () => {
    assert.deepEqual(
      Object.keys(breaches),
      laws.map(({ id }) => id),
    );
  });

  for (const law of laws) {
    it(`[GAME-18] the sound example passes ${law.id}`, () => tryLaw(law, sound, samplesOf(sound)));

    for (const [what, broken, complaint] of breaches[law.id] ?? [])
      it(`[GAME-18] ${law.id} catches ${what}`, () => {
        assert.throws(
          () => tryLaw(law, broken, samplesOf(sound)),
          (error: Error) => complaint.test(`${error.message} ${String(error.cause)}`),
        );
      });
  }
});
