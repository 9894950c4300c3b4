/** A page's line to one show: what it shows as signals, what it asks as values, and the line itself looked after. */
import { batch, computed, signal } from '@preact/signals';
import type { ReadonlySignal } from '@preact/signals';
import type { CommandArgs, CommandName, CommandReply } from '../../shared/protocol/commands.ts';
import { isRefusal } from '../../shared/protocol/errors.ts';
import type { Refusal } from '../../shared/protocol/errors.ts';
import type { ByeMessage, ChatMessage, CueMessage, OwnMessage } from '../../shared/protocol/messages.ts';
import type { ViewerReplies, ViewerRequest, ViewerRequestName } from '../../shared/protocol/requests.ts';
import type { ShowJson } from '../../shared/state/show-state.ts';
import { ask } from './ask.ts';
import { addDigest } from './chat-list.ts';
import type { ChatEntry } from './chat-list.ts';
import { askTime, keepClock } from './clock.ts';
import type { ShowClock } from './clock.ts';
import { keepJoined } from './keep-joined.ts';
import type { Link } from './keep-joined.ts';
import { newKey } from './keys.ts';
import { watchPage } from './page-watch.ts';
import { share } from './share.ts';
import { firstPaint, joinWithSdk } from './show-room.ts';
import type { JoinRoom, ShowRoom } from './show-room.ts';
import { browserTimers } from './timers.ts';
import type { Timers } from './timers.ts';

/** `refused`: out, and not coming back by itself (`refusal` or `bye` says why). `ended`: the show is over, the line stays. */
export type ConnectionStatus = 'connecting' | 'live' | 'reconnecting' | 'refused' | 'ended';

export interface Connection {
  status: ReadonlySignal<ConnectionStatus>;
  /** Why joining was refused. */
  refusal: ReadonlySignal<Refusal | null>;
  /** The last farewell heard in this connection. */
  bye: ReadonlySignal<ByeMessage | null>;
  /** The show as plain data, new once per patch; parts that did not change keep their identity (see `share`). */
  state: ReadonlySignal<ShowJson | null>;
  own: ReadonlySignal<OwnMessage | null>;
  /** The latest cue; compare its `round` and `phase` before use. */
  cue: ReadonlySignal<CueMessage | null>;
  chat: ReadonlySignal<readonly ChatEntry[]>;
  clock: ShowClock;
  /** Asks on a crowd. A chat line that was taken stands in `chat` at once. With a `key` in the payload it is asked again over reconnects, for 15 s at most. Never throws. */
  request<N extends ViewerRequestName>(type: N, payload: ViewerRequest<N>): Promise<ViewerReplies[N] | Refusal>;
  /** Sends without an answer; what is sent while the line is down is dropped. Says whether it left. */
  send<N extends ViewerRequestName>(type: N, payload: ViewerRequest<N>): boolean;
  /** Orders on a stage, under a fresh id: a repeat over a reconnect is one action. Never throws. */
  command<N extends CommandName>(name: N, args: CommandArgs<N>): Promise<CommandReply>;
  /** Calls back for each message of a type; the function returned ends it. */
  on(type: string, callback: (payload: unknown) => void): () => void;
  /** Joins anew after `refused`. */
  rejoin(): void;
  close(): void;
}

export interface ConnectOptions {
  room: 'crowd' | 'stage';
  show: string;
  /** Gives a token to join with; `refused` says why the one before was not taken. */
  token: (refused: Refusal | null) => Promise<string>;
  /** For tests: how rooms are joined, and time. */
  join?: JoinRoom;
  timers?: Timers;
  random?: () => number;
}

export function connectShow(options: ConnectOptions): Connection {
  const { room: roomName, show, token, join = joinWithSdk, timers = browserTimers, random = Math.random } = options;
  const link = signal<Link>({ kind: 'joining' });
  const refusal = signal<Refusal | null>(null);
  const bye = signal<ByeMessage | null>(null);
  const state = signal<ShowJson | null>(null);
  const own = signal<OwnMessage | null>(null);
  const cue = signal<CueMessage | null>(null);
  const chat = signal<readonly ChatEntry[]>([]);
  const listeners = new Map<string, Set<(payload: unknown) => void>>();
  const waitingForUp = new Set<() => void>();

  const line = {
    room: () => {
      const now = link.peek();
      return now.kind === 'up' ? now.room : null;
    },
    onceUp: (callback: () => void) => {
      waitingForUp.add(callback);
      return () => waitingForUp.delete(callback);
    },
  };

  const clock = keepClock({
    // Not by `ask`: a sample that waited for a reconnect would tell nothing.
    ask: () => askTime(line.room()),
    onSilence: () => keeper.lost(),
    timers,
  });

  // While nobody looks, patches are decoded but not shown; on return the newest is shown once.
  const page = watchPage({
    onReturn: () => {
      keeper.hurry();
      const room = line.room();
      if (!room) return;
      showState(room);
      clock.burst();
    },
    onOnline: () => keeper.hurry(),
  });
  const showState = (room: ShowRoom): void => {
    if (page.hidden() && state.peek() !== null) return;
    state.value = share(state.peek(), room.state.toJSON());
  };

  /** In a flood a line may be sampled out for the others; whoever wrote it sees it all the same. */
  const showOwnLine = (id: string, { text }: ViewerRequest<'chat'>): void => {
    const mine = { id, name: own.peek()?.name ?? '', text: text.trim(), at: clock.serverNow() };
    chat.value = addDigest(chat.peek(), { lines: [mine], skipped: 0 });
  };

  const hear = (type: string, payload: unknown): void => {
    if (type === 'own') own.value = share(own.peek(), payload as OwnMessage);
    else if (type === 'cue') cue.value = payload as CueMessage;
    else if (type === 'chat') chat.value = addDigest(chat.peek(), payload as ChatMessage);
    else if (type === 'bye') bye.value = payload as ByeMessage;
    for (const callback of listeners.get(type) ?? []) callback(payload);
  };

  const keeper = keepJoined({
    join: async (refused) => join(roomName, show, await token(refused)),
    onState: showState,
    onMessage: hear,
    onLink: (next) => {
      batch(() => {
        link.value = next;
        refusal.value = next.kind === 'out' ? next.refusal : null;
        if (next.kind === 'up' || next.kind === 'joining') bye.value = null;
      });
      if (next.kind !== 'up') return clock.stop();
      clock.burst();
      const waiting = [...waitingForUp];
      waitingForUp.clear();
      for (const callback of waiting) callback();
    },
    timers,
    random,
  });

  const status = computed<ConnectionStatus>(() => {
    const { kind } = link.value;
    if (kind === 'out') return 'refused';
    if (state.value?.status === 'ended') return 'ended';
    if (state.value === null) return 'connecting';
    return kind === 'up' ? 'live' : 'reconnecting';
  });

  // The SDK is loaded by the first join; the page is painted first.
  let closed = false;
  void (options.join ? Promise.resolve() : firstPaint()).then(() => closed || keeper.start());

  return {
    status,
    refusal,
    bye,
    state,
    own,
    cue,
    chat,
    clock,
    request: async (type, payload) => {
      const answer = await ask<ViewerReplies[typeof type]>(line, timers, { type, payload });
      if (type === 'chat' && !isRefusal(answer))
        showOwnLine((answer as ViewerReplies['chat']).id, payload as ViewerRequest<'chat'>);
      return answer;
    },
    send: (type, payload) => {
      const room = line.room();
      room?.send(type, payload);
      return room !== null;
    },
    command: async (name, args) => {
      const answer = await ask<CommandReply>(line, timers, { type: 'command', payload: { id: newKey(), name, args } });
      return isRefusal(answer) ? { ...answer, ok: false } : answer;
    },
    on: (type, callback) => {
      const all = listeners.get(type) ?? new Set();
      listeners.set(type, all.add(callback));
      return () => all.delete(callback);
    },
    rejoin: () => keeper.start(),
    close: () => {
      closed = true;
      page.stop();
      clock.stop();
      keeper.stop();
    },
  };
}
