/** A battle as the panel shows it: who is whose, what is counted down, and what every phase and rule says in words. */
import assert from 'node:assert/strict';
import type { BattleStatus } from '../../../shared/battle/terms.ts';
import { battleRules } from '../../../shared/protocol/battles.ts';
import type { PanelBattle } from '../../../shared/protocol/messages.ts';
import { lang } from '../../../web/kit/i18n.ts';
import type { BattleJson } from '../../../web/kit/battle-now.ts';
import { phaseText, phaseWord } from '../../../web/panel/battles/phase-text.ts';
import { ruleTexts } from '../../../web/panel/battles/rules-text.ts';
import { roleOf, standingOf } from '../../../web/panel/battles/standing.ts';
import type { BattleStanding } from '../../../web/panel/battles/standing.ts';
import { battleJson, endsAt, sideJson, startedAt } from '../../support/web-contest.ts';

const between = [sideJson({ id: 'night', name: 'Theirs', show: 'night' }), sideJson({ id: 'demo', name: 'Ours', show: 'demo' })];
const known: PanelBattle = {
  id: 'demo.battle-1',
  role: 'host',
  rules: battleRules.parse({}),
  boostsLeft: {},
  extensionLeftMs: 0,
};

function standing(
  change: Partial<BattleJson> = {},
  { now = startedAt, more = known }: { now?: number; more?: PanelBattle | null } = {},
): BattleStanding {
  const show = { show: 'demo', rehearsal: false, battle: battleJson(change) };
  const found = standingOf({ show, panel: { battle: more } }, { now, isSure: true });
  assert.ok(found);
  return found;
}

describe('a battle in the panel', () => {
  it('[PAGE-169] the ring counts down what the phase waits for, of its whole length', () => {
    const expiresAt = startedAt + 9000;
    const table: [Partial<BattleJson>, number, number | null][] = [
      [{ status: 'inviting', startedAt: 0, endsAt: expiresAt }, startedAt, 15_000],
      [{ status: 'ready', endsAt: startedAt }, startedAt - 1, 5000],
      [{ status: 'running' }, startedAt, 180_000],
      [{ status: 'running', endsAt: endsAt + 30_000 }, startedAt, 210_000],
      [{ status: 'overtime', endsAt: endsAt + 10_000 }, endsAt, 10_000],
      [{ status: 'running' }, endsAt, null],
      [{ status: 'verdict', endsAt: endsAt + 15_000 }, endsAt, 15_000],
      [{ status: 'over', endsAt: 0 }, endsAt, null],
      [{ status: 'cancelled', endsAt: 0 }, endsAt, null],
    ];
    for (const [change, now, wholeMs] of table) {
      const { ring, phase } = standing(change, { now });
      assert.equal(ring === null ? null : ring.endsAt - ring.startsAt, wholeMs, phase);
    }
  });

  it('[PAGE-169] once the votes are over it counts, whatever the server has said so far', () => {
    assert.equal(standing({}, { now: endsAt - 1 }).phase, 'running');
    assert.equal(standing({}, { now: endsAt }).phase, 'counting');
    assert.ok(!standing({}, { now: endsAt }).over);
    assert.ok(standing({ status: 'forfeited' }).over);
  });

  it('[PAGE-169] in mist the panel knows no more than everybody', () => {
    const mistAt = endsAt - 20_000;
    assert.ok(!standing({ mistAt }, { now: mistAt - 1 }).misty);
    const { misty, sides } = standing({ mistAt }, { now: mistAt });
    assert.ok(misty);
    assert.match(phaseText(standing({ mistAt }, { now: mistAt })), /hidden/);
    assert.deepEqual(
      sides.map(({ score }) => score),
      [0, 0],
    );
  });

  it('[PAGE-169] between shows the own side comes first, and the other one is the rival', () => {
    const { sides, rival } = standing({ sides: between });
    assert.deepEqual(
      sides.map(({ id }) => id),
      ['demo', 'night'],
    );
    assert.equal(rival?.name, 'Theirs');
    assert.equal(standing().rival, null);
  });

  it('[PAGE-169] what panels know counts for its own battle only; until it comes the role follows from the state', () => {
    assert.equal(standing({ id: 'demo.battle-2' }).more, null);
    assert.equal(roleOf(standing({}, { more: null }), 'demo'), 'host');
    assert.equal(roleOf(standing({ sides: between }, { more: null }), 'demo'), 'referee');
    assert.equal(roleOf(standing({ sides: between, referee: 'night' }, { more: null }), 'demo'), 'mirror');
    assert.equal(roleOf(standing({}, { more: { ...known, role: 'mirror' } }), 'demo'), 'mirror');
    assert.equal(standingOf({ show: null, panel: null }, { now: 0, isSure: true }), null);
  });

  it('[PAGE-170] every status has a word, and a sentence that says why it ended', () => {
    const ends: [BattleStatus, Partial<BattleJson>, RegExp][] = [
      ['inviting', { sides: between, endsAt: startedAt + 1000 }, /Theirs/],
      ['ready', { startedAt: startedAt + 1000, endsAt: startedAt + 1000 }, /moment/],
      ['running', {}, /Level/],
      ['overtime', { overtime: 1 }, /Overtime 1 of 3/],
      ['verdict', { by: 'score', winner: 'red', endsAt: endsAt + 1 }, /Red wins/],
      ['over', { by: 'draw' }, /draw/],
      ['rejected', { by: 'void', reason: 'rejected' }, /not accepted/],
      ['expired', { by: 'void', reason: 'no-answer' }, /in time/],
      ['cancelled', { by: 'void', reason: 'stage-away' }, /could not be reached/],
      ['forfeited', { by: 'forfeit', winner: 'blue', reason: 'given-up' }, /gave up/],
    ];
    for (const language of ['en', 'zh-CN'] as const) {
      lang.value = language;
      try {
        for (const [status, change, says] of ends) {
          const now = standing({ status, ...change });
          assert.notEqual(phaseWord(now), '');
          if (language === 'en') assert.match(phaseText(now), says);
          else assert.match(phaseText(now), /\p{Script=Han}/v);
        }
      } finally {
        lang.value = 'en';
      }
    }
    assert.match(phaseText(standing({}, { now: endsAt })), /Counting/);
  });

  it('[PAGE-171] the rules are told in sentences: what does not apply is not told', () => {
    const plain = ruleTexts(
      battleRules.parse({ prepareMs: 0, likesPerViewer: 0, gifts: 'none', critical: null, overtimes: 0, boostsPerSide: 0 }),
    );
    assert.equal(plain.time, 'Votes are taken for 3 min, at once.');
    assert.equal(plain.votes, '10 votes per viewer.');
    assert.equal(plain.gifts, 'Gifts do not count.');
    assert.equal(plain.end, 'No overtime.');
    assert.equal(plain.verdict, 'Equal scores are a draw. The winner is celebrated for 15 s.');
    const full = ruleTexts(
      battleRules.parse({
        votesPerViewer: 1,
        weights: [{ level: 20, weight: 3 }],
        gifts: ['rose', 'rocket'],
        mistMs: 20_000,
        overtimes: 1,
        boostsPerSide: 1,
        minScore: 5000,
        draw: 'earliest',
        verdict: { kind: 'forfeit', text: 'sing', durationMs: 30_000 },
      }),
    );
    assert.equal(full.votes, '1 vote per viewer. 5 likes of each count, one point each. From level 20 a vote counts 3.');
    assert.equal(full.gifts, 'Only these gifts count: rose, rocket. Those paid in time may arrive 2 s late.');
    assert.equal(
      full.end,
      'In the last 10 s points count ×2. Scores are hidden in the last 20 s. Up to 1 overtime of 10 s. 1 boost per side.',
    );
    assert.equal(
      full.verdict,
      'At equal scores, who was there first wins. Nobody wins below 5,000. The losers’ forfeit, 30 s: sing',
    );
  });
});
