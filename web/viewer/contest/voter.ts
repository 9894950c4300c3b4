/**
 * Casts votes until each is counted or refused. Votes that are pressed while others are on their way go together in the
 * next request; a request keeps its key through timeouts, reconnects and refusals that pass, so that it counts once.
 */
import { effect, signal } from '@preact/signals';
import type { ReadonlySignal } from '@preact/signals';
import { isRefusal } from '../../../shared/protocol/errors.ts';
import type { Refusal } from '../../../shared/protocol/errors.ts';
import type { ViewerRequest } from '../../../shared/protocol/requests.ts';
import type { Connection } from '../../kit/connection.ts';
import type { Timers } from '../../kit/timers.ts';
import { isPassing, retryMs } from '../sale/retry.ts';

/** What became of the votes that this page has cast in one battle or poll. */
export interface Voting {
  /** On their way, by option. */
  sending: Readonly<Record<string, number>>;
  /** What the last counted request left, and what it was for; null before the first. */
  counted: { left: number; option: string } | null;
  /** Why the last request was refused; null again with the next press. */
  refusal: Refusal | null;
}

export interface Voter {
  /** By battle or poll. */
  votes: ReadonlySignal<Readonly<Record<string, Voting>>>;
  /** Casts `count` votes for `option`. */
  vote(contest: string, cast: Cast): void;
  close(): void;
}

export interface Cast {
  option: string;
  count: number;
}

export interface VoterOptions {
  connection: Pick<Connection, 'request' | 'own' | 'status'>;
  /** The request that asks for a cast under a key. */
  requestOf: (contest: string, cast: Cast & { key: string }) => ViewerRequest<'vote'>;
  timers: Timers;
  random: () => number;
  newKey: () => string;
}

/** What a page with a clock a little ahead may meet at the start: it passes. */
const earlyTries = 8;
/** After so long without an answer the viewer is told that there is none; what was counted is told by `own`. */
const patienceMs = 60_000;

const nothing: Voting = { sending: {}, counted: null, refusal: null };

export function makeVoter({ connection, requestOf, timers, random, newKey }: VoterOptions): Voter {
  const votes = signal<Readonly<Record<string, Voting>>>({});
  /** Casts that wait, by contest; the first is the one that is asked for. A contest without an entry is at rest. */
  const queues = new Map<string, Cast[]>();
  const pauses = new Map<string, () => void>();
  /** Whatever was asked for before the viewer changed, or was put out, is not waited for any more. */
  let run = 0;

  const put = (contest: string, change: Partial<Voting>): void => {
    votes.value = { ...votes.peek(), [contest]: { ...(votes.peek()[contest] ?? nothing), ...change } };
  };
  const showQueue = (contest: string): void => {
    const sending: Record<string, number> = {};
    for (const { option, count } of queues.get(contest) ?? []) sending[option] = (sending[option] ?? 0) + count;
    put(contest, { sending });
  };

  /** The first definite answer, or the last refusal when patience is over; null when nobody waits for it any more. */
  const askOnce = async (contest: string, cast: Cast): Promise<{ left: number } | Refusal | null> => {
    const mine = run;
    const request = requestOf(contest, { ...cast, key: newKey() });
    const endsAt = timers.monotonic() + patienceMs;
    for (let tries = 1; ; tries++) {
      const answer = await connection.request('vote', request);
      if (mine !== run) return null;
      if (!isRefusal(answer)) return answer;
      const isEarly = answer.code === 'vote/not-open' && tries < earlyTries;
      if ((!isEarly && !isPassing(answer, tries)) || timers.monotonic() >= endsAt) return answer;
      await new Promise<void>((resolve) => pauses.set(contest, timers.after(retryMs(answer, tries, random), resolve)));
      if (mine !== run) return null;
    }
  };
  const drain = async (contest: string): Promise<void> => {
    for (let cast = queues.get(contest)?.[0]; cast; cast = queues.get(contest)?.[0]) {
      const answer = await askOnce(contest, cast);
      if (answer === null) return;
      if (isRefusal(answer)) {
        // What waits behind a refused vote would be refused as well.
        queues.delete(contest);
        put(contest, { refusal: answer });
      } else {
        queues.get(contest)?.shift();
        put(contest, { counted: { left: answer.left, option: cast.option } });
      }
      showQueue(contest);
    }
    queues.delete(contest);
  };

  const forget = (): void => {
    run++;
    for (const cancel of pauses.values()) cancel();
    pauses.clear();
    queues.clear();
    votes.value = {};
  };
  let viewer: string | null = null;
  const stopOwn = effect(() => {
    const told = connection.own.value;
    if (!told || told.viewer === viewer) return;
    if (viewer !== null) forget();
    viewer = told.viewer;
  });
  const stopStatus = effect(() => {
    if (connection.status.value === 'refused') forget();
  });

  return {
    votes,
    vote(contest, { option, count }) {
      const queue = queues.get(contest);
      // The first is under way under its key and stays as it is.
      const last = queue?.slice(1).at(-1);
      if (last?.option === option) last.count += count;
      else if (queue) queue.push({ option, count });
      else queues.set(contest, [{ option, count }]);
      put(contest, { refusal: null });
      showQueue(contest);
      if (!queue) void drain(contest);
    },
    close() {
      stopOwn();
      stopStatus();
      forget();
    },
  };
}
