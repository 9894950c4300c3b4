/** The laws of playing a round: it starts, ends, keeps its hands off what is not its own, and can be replayed. */
import assert from 'node:assert/strict';
import { formOf } from '../round/settings-arbitrary.ts';
import { copied, deepFreeze, withoutClockAndLuck } from '../round/plain.ts';
import { planRound } from '../round/plan-round.ts';
import { playRound } from '../round/play-round.ts';
import { inputsOf } from '../round/round-plan.ts';
import { planned, play, spreadOf, plainSample } from './law.ts';
import type { Law } from './law.ts';

const maxRoundMs = 2 * 3600_000;

export const playing: Law[] = [
  {
    id: 'GAME-1',
    says: 'starts a good round with empty settings, and every setting has a label in both languages',
    runs: 1,
    check: (game) => {
      const settings: unknown = game.settings.parse({});
      assert.deepEqual(game.settings.parse(copied(settings)), settings, 'parsed settings parse to themselves');
      for (const [name, field] of Object.entries(formOf(game).properties ?? {})) {
        assert.ok(field.title, `settings.${name} has no English label`);
        assert.ok(field['title:zh-CN'], `settings.${name} has no Chinese label`);
      }
      assert.ok(game.title.en && game.title['zh-CN'], 'a title in both languages');
      playRound(game, planRound(game, { ...plainSample, mischief: 0 }));
    },
  },
  {
    id: 'GAME-2',
    says: 'always ends, within two hours, and settles once',
    runs: 40,
    check: (game, sample) => {
      const { steps, settled } = play(game, sample);
      for (const { phase, durationMs } of steps)
        assert.ok(Number.isInteger(durationMs) && durationMs > 0, `phase ${phase} lasts ${durationMs} ms`);
      const totalMs = steps.reduce((sum, step) => sum + step.durationMs, 0);
      assert.ok(totalMs <= maxRoundMs, `a round of ${totalMs} ms`);
      assert.equal(settled, 1, 'results written');
    },
  },
  {
    id: 'GAME-8',
    says: 'changes no argument but the tally and record that fold and onCue are given',
    runs: 40,
    check: (game, sample) => {
      playRound(game, planned(game, sample), { shards: 2, shardOf: spreadOf(planned(game, sample), sample), guard: deepFreeze });
    },
  },
  {
    id: 'GAME-10',
    says: 'replays identically from seed and inputs, and asks neither a clock nor chance',
    runs: 30,
    check: (game, sample) => {
      const plan = planned(game, sample);
      const [first, second] = withoutClockAndLuck(() => [playRound(game, plan), playRound(game, plan)] as const);
      assert.equal(JSON.stringify(second), JSON.stringify(first));
    },
  },
  {
    id: 'GAME-11',
    says: 'has a bot whose inputs fit the running phase and its schema, and are accepted',
    runs: 30,
    check: (game, sample) => {
      const plain = playRound(game, planRound(game, { ...plainSample, seed: sample.seed, mischief: 0 }));
      const varied = playRound(game, planRound(game, { ...sample, mischief: 0 }));
      for (const { phase, accepts, inputs } of [...plain.steps, ...varied.steps])
        for (const { type, payload } of inputs) {
          assert.ok(accepts.includes(type), `the bot sends ${type} in phase ${phase}`);
          assert.deepEqual(inputsOf(game)[type]!.schema.parse(payload), payload);
        }
      const accepted = plain.steps.some(({ outcomes }) => outcomes.includes('accepted'));
      assert.ok(accepted, 'no input of any bot was accepted');
    },
  },
  {
    id: 'GAME-14',
    says: 'changes nothing when it refuses an input',
    runs: 40,
    check: (game, sample) => {
      const { fold } = game.edge;
      const watched: typeof fold = (tally, mine, input, from, settings) => {
        const before = structuredClone({ tally, mine });
        const refusal = fold(tally, mine, input, from, settings);
        if (refusal) assert.deepEqual({ tally, mine }, before, `changed, and then said ${refusal}`);
        return refusal;
      };
      play({ ...game, edge: { ...game.edge, fold: watched } }, sample);
    },
  },
];
