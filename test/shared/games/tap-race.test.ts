/** Tap race: teams, the human ceiling, and who wins. */
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { AnyGame } from '../../../shared/game-kit/index.ts';
import { tapRace } from '../../../shared/games/tap-race.ts';
import { makePlayers } from '../../support/round/round-plan.ts';
import type { PlannedInput } from '../../support/round/round-plan.ts';
import { playRound } from '../../support/round/play-round.ts';

const { edge } = tapRace;
const plain = tapRace.settings.parse({});
const chosen = tapRace.settings.parse({ choose: true, teams: ['North', 'East', 'South'] });

/** One viewer's messages against the edge alone: how many taps each of them counted for. */
function counted(messages: readonly { atMs: number; count: number }[]): number[] {
  const tally = edge.empty(plain);
  const mine = edge.mine(plain);
  return messages.map(({ atMs, count }) => {
    const before = mine.taps;
    edge.fold(tally, mine, { type: 'tap', payload: { count } }, { viewer: 'v', name: 'V', elapsedMs: atMs }, plain);
    assert.equal(tally.taps[mine.team] ?? 0, mine.taps);
    return mine.taps - before;
  });
}

/** A race in which these taps arrive. */
function race(settings: unknown, players: number, taps: (viewer: string, i: number) => PlannedInput[]) {
  const all = makePlayers(players);
  const inputs = all.flatMap(({ viewer }, i) => taps(viewer, i));
  const plan = { settings: tapRace.settings.parse(settings), seed: 's', players: all };
  return {
    all,
    ...playRound(tapRace as unknown as AnyGame, { ...plan, inputs: ({ phase }) => (phase === 'race' ? inputs : []) }),
  };
}

const tap = (viewer: string, count: number, elapsedMs: number): PlannedInput => ({
  viewer,
  type: 'tap',
  payload: { count },
  elapsedMs,
});

/** The stage's state after so many taps. */
const state = (red: number, blue: number) => ({ taps: { 0: red, 1: blue }, members: {}, top: [] });

describe('tap race', () => {
  it('[GAME-20] no more than 20 taps and then 15 a second count, however they are packed into messages', () => {
    const message = fc.record({
      gapMs: fc.oneof(fc.constant(0), fc.nat(300), fc.nat(5000)),
      count: fc.integer({ min: 1, max: 20 }),
    });
    fc.assert(
      fc.property(fc.array(message, { minLength: 1, maxLength: 60 }), (messages) => {
        let atMs = 0;
        const sent = messages.map(({ gapMs, count }) => ({ atMs: (atMs += gapMs), count }));
        const counts = counted(sent);
        // Every stretch of time, from any message to any later one.
        for (let from = 0; from < sent.length; from++) {
          let taps = 0;
          for (let to = from; to < sent.length; to++) {
            taps += counts[to]!;
            const spanMs = sent[to]!.atMs - sent[from]!.atMs;
            assert.ok(taps <= 20 + (15 * spanMs) / 1000, `${taps} taps within ${spanMs} ms`);
          }
        }
      }),
      { numRuns: 200 },
    );
  });

  it('[GAME-21] whoever taps at a human pace loses no tap', () => {
    const tenASecond = Array.from({ length: 200 }, (_, i) => ({ atMs: i * 100, count: i % 2 === 0 ? 1 : 2 }));
    assert.deepEqual(
      counted(tenASecond),
      tenASecond.map(({ count }) => count),
    );
  });

  it('[GAME-22] a clock that steps back grants no taps', () => {
    const spent = { atMs: 5000, count: 20 };
    assert.deepEqual(
      counted([spent, { atMs: 4000, count: 20 }, { atMs: 5000, count: 20 }, { atMs: 5200, count: 20 }]),
      [20, 0, 0, 3],
    );
  });

  it('[GAME-23] without a choice every viewer gets a team at the first tap: the same one always, and teams of like size', () => {
    const settings = { teams: ['A', 'B', 'C', 'D'] };
    const first = race(settings, 800, (viewer, i) => [tap(viewer, 1, i)]);
    const again = race(settings, 800, (viewer, i) => [tap(viewer, 1, 1000 - i)]);
    const teamsOf = ({ steps }: typeof first): unknown =>
      Object.fromEntries(Object.entries(steps[1]!.owns).map(([viewer, own]) => [viewer, (own as { team: number }).team]));
    assert.deepEqual(teamsOf(first), teamsOf(again));
    for (const { members } of first.steps[2]!.view['teams']) assert.ok(Math.abs(members - 200) < 50, `${members} members`);
  });

  it('[GAME-24] who may choose a team chooses one that exists, once', () => {
    const tally = edge.empty(chosen);
    const mine = edge.mine(chosen);
    const from = { viewer: 'v', name: 'V', elapsedMs: 0 };
    const join = (team: number) => edge.fold(tally, mine, { type: 'join', payload: { team } }, from, chosen) ?? 'accepted';
    assert.deepEqual([join(3), mine.team, tally.members], ['input/choice', -1, {}]);
    assert.deepEqual([join(2), mine.team, tally.members], ['accepted', 2, { 2: 1 }]);
    assert.deepEqual([join(0), mine.team, tally.members], ['input/already', 2, { 2: 1 }]);
    assert.equal(tapRace.inputs.join.schema.safeParse({ team: 4 }).success, false);
  });

  it('[GAME-25] the winner is the team with most taps, told when time is up; equal teams have none', () => {
    const winner = (red: number, blue: number, phase: 'race' | 'result') => tapRace.view(state(red, blue), phase, plain).winner;
    assert.deepEqual([winner(5, 9, 'race'), winner(5, 9, 'result'), winner(9, 5, 'result')], [-1, 1, 0]);
    assert.deepEqual([winner(7, 7, 'result'), winner(0, 0, 'result')], [-1, -1]);
    assert.deepEqual(tapRace.result(state(5, 9), plain).summary, {
      teams: [
        { name: 'Red', taps: 5, members: 0 },
        { name: 'Blue', taps: 9, members: 0 },
      ],
      winner: 1,
    });
  });

  it('[GAME-26] the top tappers win, by the names they go by', () => {
    const { result, steps, all } = race({ winners: 2 }, 4, (viewer, i) =>
      Array.from({ length: i }, (_, n) => tap(viewer, 3, 1000 * (n + 1))),
    );
    assert.deepEqual(result.winners, [
      { ...all[3]!, rank: 1 },
      { ...all[2]!, rank: 2 },
    ]);
    assert.deepEqual(
      steps[2]!.view['top'].map(({ name, taps }: { name: string; taps: number }) => [name, taps]),
      [3, 2, 1].map((i) => [all[i]!.name, 3 * i]),
    );
  });

  it('[GAME-27] a message carries at most 20 taps, and a viewer sends at most ten of them a second after a first burst', () => {
    assert.equal(tapRace.inputs.tap.schema.safeParse({ count: 20 }).success, true);
    for (const count of [0, 21, 1.5, -1, '3']) assert.equal(tapRace.inputs.tap.schema.safeParse({ count }).success, false);
    const { steps } = race({}, 1, (viewer) => Array.from({ length: 60 }, (_, i) => tap(viewer, 1, i * 20)));
    const accepted = steps[1]!.outcomes.filter((outcome) => outcome === 'accepted').length;
    // 15 at once, and ten a second for the 1.18 seconds that this takes.
    assert.equal(accepted, 26);
    assert.equal(steps[1]!.outcomes.filter((outcome) => outcome === 'rate-limited').length, 60 - accepted);
  });
});
