/** The desk, on a line and a clock that the test drives by hand. */
import assert from 'node:assert/strict';
import { signal } from '@preact/signals';
import type { CommandReply } from '../../../shared/protocol/commands.ts';
import { refuse } from '../../../shared/protocol/errors.ts';
import type { PanelState } from '../../../shared/protocol/messages.ts';
import type { ShowJson } from '../../../shared/state/show-state.ts';
import type { ConnectionStatus } from '../../../web/kit/connection.ts';
import { armedMs, bounceMs } from '../../../web/panel/control/arming.ts';
import { createDesk } from '../../../web/panel/control/desk.ts';
import type { Desk, DeskLine } from '../../../web/panel/control/desk.ts';
import { obstacleTo } from '../../../web/panel/control/legal.ts';

const show: ShowJson = {
  show: 'demo',
  title: 'Demo',
  status: 'live',
  viewers: 3,
  tick: 1,
  startsAt: 0,
  rehearsal: false,
  likes: 0,
  pinned: '',
  notices: [],
  sales: {},
};
const panel: PanelState = {
  rundown: { items: [], next: 0 },
  muted: [],
  banned: [],
  rehearsal: null,
  winners: [],
  sales: [],
  ledger: 'ok',
  battle: null,
  rules: [],
};

/** A line whose answers the test gives, and timers that it fires. */
function handDriven() {
  const status = signal<ConnectionStatus>('live');
  const state = signal<ShowJson | null>(show);
  const orders: { name: string; args: unknown; answer: (reply: CommandReply) => void }[] = [];
  const listeners = new Map<string, (payload: unknown) => void>();
  const timers: { at: number; call: () => void }[] = [];
  let now = 0;
  const line: DeskLine = {
    status,
    state,
    cue: signal(null),
    command: (name, args) => new Promise((answer) => orders.push({ name, args, answer })),
    on: (type, callback) => {
      listeners.set(type, callback);
      return () => listeners.delete(type);
    },
  };
  const desk = createDesk(line, 'streamer', {
    monotonic: () => now,
    after: (delayMs, call) => {
      const timer = { at: now + delayMs, call };
      timers.push(timer);
      return () => timers.splice(timers.indexOf(timer), timers.includes(timer) ? 1 : 0);
    },
  });
  return {
    desk,
    status,
    state,
    orders,
    hear: (type: string, payload: unknown) => listeners.get(type)?.(payload),
    advance: (ms: number) => {
      now += ms;
      for (const timer of timers.filter(({ at }) => at <= now)) {
        timers.splice(timers.indexOf(timer), 1);
        timer.call();
      }
    },
    pendingTimers: () => timers.length,
    hasListeners: () => listeners.size > 0,
  };
}

function armingOf(desk: Desk): string {
  return desk.arming.value.kind;
}

describe('desk', () => {
  it('[PAGE-56] nothing is optimistic: an accepted command changes nothing on screen until the server’s state does', async () => {
    const { desk, orders, hear, state, advance } = handDriven();
    hear('panel.state', panel);
    const before = desk.situation.value;
    const sent = desk.send('show.end', {});
    assert.equal(desk.activity.value[0]?.outcome.kind, 'sent');
    advance(30);
    orders[0]!.answer({ ok: true });
    await sent;
    assert.deepEqual(desk.activity.value[0]?.outcome, { kind: 'accepted', latencyMs: 30 });
    assert.equal(desk.situation.value, before);
    assert.equal(obstacleTo('show.end', desk.situation.value), null);
    state.value = { ...show, status: 'ended' };
    assert.equal(obstacleTo('show.end', desk.situation.value), 'show/not-live');
  });

  it('[PAGE-56] a refusal comes back as a value; a lost answer is told apart from it', async () => {
    const { desk, orders } = handDriven();
    const refused = desk.send('round.next', {});
    orders[0]!.answer({ ok: false, ...refuse('round/none') });
    assert.equal((await refused)?.ok, false);
    assert.equal(desk.activity.value[0]?.outcome.kind, 'refused');
    const lost = desk.send('round.next', {});
    orders[1]!.answer({ ok: false, ...refuse('busy', { detail: 'not connected' }) });
    assert.equal(await lost, null);
    assert.equal(desk.activity.value[0]?.outcome.kind, 'unanswered');
  });

  it('[PAGE-49] an armed command is sent by the second press, and not after the three seconds', () => {
    const { desk, orders, advance, pendingTimers } = handDriven();
    desk.sendArmed('round.cancel', 'round.cancel', {});
    assert.equal(orders.length, 0);
    assert.equal(armingOf(desk), 'armed');
    advance(armedMs);
    assert.equal(armingOf(desk), 'safe', 'it falls back by itself');
    desk.sendArmed('round.cancel', 'round.cancel', {});
    advance(bounceMs);
    desk.sendArmed('round.cancel', 'round.cancel', {});
    assert.deepEqual(
      orders.map(({ name }) => name),
      ['round.cancel'],
    );
    assert.equal(armingOf(desk), 'safe');
    assert.equal(pendingTimers(), 0);
  });

  it('[PAGE-48] while the line is down nothing is legal, whatever was known before', () => {
    const { desk, status, hear } = handDriven();
    hear('panel.state', panel);
    assert.equal(obstacleTo('show.end', desk.situation.value), null);
    status.value = 'reconnecting';
    assert.equal(obstacleTo('show.end', desk.situation.value), 'offline');
  });

  it('[PAGE-57] panel messages are listened to until the desk closes, and then no longer', () => {
    const { desk, hear, hasListeners } = handDriven();
    hear('panel.chat', { lines: [{ id: '0:1', viewer: 'kim', name: 'Kim', text: 'hi', at: 1 }] });
    assert.equal(desk.chat.value.length, 1);
    desk.close();
    assert.equal(hasListeners(), false);
  });
});
