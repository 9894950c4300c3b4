/** A wire whose every message passes through the test's hands: it may let it pass at once, later, twice, or never. */
import type { EdgeOrder, FeedFrame, Snapshot, StageWire } from '../../rooms/stage-wire.ts';

type Deliver = () => void;

export interface WireTap {
  snapshot(snapshot: Snapshot, deliver: Deliver): void;
  order(order: EdgeOrder, deliver: Deliver): void;
  frame(frame: FeedFrame, deliver: Deliver): void;
  pull(deliver: Deliver): void;
  dirty(deliver: Deliver): void;
  wantKeyframe(deliver: Deliver): void;
}

const letPass: WireTap = {
  snapshot: (_sent, deliver) => deliver(),
  order: (_sent, deliver) => deliver(),
  frame: (_sent, deliver) => deliver(),
  pull: (deliver) => deliver(),
  dirty: (deliver) => deliver(),
  wantKeyframe: (deliver) => deliver(),
};

/** What `tap` does not name passes at once. */
export function tappedWire(inner: StageWire, tap: Partial<WireTap>): StageWire {
  const hands: WireTap = { ...letPass, ...tap };
  return {
    lead: (show, stage) =>
      inner.lead(show, {
        hello: () => stage.hello(),
        onSnapshot: (sent) => hands.snapshot(sent, () => stage.onSnapshot(sent)),
        onDirty: () => hands.dirty(() => stage.onDirty()),
        onKeyframeWanted: () => hands.wantKeyframe(() => stage.onKeyframeWanted()),
      }),
    follow: (show, crowd) =>
      inner.follow(show, {
        onHello: (hello) => crowd.onHello(hello),
        onFrame: (sent) => hands.frame(sent, () => crowd.onFrame(sent)),
        onOrder: (sent) => hands.order(sent, () => crowd.onOrder(sent)),
        onPull: () => hands.pull(() => crowd.onPull()),
      }),
  };
}
