/**
 * Estimates server time from question-and-answer samples.
 *
 * Each sample bounds the offset between the two clocks (Cristian): the server's stamp was taken after the question
 * left and before the answer came. The estimate is the middle of what most samples agree on (Marzullo), so the
 * quickest way up and the quickest way down decide, whichever samples they came from, and a lying sample is outvoted.
 * After the first lock the shown time is slewed, so it never steps back by itself; only a jump (a laptop slept) steps.
 */

/** One question: local monotonic ms when it left and when its answer came, and the server's epoch ms in it. */
export interface ClockSample {
  sentAt: number;
  receivedAt: number;
  serverNow: number;
}

/** What became of a sample. After `doubted`, ask again at once: three doubts that agree overrule the past. */
export type ClockVerdict = 'taken' | 'doubted' | 'stepped';

export interface ServerClock {
  take(sample: ClockSample): ClockVerdict;
  /** Server time, epoch ms, at a local monotonic time. Never less than it returned before, unless it stepped. */
  now(localMs: number): number;
  /** How far off `now` can be at most, ms, if the samples that agree told the truth. Infinite before the first sample. */
  errorMs(localMs: number): number;
  /** Whether enough samples agree; before that `now` follows the estimate without slewing. */
  readonly locked: boolean;
}

/** Where the offset (server − local) lies, as known at local time `at`. */
interface Bounds {
  low: number;
  high: number;
  at: number;
}

const lockSamples = 6;
const keptSamples = 16;
const keptMs = 60_000;
const jumpMs = 1000;
const doubtsToForget = 3;
/** Shown time runs at most this much faster or slower than local time: 5 ms per second. */
const slewRate = 0.005;
/** How far two clocks may drift apart, ms per ms: 200 ppm covers bad crystals. */
const driftRate = 0.0002;

export function makeServerClock(): ServerClock {
  let samples: Bounds[] = [];
  let doubts: Bounds[] = [];
  let agreed: Bounds = { low: -Infinity, high: Infinity, at: 0 };
  let locked = false;
  /** The shown offset was `shown` at local time `shownAt`, and moves towards the middle of `agreed` since. */
  let shown = 0;
  let shownAt = -Infinity;
  let last = -Infinity;

  const shownOffset = (localMs: number): number => {
    if (!locked) return shown;
    const reach = slewRate * Math.max(0, localMs - shownAt);
    return shown + clamp(middle(agreed) - shown, -reach, reach);
  };
  const rebase = (localMs: number, offset: number): void => {
    shown = offset;
    shownAt = localMs;
  };
  const step = (localMs: number): void => {
    rebase(localMs, middle(agreed));
    last = -Infinity;
  };

  return {
    take({ sentAt, receivedAt, serverNow }) {
      if (!(receivedAt >= sentAt) || !Number.isFinite(serverNow)) return 'doubted';
      const at = Math.max(receivedAt, shownAt);
      // The stamp is cut to whole milliseconds: the true time is up to 1 ms later.
      const bounds = { low: serverNow - receivedAt, high: serverNow + 1 - sentAt, at };
      rebase(at, shownOffset(at));

      if (locked && !overlap(bounds, widened(agreed, at))) {
        doubts = [...doubts, bounds].slice(-doubtsToForget);
        const newer = agreement(doubts, at);
        if (doubts.length < doubtsToForget || newer.votes < doubtsToForget) return 'doubted';
        samples = doubts;
        doubts = [];
        agreed = newer;
        if (Math.abs(middle(agreed) - shown) <= jumpMs) return 'taken';
        step(at);
        return 'stepped';
      }

      doubts = [];
      samples = [...samples.filter((sample) => at - sample.at <= keptMs), bounds].slice(-keptSamples);
      const found = agreement(samples, at);
      agreed = found;
      if (locked) return 'taken';
      rebase(at, middle(agreed));
      locked = found.votes >= lockSamples;
      return 'taken';
    },
    now(localMs) {
      // Later rebasing must not start before a time that was already asked for.
      if (localMs > shownAt && locked) rebase(localMs, shownOffset(localMs));
      last = Math.max(last, localMs + shownOffset(localMs));
      return last;
    },
    errorMs(localMs) {
      const sure = widened(agreed, localMs);
      return (sure.high - sure.low) / 2 + Math.abs(middle(agreed) - shownOffset(localMs));
    },
    get locked() {
      return locked;
    },
  };
}

/** The part that most of the bounds share, as known at local time `at`. */
function agreement(all: readonly Bounds[], at: number): Bounds & { votes: number } {
  const edges = all
    .map((bounds) => widened(bounds, at))
    .flatMap(({ low, high }) => [
      { offset: low, vote: 1 },
      { offset: high, vote: -1 },
    ])
    .toSorted((a, b) => a.offset - b.offset || b.vote - a.vote);
  let votes = 0;
  let best = { low: -Infinity, high: Infinity, at, votes: 0 };
  for (const [i, edge] of edges.entries()) {
    votes += edge.vote;
    const next = edges[i + 1];
    if (next && votes > best.votes) best = { low: edge.offset, high: next.offset, at, votes };
  }
  return best;
}

function widened(bounds: Bounds, at: number): Bounds {
  const slack = driftRate * Math.max(0, at - bounds.at);
  return { low: bounds.low - slack, high: bounds.high + slack, at };
}

function overlap(a: Bounds, b: Bounds): boolean {
  return a.low <= b.high && b.low <= a.high;
}

function middle({ low, high }: Bounds): number {
  return (low + high) / 2;
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
