/** Turns the projected state and the outbox into numbered feed frames, and remembers where a new follower must start. */
import { FeedEncoder } from '../feed/feed-encoder.ts';
import type { EdgeOrder, FeedFrame, Hello } from '../stage-wire.ts';
import type { Metrics } from '../metrics.ts';
import type { ShowState } from '../../shared/state/index.ts';
import type { Outbox } from './outbox.ts';

/** A keyframe travels at least every so many patches, so that a late joiner's tail stays short. */
const patchesPerKeyframe = 20;

export class Publisher {
  readonly epoch: number;
  readonly #encoder: FeedEncoder;
  readonly #state: ShowState;
  readonly #metrics: Metrics;
  #seq = 0;
  #sinceKeyframe = 0;
  #keyframeWanted = false;
  #cue: Uint8Array | null = null;

  constructor(epoch: number, state: ShowState, metrics: Metrics) {
    this.epoch = epoch;
    this.#state = state;
    this.#metrics = metrics;
    this.#encoder = new FeedEncoder(state);
    this.#encoder.patch();
  }

  /** The frame of this tick, or null when there is nothing to say. */
  frame(outbox: Outbox): FeedFrame | null {
    const changed = this.#encoder.dirty;
    if (!changed && outbox.empty && !this.#keyframeWanted) return null;
    // The tick moves only when something else did.
    if (changed) this.#state.tick = (this.#state.tick + 1) >>> 0;
    const patch = this.#encoder.patch();
    if (patch) {
      this.#metrics.count('drumroll_feed_patches_total', 1);
      this.#metrics.observe('drumroll_patch_bytes', patch.length);
      this.#sinceKeyframe++;
    }
    const { messages, panel, cue } = outbox.drain();
    if (cue) this.#cue = cue === 'none' ? null : cue;
    this.#seq++;
    return { epoch: this.epoch, seq: this.#seq, patch, messages, panel, keyframe: this.#keyframeIfDue(), cue };
  }

  wantKeyframe(): void {
    this.#keyframeWanted = true;
  }

  /** Where a crowd begins to follow. Valid between ticks, when the state has no pending changes. */
  hello(order: EdgeOrder): Hello {
    const keyframe = this.#encoder.keyframe();
    return { epoch: this.epoch, seq: this.#seq, handshake: this.#encoder.handshake, keyframe, cue: this.#cue, order };
  }

  #keyframeIfDue(): Uint8Array | null {
    if (!this.#keyframeWanted && this.#sinceKeyframe < patchesPerKeyframe) return null;
    this.#keyframeWanted = false;
    this.#sinceKeyframe = 0;
    this.#metrics.count('drumroll_feed_keyframes_total', 1);
    return this.#encoder.keyframe();
  }
}
