/** A joined room that a test plays the server of: what was asked is seen, and answers, messages and leaves are given by hand. */
import type { ShowJson } from '../../shared/state/show-state.ts';
import type { ShowRoom } from '../../web/kit/show-room.ts';

export interface FakeRoom extends ShowRoom {
  /** Requests that wait for an answer, in order; `clock` is answered by itself unless `mute`. */
  readonly asked: { type: string; payload: unknown; resolve: (answer: unknown) => void; reject: (error: unknown) => void }[];
  readonly sent: { type: string; payload: unknown }[];
  readonly left: boolean;
  /** Whether even the clock goes unanswered: each of its requests waits in `asked`. */
  mute: boolean;
  patch(state: Partial<ShowJson>): void;
  message(type: string, payload: unknown): void;
  drop(): void;
  resume(): void;
  end(code: number): void;
}

const emptyState = {
  show: 'demo',
  title: 'Demo',
  status: 'live',
  viewers: 1,
  tick: 1,
  startsAt: 0,
  rehearsal: false,
  likes: 0,
  pinned: '',
  notices: [],
} as unknown as ShowJson;

export function fakeRoom(serverNow: () => number): FakeRoom {
  let state = emptyState;
  let left = false;
  const on = {
    state: [] as (() => void)[],
    message: [] as ((type: string, payload: unknown) => void)[],
    drop: [] as ((code: number) => void)[],
    reconnect: [] as (() => void)[],
    leave: [] as ((code: number) => void)[],
  };
  const room: FakeRoom = {
    asked: [],
    sent: [],
    mute: false,
    get left() {
      return left;
    },
    state: { toJSON: () => structuredClone(state) },
    onStateChange: (callback) => on.state.push(callback),
    onMessage: (_all, callback) => on.message.push(callback),
    onDrop: (callback) => on.drop.push(callback),
    onReconnect: (callback) => on.reconnect.push(callback),
    onLeave: (callback) => on.leave.push(callback),
    request: (type, payload) => {
      if (type === 'clock' && !room.mute) return Promise.resolve({ now: Math.floor(serverNow()) });
      return new Promise((resolve, reject) => room.asked.push({ type, payload, resolve, reject }));
    },
    send: (type, payload) => void room.sent.push({ type, payload }),
    leave: () => {
      left = true;
      return Promise.resolve(4000);
    },
    patch: (next) => {
      state = { ...state, ...next };
      for (const callback of on.state) callback();
    },
    message: (type, payload) => {
      for (const callback of on.message) callback(type, payload);
    },
    drop: () => {
      for (const callback of on.drop) callback(1006);
    },
    resume: () => {
      for (const callback of on.reconnect) callback();
    },
    end: (code) => {
      for (const callback of on.leave) callback(code);
    },
  };
  return room;
}

/** Lets everything that already settled run its course. */
export async function settled(): Promise<void> {
  for (let i = 0; i < 20; i++) await Promise.resolve();
}
