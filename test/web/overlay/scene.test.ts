/** What is on air follows from the state, whatever the page saw before. */
import assert from 'node:assert/strict';
import type { CueMessage } from '../../../shared/protocol/messages.ts';
import type { ShowJson } from '../../../shared/state/show-state.ts';
import {
  msToNoticeEnd,
  msToStale,
  noticeMs,
  noticeOnAir,
  pinnedLine,
  sceneOf,
  unheardMs,
} from '../../../web/overlay/model/scene.ts';

type Round = NonNullable<ShowJson['round']>;

function show(change: Partial<ShowJson> = {}): ShowJson {
  const base = { show: 'demo', title: 'Demo', status: 'live', viewers: 3, tick: 1, startsAt: 0, rehearsal: false, likes: 0 };
  return { ...base, pinned: '', notices: [], sales: {}, ...change };
}

function round(phase: string): Round {
  return { id: 2, game: 'quick-quiz', phase, startedAt: 1000, endsAt: 9000, rehearsal: false, prize: '', view: { asked: 3 } };
}

const cue: CueMessage = { round: 2, phase: 'answer', startsAt: 1000, endsAt: 9000, content: { question: 'Which?' } };
const winners = { id: 1, kind: 'winner', text: 'Kim · Lee', at: 5000 };
const info = { id: 2, kind: 'info', text: 'Welcome', at: 5000 };

function contentIn(phase: string, heard: CueMessage | null): unknown {
  const scene = sceneOf(show({ round: round(phase) }), heard);
  return scene.kind === 'game' ? scene.cue : undefined;
}

describe('overlay scenes', () => {
  it('[PAGE-60] nothing is on air without a state, before and after the show, and when a round is over', () => {
    assert.equal(sceneOf(null, cue).kind, 'empty');
    assert.equal(sceneOf(show({ status: 'scheduled', round: round('answer') }), cue).kind, 'empty');
    assert.equal(sceneOf(show({ status: 'ended', round: round('answer') }), cue).kind, 'empty');
    assert.equal(sceneOf(show(), cue).kind, 'empty');
    assert.equal(sceneOf(show({ round: round('over') }), cue).kind, 'empty');
  });

  it('[PAGE-60] an announced round is counted down to, a running one is shown with the server’s deadline', () => {
    assert.deepEqual(sceneOf(show({ round: round('soon') }), null), {
      kind: 'soon',
      round: 2,
      game: 'quick-quiz',
      startsAt: 1000,
      beginsAt: 9000,
    });
    const scene = sceneOf(show({ round: round('answer') }), cue);
    assert.ok(scene.kind === 'game' && scene.endsAt === 9000 && scene.phase === 'answer');
    assert.deepEqual(scene.kind === 'game' && scene.view, { asked: 3 });
  });

  it('[PAGE-61] a cue is shown in its own round and phase only', () => {
    assert.deepEqual(contentIn('answer', cue), { question: 'Which?' });
    assert.equal(contentIn('reveal', cue), null, 'the question is gone once the phase moved on');
    assert.equal(contentIn('answer', { ...cue, round: 1 }), null, 'a cue of an earlier round is nothing');
    assert.equal(contentIn('answer', null), null);
  });

  it('[PAGE-62] a notice is on air for its time only, so a reload does not repeat old ones', () => {
    const given = show({ notices: [info] });
    const scene = sceneOf(given, null);
    assert.equal(noticeOnAir(given, scene, 5000)?.id, 2);
    assert.equal(noticeOnAir(given, scene, 5000 + noticeMs - 1)?.id, 2);
    assert.equal(noticeOnAir(given, scene, 5000 + noticeMs), null);
    assert.equal(msToNoticeEnd(info, 6000), noticeMs - 1000);
    assert.equal(msToNoticeEnd(null, 6000), null, 'with nothing on air nothing wakes the page');
  });

  it('[PAGE-62] winners are not announced twice: the game shows its own', () => {
    const playing = show({ notices: [info, winners], round: round('result') });
    assert.equal(noticeOnAir(playing, sceneOf(playing, null), 5000)?.id, info.id);
    const idle = show({ notices: [info, winners] });
    assert.equal(noticeOnAir(idle, sceneOf(idle, null), 5000)?.id, winners.id);
  });

  it('[PAGE-68] while the line is down a scene stays until its own deadline is well past, and no longer', () => {
    const scene = sceneOf(show({ round: round('answer') }), cue);
    assert.equal(msToStale(scene, { up: true, now: 99_999 }), null, 'what is heard of is true');
    assert.equal(msToStale(scene, { up: false, now: 8000 }), 1000 + unheardMs);
    assert.equal(msToStale(scene, { up: false, now: 9000 + unheardMs }), 0);
    assert.equal(msToStale(sceneOf(show(), null), { up: false, now: 99_999 }), null);
  });

  it('[PAGE-63] a pinned line shows who said it, while the show is live', () => {
    assert.deepEqual(pinnedLine(show({ pinned: 'Kim: when: now?' })), { name: 'Kim', text: 'when: now?' });
    assert.equal(pinnedLine(show()), null);
    assert.equal(pinnedLine(show({ pinned: 'Kim: hello', status: 'ended' })), null);
    assert.equal(pinnedLine(null), null);
  });
});
