/** Keeps one room joined: joins, lets the SDK mend a broken line, joins afresh when it cannot, and knows when to stop. */
import type { ByeMessage, ByeReason } from '../../shared/protocol/messages.ts';
import type { Refusal } from '../../shared/protocol/errors.ts';
import { afterLeave, backOffMs } from './rejoin.ts';
import { refusalOf } from './refusal.ts';
import type { ShowRoom } from './show-room.ts';
import type { Timers } from './timers.ts';

export type Link =
  | { kind: 'joining' }
  | { kind: 'up'; room: ShowRoom }
  | { kind: 'down' }
  | { kind: 'out'; refusal: Refusal | null; bye: ByeReason | null };

export interface KeepJoined {
  /** Joins once. `refused` is why the last attempt's token was not taken, if that was the reason. */
  join: (refused: Refusal | null) => Promise<ShowRoom>;
  onLink: (link: Link) => void;
  onState: (room: ShowRoom) => void;
  onMessage: (type: string, payload: unknown) => void;
  timers: Timers;
  random: () => number;
}

export interface Keeper {
  /** Joins now: for the first time, or because the viewer asks after `out`. */
  start(): void;
  /** Cuts a waiting time short (the network or the viewer came back). */
  hurry(): void;
  /** The room no longer answers: leaves it behind and joins afresh. */
  lost(): void;
  stop(): void;
}

/** A room that lasted less than this counts as a failed attempt, so that a server that lets go at once is not hammered. */
const settledMs = 5000;

export function keepJoined({ join, onLink, onState, onMessage, timers, random }: KeepJoined): Keeper {
  /** Counts rooms and attempts; whatever an older one still says is not listened to. */
  let run = 0;
  let failures = 0;
  let room: ShowRoom | null = null;
  let cancelWait: (() => void) | null = null;

  const attempt = async (refused: Refusal | null): Promise<void> => {
    const mine = ++run;
    try {
      const joined = await join(refused);
      if (mine === run) enter(joined, mine);
      else void joined.leave(true);
    } catch (error) {
      if (mine !== run) return;
      const refusal = refusalOf(error);
      const badToken = refusal.code === 'auth/invalid' || refusal.code === 'auth/expired';
      if (badToken && refused === null) await attempt(refusal);
      else if (refusal.retry) wait(Math.max(refusal.retryAfterMs ?? 0, backOffMs(++failures, random)));
      else onLink({ kind: 'out', refusal, bye: null });
    }
  };

  const wait = (delayMs: number): void => {
    cancelWait = timers.after(delayMs, go);
  };
  const go = (): void => {
    cancelWait?.();
    cancelWait = null;
    void attempt(null);
  };

  const enter = (joined: ShowRoom, mine: number): void => {
    const upAt = timers.monotonic();
    let bye: ByeReason | null = null;
    let movedInMs: number | null = null;
    const current = (): boolean => mine === run;
    room = joined;

    joined.onStateChange(() => current() && onState(joined));
    joined.onMessage('*', (type, payload) => {
      if (!current()) return;
      if (type === 'bye') bye = (payload as ByeMessage).reason;
      if (type === 'moved') movedInMs = (payload as { inMs: number }).inMs;
      onMessage(String(type), payload);
    });
    joined.onDrop(() => current() && onLink({ kind: 'down' }));
    joined.onReconnect(() => current() && onLink({ kind: 'up', room: joined }));
    joined.onLeave(() => {
      if (!current()) return;
      room = null;
      run++;
      const next = afterLeave({ bye, movedInMs }, random);
      if (next.kind === 'stay-out') return onLink({ kind: 'out', refusal: null, bye });
      failures = timers.monotonic() - upAt >= settledMs ? 0 : failures + 1;
      onLink({ kind: 'down' });
      wait(failures === 0 ? next.delayMs : Math.max(next.delayMs, backOffMs(failures, random)));
    });
    onLink({ kind: 'up', room: joined });
  };

  const abandon = (): void => {
    run++;
    cancelWait?.();
    cancelWait = null;
    const left = room;
    room = null;
    void left?.leave(true).catch(() => undefined);
  };

  return {
    start() {
      abandon();
      failures = 0;
      onLink({ kind: 'joining' });
      go();
    },
    hurry() {
      if (cancelWait) go();
    },
    lost() {
      if (!room) return;
      abandon();
      onLink({ kind: 'down' });
      go();
    },
    stop: abandon,
  };
}
