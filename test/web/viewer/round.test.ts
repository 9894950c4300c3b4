/** The running round on the page: what changes when, what belongs together, and when a broken line is worth a word. */
import assert from 'node:assert/strict';
import { effect, signal } from '@preact/signals';
import type { CueMessage, OwnMessage } from '../../../shared/protocol/messages.ts';
import type { ShowJson } from '../../../shared/state/show-state.ts';
import type { ConnectionStatus } from '../../../web/kit/connection.ts';
import { share } from '../../../web/kit/share.ts';
import { watchLine } from '../../../web/viewer/line-health.ts';
import { makeRoundInputs } from '../../../web/viewer/round/round-inputs.ts';
import { roundSignals } from '../../../web/viewer/round/round-signals.ts';
import { showFrom } from '../../../web/viewer/show-param.ts';
import { manualClock } from '../../support/manual-clock.ts';

const round = { id: 3, game: 'tap-race', phase: 'race', startedAt: 1, endsAt: 2, rehearsal: false, view: { taps: 1 } };
const cueOf = (phase: string, id = 3): CueMessage => ({ round: id, phase, startsAt: 1, endsAt: 2, content: {} });
const ownOf = (id: number): OwnMessage => ({
  viewer: 'v',
  name: 'n',
  muted: false,
  round: { id, game: 'tap-race', phase: 'race', own: { taps: 7 } },
  holds: [],
  queue: [],
  votesLeft: [],
});

function page() {
  const state = signal<ShowJson | null>(null);
  const own = signal<OwnMessage | null>(null);
  const cue = signal<CueMessage | null>(null);
  const show = (next: object): void => {
    state.value = share(state.peek(), next as ShowJson);
  };
  return { state, own, cue, show, signals: roundSignals({ state, own, cue }) };
}

describe('round signals', () => {
  it('[PAGE-30] a moving view does not renew the round; a new phase does', () => {
    const { show, signals } = page();
    show({ round });
    let renewed = 0;
    const stop = effect(() => {
      void signals.round.value;
      renewed++;
    });
    show({ round: { ...round, view: { taps: 2 } } });
    assert.equal(renewed, 1);
    assert.deepEqual(signals.view.value, { taps: 2 });
    show({ round: { ...round, phase: 'result' } });
    assert.equal(renewed, 2);
    stop();
  });

  it('[PAGE-30] a round that is over, or none, is no round', () => {
    const { show, signals } = page();
    assert.equal(signals.round.value, null);
    show({ round: { ...round, phase: 'over' } });
    assert.equal(signals.round.value, null);
    show({});
    assert.equal(signals.round.value, null);
  });

  it('[PAGE-30] a cue counts for its own round and phase only', () => {
    const { show, cue, signals } = page();
    show({ round });
    cue.value = cueOf('ready');
    assert.equal(signals.cue.value, null);
    cue.value = cueOf('race', 2);
    assert.equal(signals.cue.value, null);
    cue.value = cueOf('race');
    assert.equal(signals.cue.value, cue.value);
  });

  it('[PAGE-30] a viewer’s part counts for its own round only', () => {
    const { show, own, signals } = page();
    show({ round });
    own.value = ownOf(2);
    assert.equal(signals.own.value, null);
    own.value = ownOf(3);
    assert.deepEqual(signals.own.value, { taps: 7 });
  });
});

describe('round inputs', () => {
  it('[PAGE-26] unanswered inputs are numbered from 1 within a round, asked ones carry a key of that round', async () => {
    const sent: unknown[] = [];
    const asked: unknown[] = [];
    const play = makeRoundInputs(
      {
        send: (_type, payload) => sent.push(payload) > 0,
        request: (_type, payload) => {
          asked.push(payload);
          return Promise.resolve({ accepted: true }) as never;
        },
      },
      5,
    );
    play.tell('tap', { count: 2 });
    play.tell('tap', { count: 1 });
    await play.ask('answer', { question: 1, choice: 0 }, 'q1');
    assert.deepEqual(sent, [
      { round: 5, type: 'tap', payload: { count: 2 }, n: 1 },
      { round: 5, type: 'tap', payload: { count: 1 }, n: 2 },
    ]);
    assert.deepEqual(asked, [{ round: 5, type: 'answer', payload: { question: 1, choice: 0 }, key: 'r5.q1' }]);
  });
});

describe('line health', () => {
  it('[PAGE-29] a break is shown after one second, stops actions after three, and ends at once', () => {
    const time = manualClock();
    const status = signal<ConnectionStatus>('live');
    const health = watchLine(status, time);
    status.value = 'reconnecting';
    time.advance(999);
    assert.equal(health.value, 'up');
    time.advance(1);
    assert.equal(health.value, 'slow');
    time.advance(2000);
    assert.equal(health.value, 'lost');
    status.value = 'live';
    assert.equal(health.value, 'up');
    status.value = 'reconnecting';
    time.advance(500);
    status.value = 'live';
    time.advance(10_000);
    assert.equal(health.value, 'up');
  });
});

describe('the address', () => {
  it('[PAGE-31] names the show; without a good name it is the demo', () => {
    assert.equal(showFrom('?show=autumn-night&lang=en'), 'autumn-night');
    assert.equal(showFrom('?show=Autumn'), 'autumn');
    assert.equal(showFrom(''), 'demo');
    assert.equal(showFrom('?show=../etc'), 'demo');
  });
});
