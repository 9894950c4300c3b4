/** Random mutations × late joins × leaves × stalled connections × a wire that loses frames: every decoder must end equal. */
import assert from 'node:assert/strict';
import { GameView, RoundState, ShowState, assignView } from '../../../shared/state/index.ts';
import { schema, seededRandom, t } from '../../../shared/game-kit/index.ts';
import type { Random, ViewOf } from '../../../shared/game-kit/index.ts';
import { Feed } from '../../../rooms/feed/feed.ts';
import { Outbox } from '../../../rooms/stage/outbox.ts';
import { Publisher } from '../../../rooms/stage/publisher.ts';
import type { EdgeOrder, FeedFrame } from '../../../rooms/stage-wire.ts';
import type { Metrics } from '../../../rooms/metrics.ts';
import { decodingViewer } from '../../support/decoding-viewer.ts';
import type { DecodingViewer } from '../../support/decoding-viewer.ts';
import { recordingFanout } from '../../support/recording-fanout.ts';
import type { RecordingFanout } from '../../support/recording-fanout.ts';

const FuzzRow = schema({ name: t.string(), score: t.uint32() }, 'FuzzRow');
const FuzzView = GameView.extend(
  { rows: t.array(FuzzRow), numbers: t.array('uint16'), byName: t.map(FuzzRow), flags: t.map('boolean'), count: t.uint32() },
  'FuzzView',
);
const OtherView = GameView.extend({ rows: t.array(FuzzRow), label: t.string() }, 'FuzzOtherView');

/** `a`, `d` and `j` found a resync that took decoders back behind what they had: they stay. */
const seeds = (process.env['FUZZ_SEEDS'] ?? 'ash,birch,cedar,elm,a,d,j').split(',');
const ticks = 3000;

const order: EdgeOrder = {
  epoch: 1,
  rev: 1,
  status: 'live',
  muted: [],
  banned: [],
  bots: 0,
  phase: null,
  sales: [],
  ballots: [],
};

type Tamper = (frame: FeedFrame, feed: Feed, fanout: RecordingFanout) => void;

type PlainView = ViewOf<typeof FuzzView>;

interface World {
  viewers: number;
  round: { id: number; kind: 'fuzz' | 'other'; view: PlainView } | null;
}

interface Fuzzed {
  mismatches: string[];
  joins: number;
  resyncs: number;
  gaps: number;
}

/** `tamper` plants a bug into what the feed is given, for testing this test. */
function fuzz(seed: string, tamper: Tamper = (frame, feed) => feed.onFrame(frame)): Fuzzed {
  const random = seededRandom(seed);
  const counted: Record<string, number> = {};
  const metrics = {
    count: (name: string) => void (counted[name] = (counted[name] ?? 0) + 1),
    observe: () => {},
  } as unknown as Metrics;
  const state = new ShowState();
  const world: World = { viewers: 0, round: null };
  const publisher = new Publisher(1, state, metrics);
  const fanout = recordingFanout();
  const outbox = new Outbox();
  const log = { info: () => {}, warn: () => {}, error: () => {} };
  const feed = new Feed('demo', { fanout, metrics, log }, () => publisher.wantKeyframe());
  feed.onHello(publisher.hello(order));
  const viewers = new Set<DecodingViewer>();
  const stalled = new Map<DecodingViewer, number>();
  const away = new Map<DecodingViewer, number>();
  const found: Fuzzed = { mismatches: [], joins: 0, resyncs: 0, gaps: 0 };
  for (let tick = 0; tick < ticks; tick++) {
    for (let i = random.int(6); i > 0; i--) mutate(world, random);
    show(world, state);
    if (random.int(20) === 0) outbox.toAll('chat', { lines: [], skipped: tick });
    const frame = publisher.frame(outbox);
    const lost = random.int(60) === 0;
    if (frame && !lost) tamper(frame, feed, fanout);
    if (frame && !lost && random.int(50) === 0) feed.onFrame(frame);
    if (random.int(7) === 0 && viewers.size < 12) {
      found.joins++;
      viewers.add(decodingViewer(feed, { panel: random.int(3) === 0 }));
    }
    for (const viewer of viewers) {
      if (stalled.has(viewer)) {
        if (stalled.get(viewer)! > tick) continue;
        stalled.delete(viewer);
        fanout.drain(viewer.member.connection);
      } else if (random.int(80) === 0) {
        fanout.stall(viewer.member.connection);
        stalled.set(viewer, tick + 1 + random.int(40));
      } else if (random.int(120) === 0) {
        viewer.leave();
        viewers.delete(viewer);
        if (random.int(2) === 0) away.set(viewer, tick + 1 + random.int(60));
      }
    }
    for (const [viewer, until] of away) {
      if (until > tick) continue;
      away.delete(viewer);
      viewers.add(viewer);
      viewer.resume();
    }
    if (tick % 25 === 24) compare(tick);
  }
  found.resyncs = counted['drumroll_feed_resyncs_total'] ?? 0;
  found.gaps = counted['drumroll_feed_gaps_total'] ?? 0;
  return found;

  function compare(tick: number): void {
    // Two more frames without loss: the first shows the gap, the second brings the keyframe.
    for (let frames = 0; frames < 2;) {
      mutate(world, random);
      show(world, state);
      const frame = publisher.frame(outbox);
      if (!frame) continue;
      tamper(frame, feed, fanout);
      frames++;
    }
    for (const viewer of viewers) {
      if (stalled.has(viewer)) continue;
      try {
        assert.deepEqual(sorted(viewer.json()), sorted(state.toJSON()));
      } catch {
        found.mismatches.push(`seed ${seed}, tick ${tick}`);
        viewer.leave();
        viewers.delete(viewer);
      }
    }
  }
}

/** Any change at all to what is to be shown; it is written into the state by `show`, once per frame, as a stage does. */
function mutate(world: World, random: Random): void {
  const dice = random.int(20);
  if (dice === 0 || !world.round)
    world.round = { id: random.int(1000), kind: random.int(4) === 0 ? 'other' : 'fuzz', view: emptyView() };
  else if (dice === 1 && random.int(5) === 0) world.round = null;
  else if (dice < 4) world.viewers = random.int(100_000);
  else mutateView(world.round.view, dice, random);
}

function mutateView(view: PlainView, dice: number, random: Random): void {
  const row = () => ({ name: `n${random.int(99)}`, score: random.int(9999) });
  const key = `k${random.int(8)}`;
  if (dice < 7) view.rows.splice(random.int(view.rows.length + 1), random.int(3), row(), row());
  else if (dice < 10) view.rows.splice(random.int(view.rows.length + 1), random.int(4));
  else if (dice < 12) view.numbers.splice(random.int(view.numbers.length + 1), random.int(3), random.int(65_535));
  else if (dice < 13) view.numbers.splice(random.int(view.numbers.length + 1), random.int(4));
  else if (dice < 15) view.byName[key] = row();
  else if (dice < 16) delete view.byName[key];
  else if (dice < 18) view.flags[key] = random.int(2) === 0;
  else view.count = random.int(1_000_000);
}

function show(world: World, state: ShowState): void {
  state.viewers = world.viewers;
  const { round } = world;
  // As a stage does: a field that was set stays set.
  if (!round) return;
  if (!state.round || state.round.id !== round.id) {
    state.round = new RoundState();
    state.round.id = round.id;
    state.round.view = round.kind === 'other' ? new OtherView() : new FuzzView();
  }
  const { view } = state.round;
  if (view instanceof FuzzView) assignView(view, round.view);
  else if (view instanceof OtherView) assignView(view, { rows: round.view.rows, label: `label ${round.view.count}` });
}

function emptyView(): PlainView {
  return { rows: [], numbers: [], byName: {}, flags: {}, count: 0 };
}

/** Map order may differ after a resync; the contents may not. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, item]) => [name, sorted(item)]),
  );
}

describe('the feed under fuzz', function () {
  this.timeout(120_000);
  for (const seed of seeds) {
    it(`[FEED-1] every stock decoder ends equal to the stage, whenever it joined and whatever it missed (seed ${seed})`, () => {
      const found = fuzz(seed);
      assert.deepEqual(found.mismatches, []);
      assert.ok(found.joins > 50 && found.resyncs > 50 && found.gaps > 10, JSON.stringify(found));
    });
  }

  it('[FEED-2] this fuzz notices patches that overtake each other', () => {
    let n = 0;
    let held: Uint8Array | null = null;
    const overtake: Tamper = (frame, feed, fanout) => {
      const hold = frame.patch !== null && ++n % 40 === 0;
      feed.onFrame(hold ? { ...frame, patch: null } : frame);
      if (held) fanout.publish('show/demo', [held]);
      held = hold ? frame.patch : null;
    };
    assert.notEqual(tryFuzz('plant-overtake', overtake), 0);
  });

  it('[FEED-2] this fuzz notices a patch that is swallowed', () => {
    let n = 0;
    const swallow: Tamper = (frame, feed) => feed.onFrame(++n % 40 === 0 ? { ...frame, patch: null } : frame);
    assert.notEqual(tryFuzz('plant-swallow', swallow), 0);
  });
});

/** How many mismatches a planted bug caused; a decoder that falls over counts as one. */
function tryFuzz(seed: string, tamper: Tamper): number {
  try {
    return fuzz(seed, tamper).mismatches.length;
  } catch {
    return 1;
  }
}
