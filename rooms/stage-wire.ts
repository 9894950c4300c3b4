/** The port between a stage and its crowds: the feed and orders down, snapshots up. */
import type { Ballot, BallotTally } from '../shared/ballot/index.ts';
import type { ContestId, RoundId, ShowId, ViewerId } from '../shared/ids.ts';
import type { SaleEnd, SaleId } from '../shared/sale/index.ts';

/** How a stage and the crowds of its show reach each other: direct calls in one process, Redis in a cluster. */
export interface StageWire {
  lead(show: ShowId, stage: StageEnd): StageLink;
  follow(show: ShowId, crowd: CrowdEnd): CrowdLink;
}

/** What a stage hears. */
export interface StageEnd {
  /** What a crowd that begins to follow needs at once. */
  hello(): Hello;
  onSnapshot(snapshot: Snapshot): void;
  /** Something changed in a shard: worth a tick. */
  onDirty(): void;
  onKeyframeWanted(): void;
}

/** What a stage says. */
export interface StageLink {
  publish(frame: FeedFrame): void;
  order(order: EdgeOrder): void;
  /** Asks every shard for its snapshot; in one process they are all in when this returns. */
  pull(): void;
  close(): void;
}

/** What a crowd hears. */
export interface CrowdEnd {
  onHello(hello: Hello): void;
  onFrame(frame: FeedFrame): void;
  onOrder(order: EdgeOrder): void;
  onPull(): void;
}

/** What a crowd says. */
export interface CrowdLink {
  snapshot(snapshot: Snapshot): void;
  dirty(): void;
  wantKeyframe(): void;
  close(): void;
}

/** The public bytes of one tick. `seq` is one more than the last frame's within an `epoch`. */
export interface FeedFrame {
  epoch: number;
  seq: number;
  /** The schema patch of this tick, if the state changed. */
  patch: Uint8Array | null;
  /** Ready-made Colyseus message frames for everybody, in order, after the patch. */
  messages: readonly Uint8Array[];
  /** The same for panels only. */
  panel: readonly Uint8Array[];
  /** The whole state after this frame's patch, now and then. */
  keyframe: Uint8Array | null;
  /** The cue that late joiners must see (also among `messages`); `none` ends it. */
  cue: Uint8Array | 'none' | null;
}

/** A feed's beginning: the schema, the whole state, and where the numbering stands. */
export interface Hello {
  epoch: number;
  seq: number;
  /** The reflection handshake that clients build their decoders from. */
  handshake: Uint8Array;
  keyframe: Uint8Array;
  cue: Uint8Array | null;
  order: EdgeOrder;
}

/** All that crowds must obey, whole each time: a repeated or skipped one does no harm. */
export interface EdgeOrder {
  epoch: number;
  /** Grows with every order of an epoch; an older one is dropped. */
  rev: number;
  status: 'scheduled' | 'live' | 'ended';
  /** What the show is but for the rehearsal that makes it live; absent when none runs. */
  behind?: 'scheduled' | 'live' | 'ended';
  muted: readonly ViewerId[];
  banned: readonly ViewerId[];
  /** Rehearsal bots of the whole show; each shard plays those that belong to it. */
  bots: number;
  phase: EdgePhase | null;
  /** The sales that viewers may ask for, and those that ended last. */
  sales: readonly EdgeSale[];
  /** What is voted in, or was a moment ago: at most one battle and one poll. */
  ballots: readonly EdgeBallot[];
}

/** A ballot as shards need it. Votes are taken while one of its periods lasts. */
export interface EdgeBallot extends Ballot {
  /** Counts the changes of status and the periods; a final tally names it. */
  step: number;
  /** Nothing is taken any more; kept for a while, so that keys can be asked again. */
  ended: boolean;
  rehearsal: boolean;
}

/** What a sale desk needs of a sale; stock it learns from the ledger. */
export interface EdgeSale {
  id: SaleId;
  /** The ledger's, when the sale was opened: another one is another ledger. */
  generation: string;
  /** Server time, epoch ms; 0 when it is opened by hand. */
  opensAt: number;
  closesAt: number;
  perViewer: number;
  queue: boolean;
  ended: SaleEnd | null;
  /** Why it ended, when it was not by a command or its time. */
  stopped: 'ledger-lost' | null;
  /** Orders the grabs that came a moment early, hex. Secret until the sale is over. */
  seed: string;
  rehearsal: boolean;
}

/** The running phase, as shards need it. */
export interface EdgePhase {
  round: RoundId;
  /** Counts the phases of this round: 0, 1, 2 … */
  step: number;
  game: string;
  settings: unknown;
  phase: string;
  /** Server time, epoch ms. Inputs are taken in `[startsAt, endsAt)`. */
  startsAt: number;
  endsAt: number;
  /** What the phase's cue shows, for `onCue`; undefined when it has none. */
  cue?: unknown;
  standing?: unknown;
  rehearsal: boolean;
}

/** A shard's whole tally and what else rides along. The newest per shard (epoch, then seq) counts. */
export interface Snapshot {
  shard: number;
  epoch: number;
  seq: number;
  round: RoundId;
  step: number;
  /** The phase had ended when this was taken: nothing more will come of it. */
  final: boolean;
  tally: unknown;
  /** Why this shard cannot keep its part of the round any more: the round has to end. */
  fault?: string;
  /** Viewers connected now (overlays are not counted). */
  heads: number;
  /** Likes since this shard began: they are not kept over a restart. */
  likes: number;
  chat: ShardChat;
  ballots: readonly BallotSnapshot[];
}

/** A shard's part of a battle or poll. */
export interface BallotSnapshot {
  contest: ContestId;
  step: number;
  /** Every period of this step was over when this was taken: nothing more will come of it. */
  final: boolean;
  tally: BallotTally;
  /** Why this shard cannot keep its part any more; the tally is what it had. */
  fault?: string;
}

/** A shard's last numbered chat lines; `last` is the number of the newest. */
export interface ShardChat {
  /** When the shard began, epoch ms. It numbers from 1 again whenever it does. */
  since: number;
  last: number;
  lines: readonly ShardLine[];
}

export interface ShardLine {
  n: number;
  viewer: ViewerId;
  name: string;
  text: string;
  at: number;
}
