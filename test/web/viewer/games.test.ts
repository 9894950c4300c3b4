/** What the games show, worked out from what the server sent. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import * as fc from 'fast-check';
import { games } from '../../../shared/games/index.ts';
import { tapRace } from '../../../shared/games/tap-race.ts';
import en from '../../../web/locales/viewer.en.ts';
import { chosenOption, fitsPairs, optionState, percents } from '../../../web/viewer/games/quick-quiz-model.ts';
import type { QuizMoment } from '../../../web/viewer/games/quick-quiz-model.ts';
import { leader, shares, teamOf } from '../../../web/viewer/games/tap-race-model.ts';

const folder = new URL('../../../web/viewer/games/', import.meta.url);
const states = (moment: QuizMoment) => [0, 1, 2, 3].map((option) => optionState(moment, option));
const team = (taps: number) => ({ name: 'x', taps, members: 0 });

describe('the games of the viewer page', () => {
  for (const [id, game] of Object.entries(games)) {
    it(`[PAGE-34] ${id} has a component of its own, a name, and words for each of its phases`, () => {
      assert.ok(existsSync(new URL(`${id}.tsx`, folder)));
      assert.ok(Object.hasOwn(en, `game.${id}`));
      for (const phase of Object.keys(game.phases as object)) assert.ok(Object.hasOwn(en, `phase.${id}.${phase}`), phase);
    });
  }
});

describe('tap race on the page', () => {
  it('[PAGE-27] before the first tap the page knows the team that the server will choose', () => {
    const settings = tapRace.settings.parse({});
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 20 }), (viewer) => {
        const tally = tapRace.edge.empty(settings);
        const mine = tapRace.edge.mine(settings);
        tapRace.edge.fold(
          tally,
          mine,
          { type: 'tap', payload: { count: 1 } },
          { viewer, name: '', elapsedMs: 0, cue: undefined },
          settings,
        );
        assert.equal(teamOf(null, viewer, { teams: [team(0), team(0)], choose: false }), mine.team);
      }),
    );
  });

  it('[PAGE-27] where viewers choose, nobody has a team until they have chosen', () => {
    const race = { teams: [team(0), team(0), team(0)], choose: true };
    assert.equal(teamOf(null, 'v', race), -1);
    assert.equal(teamOf({ team: -1 }, 'v', race), -1);
    assert.equal(teamOf({ team: 2 }, 'v', race), 2);
    assert.equal(teamOf(null, '', { ...race, choose: false }), -1);
  });

  it('[PAGE-27] shares are whole percent that add up to 100, in the order of the taps', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 1_000_000 }), { minLength: 2, maxLength: 4 }), (taps) => {
        const parts = shares(taps.map(team));
        assert.equal(
          parts.reduce((sum, part) => sum + part, 0),
          100,
        );
        for (let i = 0; i < taps.length; i++)
          for (let j = 0; j < taps.length; j++) if (taps[i]! > taps[j]!) assert.ok(parts[i]! >= parts[j]!);
      }),
    );
    assert.deepEqual(shares([team(0), team(0)]), [50, 50]);
  });

  it('[PAGE-27] nobody leads while the best are equal', () => {
    assert.equal(leader([team(3), team(5)]), 1);
    assert.equal(leader([team(5), team(5), team(1)]), -1);
  });
});

describe('quick quiz on the page', () => {
  const asked: QuizMoment = { phase: 'question', question: 2, answer: undefined, own: null, pending: null, out: false };

  it('[PAGE-28] options are open until one is pressed, and the pressed one is on its way until the server has it', () => {
    assert.deepEqual(states(asked), ['open', 'open', 'open', 'open']);
    const pending = { ...asked, pending: { question: 2, choice: 1 } };
    assert.deepEqual(states(pending), ['idle', 'sending', 'idle', 'idle']);
    assert.deepEqual(states({ ...pending, own: { question: 2, choice: 1 } }), ['idle', 'chosen', 'idle', 'idle']);
  });

  it('[PAGE-28] what the server has counts, whatever was pressed', () => {
    const moment = { ...asked, pending: { question: 2, choice: 1 }, own: { question: 2, choice: 3 } };
    assert.equal(chosenOption(moment), 3);
    assert.deepEqual(states(moment), ['idle', 'idle', 'idle', 'chosen']);
  });

  it('[PAGE-28] the answer to an earlier question does not close this one', () => {
    const moment = { ...asked, pending: { question: 1, choice: 0 }, own: { question: 1, choice: 0 } };
    assert.deepEqual(states(moment), ['open', 'open', 'open', 'open']);
  });

  it('[PAGE-28] once locked, or for those who are out, nothing is open', () => {
    assert.deepEqual(states({ ...asked, phase: 'locked' }), ['idle', 'idle', 'idle', 'idle']);
    assert.deepEqual(states({ ...asked, out: true }), ['idle', 'idle', 'idle', 'idle']);
  });

  it('[PAGE-28] the reveal marks the right answer, and the viewer’s own when it was another', () => {
    const reveal = { ...asked, phase: 'reveal', answer: 2 };
    assert.deepEqual(states({ ...reveal, own: { question: 2, choice: 1 } }), ['idle', 'wrong', 'right', 'idle']);
    assert.deepEqual(states({ ...reveal, own: { question: 2, choice: 2 } }), ['idle', 'idle', 'right', 'idle']);
    assert.deepEqual(states(reveal), ['idle', 'idle', 'right', 'idle']);
  });

  it('[PAGE-28] options stand in pairs only when all are short; Chinese characters count twice', () => {
    assert.ok(fitsPairs(['Mercury', 'Venus']));
    assert.ok(!fitsPairs(['Mercury', 'The third one from the sun']));
    assert.ok(fitsPairs(['Mount Everest', 'Kilimanjaro']));
    assert.ok(!fitsPairs(['Oslo', 'Constantinople']), 'a word that does not fit half of a phone is not broken');
    assert.ok(fitsPairs(['离太阳最近的行星']));
    assert.ok(!fitsPairs(['离太阳最近的行星之一吗']));
    assert.deepEqual(percents([1, 1, 2]), [25, 25, 50]);
    assert.deepEqual(percents([0, 0]), [0, 0]);
  });
});
