/** The laws of tallies and records: they merge, travel, stay small, and are reduced harmlessly. */
import assert from 'node:assert/strict';
import { bytesOf, copied, isPlainJson } from '../round/plain.ts';
import { planRound } from '../round/plan-round.ts';
import { playRound } from '../round/play-round.ts';
import type { PlannedInput } from '../round/round-plan.ts';
import { planned, play, edgeSettingsOf, spreadOf, outcomeOf, plainSample } from './law.ts';
import type { Law } from './law.ts';

const maxRecordBytes = 256;
const maxTallyBytes = 64 * 1024;
const manyBots = 10_000;

export const merging: Law[] = [
  {
    id: 'GAME-3',
    says: 'is a monoid: however viewers are spread over shards and in whatever order shards are merged, the round is the same',
    runs: 60,
    check: (game, sample) => {
      const plan = planned(game, sample);
      const shardOf = spreadOf(plan, sample);
      const byShard = (inputs: readonly PlannedInput[]) => inputs.toSorted((a, b) => shardOf(a.viewer) - shardOf(b.viewer));
      const whole = outcomeOf(playRound(game, plan));
      assert.deepEqual(outcomeOf(playRound(game, plan, { arrange: byShard })), whole, 'all in one shard, group after group');
      const split = { shards: sample.shards, shardOf };
      assert.deepEqual(outcomeOf(playRound(game, plan, split)), whole, 'merged left to right');
      const mirrored = { ...split, shardOf: (viewer: string) => sample.shards - 1 - shardOf(viewer) };
      assert.deepEqual(outcomeOf(playRound(game, plan, mirrored)), whole, 'merged right to left');
    },
  },
  {
    id: 'GAME-4',
    says: 'merges tallies in any grouping, and an empty tally changes nothing',
    runs: 40,
    check: (game, sample) => {
      const plan = planned(game, sample);
      const settings: unknown = edgeSettingsOf(game, plan);
      const merge = (a: unknown, b: unknown): unknown => copied(game.edge.merge(copied(a), copied(b), settings));
      const played = playRound(game, plan, { shards: 3, shardOf: spreadOf(plan, { ...sample, shards: 3 }) });
      for (const { tallies } of played.steps) {
        const [a, b, c] = tallies.map(copied);
        assert.deepEqual(merge(merge(a, b), c), merge(a, merge(b, c)), 'grouping');
        const empty: unknown = game.edge.empty(settings);
        assert.deepEqual(merge(empty, a), a, 'empty on the left');
        assert.deepEqual(merge(a, empty), a, 'empty on the right');
      }
    },
  },
  {
    id: 'GAME-5',
    says: 'survives JSON: tallies, records, state and settings may travel or be stored at any moment',
    runs: 40,
    check: (game, sample) => {
      const plan = planned(game, sample);
      const kept = playRound(game, plan);
      for (const { tallies, records, state } of kept.steps)
        for (const value of [tallies, records, state]) assert.ok(isPlainJson(value), `not plain JSON: ${JSON.stringify(value)}`);
      assert.deepEqual(outcomeOf(playRound(game, plan, { pass: copied })), outcomeOf(kept));
    },
  },
  {
    id: 'GAME-6',
    says: 'keeps at most 256 bytes about a viewer',
    runs: 40,
    check: (game, sample) => {
      for (const { records } of play(game, { ...sample, looks: 8 }).steps)
        for (const record of Object.values(records))
          assert.ok(bytesOf(record) <= maxRecordBytes, `a record of ${bytesOf(record)} bytes: ${JSON.stringify(record)}`);
    },
  },
  {
    id: 'GAME-7',
    says: 'has a tally of at most 64 KiB with 10,000 bots',
    runs: 1,
    check: (game) => {
      const plan = planRound(game, { ...plainSample, players: manyBots, looks: 3, mischief: 0 });
      const { steps } = playRound(game, plan, { ticks: 0 });
      const largest = Math.max(...steps.map(({ merged }) => bytesOf(merged)));
      assert.ok(largest <= maxTallyBytes, `a tally of ${largest} bytes`);
      assert.ok(Object.keys(steps.at(-1)!.records).length > manyBots / 10, 'bots took part');
    },
  },
  {
    id: 'GAME-9',
    says: 'reduces harmlessly: twice is as good as once, and how often the stage ticks makes no difference',
    runs: 40,
    check: (game, sample) => {
      const plan = planned(game, sample);
      const often = playRound(game, plan, { ticks: 9 });
      assert.deepEqual(outcomeOf(often), outcomeOf(playRound(game, plan, { ticks: 0 })));
      for (const { state, merged } of often.steps)
        assert.deepEqual(game.stage.reduce(copied(state), copied(merged), plan.settings), state, 'reduced once more');
    },
  },
];
