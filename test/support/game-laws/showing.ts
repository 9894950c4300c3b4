/** The laws of what others see: views, cues, winners and chat. */
import assert from 'node:assert/strict';
import { isPlainJson } from '../round/plain.ts';
import { playRound } from '../round/play-round.ts';
import { inputsOf, phaseOf } from '../round/round-plan.ts';
import { showViews } from '../round/show-views.ts';
import { planned, play } from './law.ts';
import type { Law } from './law.ts';

export const showing: Law[] = [
  {
    id: 'GAME-12',
    says: 'shows a view that its View class carries over the wire unchanged',
    runs: 30,
    check: (game, sample) => {
      const views = play(game, sample).steps.flatMap((step) => step.views);
      showViews(game, views, (shown, view) => assert.deepEqual(shown, view));
    },
  },
  {
    id: 'GAME-13',
    says: 'tells viewers, crowds and receipts plain JSON only',
    runs: 30,
    check: (game, sample) => {
      const { steps, result } = play(game, sample);
      for (const { owns, standing, cue } of steps)
        for (const value of [owns, standing ?? null, cue ?? null])
          assert.ok(isPlainJson(value), `not plain JSON: ${JSON.stringify(value)}`);
      assert.ok(isPlainJson(result), 'the result is not plain JSON');
    },
  },
  {
    id: 'GAME-15',
    says: 'names as winners viewers who took part, each once, ranked 1, 2, 3 …',
    runs: 40,
    check: (game, sample) => {
      const plan = planned(game, sample);
      const { result, steps } = playRound(game, plan);
      const records = steps.at(-1)!.records;
      const names = new Map(plan.players.map(({ viewer, name }) => [viewer, name]));
      assert.deepEqual(
        result.winners.map(({ rank }) => rank),
        result.winners.map((_, i) => i + 1),
      );
      assert.equal(new Set(result.winners.map(({ viewer }) => viewer)).size, result.winners.length, 'a winner twice');
      for (const { viewer, name } of result.winners) {
        assert.ok(Object.hasOwn(records, viewer), `${viewer} won without taking part`);
        assert.equal(name, names.get(viewer));
      }
    },
  },
  {
    id: 'GAME-16',
    says: 'shows nobody’s viewer id in view or cue',
    runs: 30,
    check: (game, sample) => {
      const plan = planned(game, sample);
      const shown = JSON.stringify(playRound(game, plan).steps.map(({ views, cue }) => [views, cue ?? null]));
      for (const { viewer } of plan.players) assert.ok(!shown.includes(viewer), `${viewer} is on show`);
    },
  },
  {
    id: 'GAME-17',
    says: 'reads a chat line as nothing, or as an input that some phase takes',
    runs: 60,
    check: (game, sample) => {
      const settings: unknown = game.settings.parse(sample.settings);
      const lines = [sample.text, ...Object.values(settings as object).filter((value) => typeof value === 'string')];
      for (const line of lines) {
        const input = game.chat?.(line, settings) ?? null;
        if (!input) continue;
        assert.deepEqual(inputsOf(game)[input.type]!.schema.parse(input.payload), input.payload);
        assert.ok(Object.keys(game.phases as object).some((phase) => phaseOf(game, phase).accepts?.includes(input.type)));
      }
    },
  },
];
