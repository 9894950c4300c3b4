/** Which battle and which poll are on air. */
import assert from 'node:assert/strict';
import type { ShowJson } from '../../../shared/state/show-state.ts';
import type { BattleJson } from '../../../web/kit/battle-now.ts';
import type { PollJson } from '../../../web/kit/poll-now.ts';
import {
  battleOnAir,
  contestTurns,
  farewellMs,
  isBelieved,
  nothingSeen,
  pollOnAir,
  roomForPoll,
  seeContests,
} from '../../../web/overlay/contests/contest-scene.ts';
import type { SeenContests } from '../../../web/overlay/contests/contest-scene.ts';
import { unheardMs } from '../../../web/overlay/model/scene.ts';
import { battleJson, endsAt, pollJson, sideJson, startedAt } from '../../support/web-contest.ts';
import { saleJson } from '../../support/web-sale.ts';

const now = startedAt + 1000;

function show(change: Partial<ShowJson> = {}): ShowJson {
  const base = { show: 'demo', title: 'Demo', status: 'live', viewers: 3, tick: 1, startsAt: 0, rehearsal: false, likes: 0 };
  return { ...base, pinned: '', notices: [], sales: {}, ...change };
}

/** What the page has seen after one state after the other, and what is on air then. */
function after(states: ShowJson[], at = now) {
  const moment = { now: at, isSure: true };
  let seen: SeenContests = nothingSeen;
  for (const state of states) seen = seeContests(seen, state, moment);
  const last = states.at(-1)!;
  return { seen, battle: battleOnAir(last, seen, moment), poll: pollOnAir(last, seen, moment) };
}
const phaseOnAir = (change: Partial<BattleJson>, at = now): string | undefined =>
  after([show({ battle: battleJson(change) })], at).battle?.phase;
const polled = (change: Partial<PollJson>): ShowJson => show({ poll: pollJson(change) });
const room = (change: Partial<ShowJson>, playing: 'playing' | 'idle' = 'idle'): string =>
  roomForPoll(show(change), { isPlaying: playing === 'playing' });

describe('overlay battle', () => {
  it('[PAGE-190] from the preparation to the end of the verdict it is on air, its invitation is not', () => {
    assert.equal(phaseOnAir({ status: 'inviting', endsAt: now + 9 }), undefined);
    assert.equal(phaseOnAir({ status: 'ready', startedAt: now + 9, endsAt: now + 9 }), 'ready');
    assert.equal(phaseOnAir({}), 'running');
    assert.equal(phaseOnAir({}, endsAt), 'counting');
    assert.equal(phaseOnAir({ status: 'overtime' }), 'overtime');
    assert.equal(phaseOnAir({ status: 'verdict', endsAt: now + 9, winner: 'red', by: 'score' }), 'verdict');
    assert.equal(phaseOnAir({ status: 'verdict', endsAt: now, winner: 'red', by: 'score' }), undefined);
    for (const status of ['over', 'rejected', 'expired']) assert.equal(phaseOnAir({ status }), undefined, status);
    assert.equal(battleOnAir(null, nothingSeen, { now, isSure: true }), null);
    assert.equal(after([show({ status: 'ended', battle: battleJson() })]).battle, null);
    assert.equal(after([show({ battle: battleJson({ id: '' }) })]).battle, null);
  });

  it('[PAGE-190] one that is cut short says so for eight seconds, if this page saw it', () => {
    const cancelled = show({ battle: battleJson({ status: 'cancelled', by: 'void', reason: 'cancelled' }) });
    assert.equal(after([cancelled]).battle, null, 'a reload does not bring it back');
    const { seen, battle } = after([show({ battle: battleJson() }), cancelled]);
    assert.equal(battle?.phase, 'cancelled');
    assert.ok(contestTurns(cancelled, seen).includes(now + farewellMs));
    assert.equal(battleOnAir(cancelled, seen, { now: now + farewellMs, isSure: true }), null);
  });

  it('[PAGE-190] in critical time and in mist it says so; a show has its own side first in a battle between shows', () => {
    const late = after([show({ battle: battleJson({ mistAt: endsAt - 5000 }) })], endsAt - 5000).battle;
    assert.deepEqual([late?.isCritical, late?.isMisty], [true, true]);
    const early = after([show({ battle: battleJson({ mistAt: endsAt - 5000 }) })]).battle;
    assert.deepEqual([early?.isCritical, early?.isMisty], [false, false]);
    const sides = [sideJson({ id: 'night', show: 'night' }), sideJson({ id: 'demo', show: 'demo' })];
    const ids = after([show({ battle: battleJson({ sides }) })]).battle?.sides.map(({ id, index }) => [id, index]);
    assert.deepEqual(ids, [
      ['demo', 1],
      ['night', 0],
    ]);
  });

  it('[PAGE-191] a battle or poll of a rehearsal is on air during the rehearsal only', () => {
    const rehearsed = { battle: battleJson({ rehearsal: true }), poll: pollJson({ rehearsal: true }) };
    const { battle, poll } = after([show(rehearsed)]);
    assert.deepEqual([battle, poll], [null, null]);
    const during = after([show({ ...rehearsed, rehearsal: true })]);
    assert.deepEqual([during.battle?.phase, during.poll?.phase], ['running', 'open']);
  });

  it('[PAGE-191] a poll is on air while it is open and for eight seconds with its result', () => {
    const closed = polled({ status: 'closed' });
    const { seen, poll } = after([polled({}), closed]);
    assert.equal(poll?.phase, 'closed');
    assert.equal(pollOnAir(closed, seen, { now: now + farewellMs, isSure: true }), null);
    assert.equal(after([closed]).poll, null);
    assert.equal(after([polled({ endsAt: now })]).poll?.phase, 'counting');
    assert.ok(contestTurns(polled({}), nothingSeen).includes(pollJson().endsAt));
  });

  it('[PAGE-191] beside a game, or a battle and a sale, a poll is a strip; beside a game and one of these it is not on air', () => {
    const [battle, sales] = [battleJson(), { mug: saleJson() }];
    assert.equal(room({}), 'whole');
    assert.equal(room({ battle }), 'whole');
    assert.equal(room({ sales }), 'whole');
    assert.equal(room({ battle, sales }), 'strip');
    assert.equal(room({ battle, sales: { mug: saleJson({ status: 'closed' }) } }), 'whole');
    assert.equal(room({ battle: battleJson({ status: 'cancelled' }), sales }), 'whole');
    assert.equal(room({}, 'playing'), 'strip');
    assert.equal(room({ battle }, 'playing'), 'none');
    assert.equal(room({ sales }, 'playing'), 'none');
    assert.equal(roomForPoll(null, { isPlaying: false }), 'whole');
  });

  it('[PAGE-191] while the line is down scores and votes are believed for ten seconds', () => {
    assert.equal(isBelieved(unheardMs - 1), true);
    assert.equal(isBelieved(unheardMs), false);
  });
});
