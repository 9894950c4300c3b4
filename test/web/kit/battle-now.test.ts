/** Where a battle stands on a page: by the server's word, and by a clock that is trusted. */
import assert from 'node:assert/strict';
import type { BattlePhase } from '../../../web/kit/battle-now.ts';
import {
  battleOf,
  boostNow,
  factorNow,
  isBattleOver,
  isCritical,
  isMisty,
  phaseEndsAt,
  phaseNow,
  takesVotes,
  turnsOfBattle,
  verdictOf,
} from '../../../web/kit/battle-now.ts';
import { battleJson, endsAt, sideJson, startedAt } from '../../support/web-contest.ts';

const at = (now: number, isSure = true) => ({ now, isSure });
const statuses = [
  'inviting',
  'ready',
  'running',
  'overtime',
  'verdict',
  'over',
  'rejected',
  'expired',
  'cancelled',
  'forfeited',
] as const;

const by = (how: string, winner = '') => verdictOf(battleJson({ status: 'verdict', by: how, winner }));

describe('a battle on the page', () => {
  it('[PAGE-130] takes votes from the moment it starts to the moment its time is up, by the page’s clock', () => {
    const ready = battleJson({ status: 'ready', endsAt: startedAt });
    assert.equal(phaseNow(ready, at(startedAt - 1)), 'ready');
    assert.equal(phaseNow(ready, at(startedAt)), 'running');
    assert.equal(phaseEndsAt(ready, 'ready'), startedAt);
    assert.equal(phaseEndsAt(ready, 'running'), endsAt, 'known before the server has told that it runs');
    assert.equal(phaseEndsAt(battleJson(), 'counting'), null);
    for (const status of ['running', 'overtime']) {
      const running = battleJson({ status });
      assert.equal(phaseNow(running, at(endsAt - 1)), status);
      assert.equal(phaseNow(running, at(endsAt)), 'counting');
      assert.ok(takesVotes(phaseNow(running, at(endsAt - 1))));
      assert.ok(!takesVotes('counting'));
    }
    assert.equal(phaseNow(battleJson({ status: 'verdict' }), at(endsAt)), 'over');
    for (const turn of [startedAt, endsAt, endsAt - 10_000])
      assert.ok(turnsOfBattle(battleJson()).includes(turn), 'the page wakes for it');
  });

  it('[PAGE-130] a clock that is not trusted changes nothing, and neither does an end that is not known', () => {
    for (const status of statuses) {
      assert.equal(phaseNow(battleJson({ status }), at(endsAt + 99_000, false)), status);
      assert.equal(phaseNow(battleJson({ status, endsAt: 0 }), at(endsAt + 99_000)), status);
    }
  });

  it('[PAGE-130] what the server says has ended has, whatever the clock says', () => {
    const ended: BattlePhase[] = ['over', 'rejected', 'expired', 'cancelled', 'forfeited'];
    for (const status of ended) {
      assert.equal(phaseNow(battleJson({ status }), at(startedAt)), status);
      assert.ok(isBattleOver(status));
    }
    for (const phase of ['inviting', 'ready', 'running', 'overtime', 'counting', 'verdict'] as const)
      assert.ok(!isBattleOver(phase), phase);
  });

  it('[PAGE-131] critical time and mist begin on the moment; mist lasts until the verdict', () => {
    const battle = battleJson({ mistAt: endsAt - 20_000 });
    const { criticalAt, mistAt } = battle;
    assert.ok(!isCritical(battle, 'running', criticalAt - 1));
    assert.ok(isCritical(battle, 'running', criticalAt));
    assert.ok(isCritical(battle, 'overtime', endsAt + 5000));
    assert.ok(!isCritical(battle, 'counting', endsAt));
    assert.ok(!isCritical(battleJson({ criticalAt: 0 }), 'running', endsAt));
    assert.ok(!isMisty(battle, 'running', mistAt - 1));
    assert.ok(isMisty(battle, 'running', mistAt));
    assert.ok(isMisty(battle, 'counting', endsAt + 1));
    assert.ok(!isMisty(battle, 'verdict', endsAt + 1));
    assert.ok(!isMisty(battleJson(), 'running', endsAt - 1));
  });

  it('[PAGE-132] a boost is announced, counts, and goes by the clock; with critical time the larger factor counts', () => {
    const boost = { factor: 3, from: startedAt + 1000, until: startedAt + 31_000 };
    const side = sideJson({ boost, boostsQueued: 2 });
    const battle = battleJson({ sides: [side, sideJson({ id: 'blue' })], criticalAt: startedAt + 20_000 });
    assert.deepEqual(boostNow(side, 'running', startedAt), { kind: 'next', ...boost, queued: 2 });
    assert.equal(boostNow(side, 'running', boost.from)?.kind, 'on');
    assert.equal(boostNow(side, 'running', boost.until), null);
    assert.equal(boostNow(side, 'counting', boost.from), null);
    const factor = (now: number, of = side) => factorNow(battle, of, { phase: 'running', now });
    assert.deepEqual(
      [startedAt, boost.from, startedAt + 20_000, boost.until].map((now) => factor(now)),
      [1, 3, 3, 2],
    );
    assert.equal(factor(startedAt + 20_000, sideJson({ id: 'blue' })), 2);
    for (const turn of [boost.from, boost.until]) assert.ok(turnsOfBattle(battle).includes(turn));
  });

  it('[PAGE-133] the verdict is what the server settled, and nothing before', () => {
    assert.equal(verdictOf(battleJson()), null);
    for (const how of ['score', 'earliest', 'forfeit']) {
      const verdict = by(how, 'blue');
      assert.ok(verdict?.kind === 'won' && verdict.side.name === 'Blue' && verdict.by === how);
    }
    for (const how of ['draw', 'below-minimum', 'void']) assert.deepEqual(by(how), { kind: how });
  });

  it('[PAGE-134] a battle of a rehearsal is there for as long as the rehearsal is', () => {
    const rehearsed = battleJson({ rehearsal: true });
    assert.equal(battleOf({ battle: rehearsed, rehearsal: false }), null);
    assert.equal(battleOf({ battle: rehearsed, rehearsal: true }), rehearsed);
    assert.ok(battleOf({ battle: battleJson(), rehearsal: false }));
    assert.equal(battleOf({ battle: battleJson({ id: '' }), rehearsal: false }), null);
    assert.equal(battleOf({ rehearsal: false }), null);
    assert.equal(battleOf(null), null);
  });
});
