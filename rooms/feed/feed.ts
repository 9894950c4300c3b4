/** One show's feed in one process: follows the stage's frames, publishes them, and starts every connection at the right one. */
import { Protocol } from '@colyseus/core';
import type { Services } from '../services.ts';
import type { FeedFrame, Hello } from '../stage-wire.ts';
import type { ShowId } from '../../shared/ids.ts';

/** One connection of the feed: a viewer's, an overlay's or a panel's. */
export interface FeedMember {
  /** What the fan-out knows the connection by. */
  connection: unknown;
  /** Panels also get the frames that are for panels only. */
  panel: boolean;
  raw(frame: Uint8Array): void;
  /** The connection has the whole state (again): whatever is its own should follow. */
  onAttached(): void;
  /** Another stage took over, or it could not keep up: it has to join anew. */
  onLost(reason: 'stage' | 'too-slow'): void;
}

type Deps = Pick<Services, 'fanout' | 'metrics' | 'log'>;

export class Feed {
  readonly #deps: Deps;
  readonly #topic: string;
  readonly #panelTopic: string;
  readonly #wantKeyframe: () => void;
  readonly #members = new Map<unknown, FeedMember>();
  #started: { epoch: number; seq: number; handshake: Uint8Array; keyframe: Uint8Array; tail: Uint8Array[] } | null = null;
  #cue: Uint8Array | null = null;
  /** Frames are missing: nothing is published until a keyframe comes. */
  #gap = false;
  /** Connections that hold an older state: only a keyframe of now may follow it, never one from before. */
  readonly #awaiting = new Set<FeedMember>();

  constructor(show: ShowId, deps: Deps, wantKeyframe: () => void) {
    this.#deps = deps;
    this.#topic = `show/${show}`;
    this.#panelTopic = `panel/${show}`;
    this.#wantKeyframe = wantKeyframe;
  }

  /** The reflection handshake, for `JOIN_ROOM`. */
  handshake(): Uint8Array {
    return this.#begun().handshake;
  }

  /**
   * The stage began, or another one took over. Another stage numbers its objects anew: a decoder that holds those of the
   * one before would mix them up, so everybody who watched has to join anew.
   */
  onHello(hello: Hello): void {
    const { epoch, seq, handshake, keyframe } = hello;
    this.#started = { epoch, seq, handshake, keyframe, tail: [] };
    this.#cue = hello.cue;
    this.#gap = false;
    for (const member of this.#members.values()) member.onLost('stage');
  }

  /** Takes the next frame: published at once, in one window. A repeated one is dropped, a gap asks for a keyframe. */
  onFrame(frame: FeedFrame): void {
    const feed = this.#begun();
    if (frame.epoch !== feed.epoch || frame.seq <= feed.seq) return;
    const follows = frame.seq === feed.seq + 1;
    if (!follows) {
      if (!this.#gap) this.#deps.metrics.count('drumroll_feed_gaps_total', 1);
      this.#gap = true;
    }
    // Asked again until it comes: the question may be lost, and so may the frame that carries the answer.
    if (this.#gap && !frame.keyframe) this.#wantKeyframe();
    feed.seq = frame.seq;
    if (frame.cue) this.#cue = frame.cue === 'none' ? null : frame.cue;
    const state = this.#stateOf(frame);
    const frames = state ? [state, ...frame.messages] : frame.messages;
    if (frames.length > 0) this.#deps.fanout.publish(this.#topic, frames);
    if (frame.panel.length > 0) this.#deps.fanout.publish(this.#panelTopic, frame.panel);
    if (frame.keyframe) this.#resync(frame.keyframe);
  }

  /** What of a frame's state may be published: its patch, after a gap its keyframe, until then nothing. */
  #stateOf(frame: FeedFrame): Uint8Array | null {
    const feed = this.#begun();
    if (frame.keyframe) {
      feed.keyframe = frame.keyframe;
      feed.tail = [];
    } else if (frame.patch && !this.#gap) feed.tail.push(frame.patch);
    if (!this.#gap) return frame.patch;
    if (!frame.keyframe) return null;
    this.#gap = false;
    return frame.keyframe;
  }

  /**
   * Gives a new connection the whole state and subscribes it, so that the next publish is the first it gets.
   * Returns the last frame instead of sending it: Colyseus's serializer sends what it returns.
   */
  attach(member: FeedMember): Uint8Array {
    const feed = this.#begun();
    this.#members.set(member.connection, member);
    const frames = [feed.keyframe, ...feed.tail];
    const last = frames.pop()!;
    for (const frame of frames) member.raw(frame);
    this.#subscribe(member);
    // After the frame that the caller is about to send, and before anything that is published later.
    queueMicrotask(() => this.#sendRest(member));
    return last;
  }

  /**
   * Takes back a connection whose decoder holds an older state. The kept keyframe may be older still, and patches that
   * were applied once must not be applied again; so it waits for a fresh keyframe, which comes with the next tick.
   */
  reattach(member: FeedMember): Uint8Array {
    this.#members.set(member.connection, member);
    this.#await(member);
    return emptyPatch;
  }

  /** Forgets a connection. */
  detach(connection: unknown): void {
    const member = this.#members.get(connection);
    if (!member) return;
    this.#members.delete(connection);
    this.#awaiting.delete(member);
    this.#deps.fanout.unsubscribe(this.#topic, connection);
    if (member.panel) this.#deps.fanout.unsubscribe(this.#panelTopic, connection);
  }

  #subscribe(member: FeedMember): void {
    const subscriber = {
      raw: (frame: Uint8Array) => member.raw(frame),
      onDrained: () => this.#await(member),
      onGivenUp: () => member.onLost('too-slow'),
    };
    this.#deps.fanout.subscribe(this.#topic, member.connection, subscriber);
    if (member.panel) this.#deps.fanout.subscribe(this.#panelTopic, member.connection, subscriber);
  }

  #await(member: FeedMember): void {
    if (this.#members.get(member.connection) !== member) return;
    this.#awaiting.add(member);
    this.#wantKeyframe();
  }

  /** Gives those who waited the whole state as it is now. */
  #resync(keyframe: Uint8Array): void {
    for (const member of this.#awaiting) {
      this.#awaiting.delete(member);
      this.#deps.metrics.count('drumroll_feed_resyncs_total', 1);
      member.raw(keyframe);
      this.#subscribe(member);
      this.#sendRest(member);
    }
  }

  #sendRest(member: FeedMember): void {
    if (this.#members.get(member.connection) !== member) return;
    if (this.#cue) member.raw(this.#cue);
    member.onAttached();
  }

  #begun() {
    if (!this.#started) throw new Error('the feed has not begun: no stage has said hello');
    return this.#started;
  }
}

/** A patch that changes nothing. */
const emptyPatch = Uint8Array.of(Protocol.ROOM_STATE_PATCH);
