/** A wire in bad weather: by a seed it loses, repeats, delays and so reorders what stage and crowds tell each other. */
import type { Clock } from '../../rooms/services.ts';
import type { EdgeOrder, EdgePhase, FeedFrame, Snapshot, StageWire } from '../../rooms/stage-wire.ts';
import type { Random } from '../../shared/game-kit/index.ts';
import { createMemoryWire } from '../../server/memory/wire.ts';
import { tappedWire } from './tapped-wire.ts';

export interface Weather {
  /** The share of messages that never arrive, and of those that arrive twice. */
  lose: number;
  repeat: number;
  /** How late a message may come, ms. Two that are delayed differently overtake each other. */
  delayMs: number;
}

export interface LossyWire extends StageWire {
  /** From now on everything arrives, at once; until the weather is bad again. */
  calm(): void;
  storm(): void;
  /** The phase that crowds follow now, by the newest order that reached them. */
  readonly phase: EdgePhase | null;
  /** Every phase that any of them has followed, by round and step. */
  readonly phases: Map<string, EdgePhase>;
  readonly counted: { lost: number; repeated: number; delayed: number };
}

/** Bends what passes; for planting bugs into what the stage or a crowd is told. */
export interface Bend {
  snapshot?(snapshot: Snapshot, deliver: (bent: Snapshot) => void): void;
  frame?(frame: FeedFrame): FeedFrame;
}

export function lossyWire(
  { clock, random }: { clock: Pick<Clock, 'after'>; random: Random },
  weather: Weather,
  bend: Bend = {},
): LossyWire {
  const counted = { lost: 0, repeated: 0, delayed: 0 };
  const phases = new Map<string, EdgePhase>();
  let raging = true;
  let newest: EdgeOrder | null = null;

  const late = (deliver: () => void): void => {
    const delayMs = raging && random.next() < 0.7 ? random.int(weather.delayMs) : 0;
    if (delayMs === 0) return deliver();
    counted.delayed++;
    clock.after(delayMs, deliver);
  };
  const surely = (deliver: () => void): void => {
    late(deliver);
    if (!raging || random.next() >= weather.repeat) return;
    counted.repeated++;
    late(deliver);
  };
  const perhaps = (deliver: () => void): void => {
    if (raging && random.next() < weather.lose) counted.lost++;
    else surely(deliver);
  };
  /** The order that a crowd obeys from now on, if this one is newer than what it has. */
  const note = (order: EdgeOrder): void => {
    if (newest && (order.epoch < newest.epoch || (order.epoch === newest.epoch && order.rev <= newest.rev))) return;
    newest = order;
    if (order.phase) phases.set(`${order.phase.round}:${order.phase.step}`, order.phase);
  };

  const inner = createMemoryWire();
  const tapped = tappedWire(inner, {
    // Orders are whole, and whoever carries them must bring the newest: they may be late or doubled, not lost.
    order: (order, deliver) =>
      surely(() => {
        note(order);
        deliver();
      }),
    snapshot: (_snapshot, deliver) => perhaps(deliver),
    frame: (_frame, deliver) => perhaps(deliver),
    pull: perhaps,
    dirty: perhaps,
    wantKeyframe: perhaps,
  });
  return {
    lead: (show, stage) =>
      tapped.lead(show, {
        hello: () => stage.hello(),
        onSnapshot: (snapshot) =>
          bend.snapshot ? bend.snapshot(snapshot, (bent) => stage.onSnapshot(bent)) : stage.onSnapshot(snapshot),
        onDirty: () => stage.onDirty(),
        onKeyframeWanted: () => stage.onKeyframeWanted(),
      }),
    follow: (show, crowd) =>
      tapped.follow(show, {
        onHello: (hello) => {
          note(hello.order);
          crowd.onHello(hello);
        },
        onFrame: (frame) => crowd.onFrame(bend.frame ? bend.frame(frame) : frame),
        onOrder: (order) => crowd.onOrder(order),
        onPull: () => crowd.onPull(),
      }),
    calm: () => {
      raging = false;
    },
    storm: () => {
      raging = true;
    },
    get phase() {
      return newest?.phase ?? null;
    },
    phases,
    counted,
  };
}
