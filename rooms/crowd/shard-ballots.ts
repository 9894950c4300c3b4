/** One shard's part of battles and polls: which are voted in, what was restored of them, and whether they can be kept. */
import type { OptionId } from '../../shared/ballot/index.ts';
import type { ContestId, Key, ViewerId } from '../../shared/ids.ts';
import { isRefusal, refuse } from '../../shared/protocol/index.ts';
import type { OwnVotes, Refusal, ViewerReplies, ViewerRequest } from '../../shared/protocol/index.ts';
import { report } from '../guard.ts';
import type { StoredShard } from '../journal.ts';
import type { Services } from '../services.ts';
import type { BallotSnapshot, EdgeBallot, EdgeOrder } from '../stage-wire.ts';
import { BallotBox } from './ballot-box.ts';
import { Buckets } from './buckets.ts';
import type { KeptPart } from './kept-part.ts';
import type { ShardStore } from './shard-store.ts';

/** How often one viewer may vote. */
const perViewer = { perSecond: 10, burst: 20 };
const busyMs = 250;

/** Whoever votes. */
export interface Voter {
  viewer: ViewerId;
  /** The platform's, 0 to 999. */
  level: number;
}

/** What a shard is told of its ballots. */
interface Listener {
  /** Something counted that the stage should know. */
  onChanged(): void;
  /** Something did not count: to be told with whatever is told next. */
  onNoted(): void;
  /** What is these viewers' own has changed. */
  onMoved(viewers: Iterable<ViewerId>): void;
}

/** One ballot of the order. */
interface Known {
  ballot: EdgeBallot;
  /** Null while it is being read. */
  box: BallotBox | null;
  /** Why this shard cannot keep its part any more. */
  fault: string | null;
}

interface Wanted {
  kind: 'battle' | 'poll';
  contest: ContestId;
  option: OptionId;
  count: number;
  key: Key;
}

type VoteAnswer = ViewerReplies['vote'] | Refusal;

export class ShardBallots {
  readonly #services: Pick<Services, 'clock' | 'log' | 'metrics'>;
  readonly #store: ShardStore;
  readonly #listener: Listener;
  readonly #rates = new Buckets(perViewer);
  #order: EdgeOrder | null = null;
  #known = new Map<ContestId, Known>();
  /** Ballots that were let go: if one came back, there would be something to read. */
  readonly #gone = new Set<ContestId>();

  constructor(services: Pick<Services, 'clock' | 'log' | 'metrics'>, store: ShardStore, listener: Listener) {
    this.#services = services;
    this.#store = store;
    this.#listener = listener;
  }

  /** Follows the stage. A shard that only begins has something to read of whatever it finds under way. */
  follow(order: EdgeOrder): void {
    const before = this.#order;
    this.#order = order;
    // Orders come as often as ticks; a list that nobody has changed since is the very same one.
    if (order.ballots === before?.ballots) return;
    const gone = this.#known;
    this.#known = new Map();
    for (const ballot of order.ballots) {
      const known = gone.get(ballot.id) ?? this.#meet(ballot, before ? 'goes on' : 'begins');
      known.ballot = ballot;
      known.box?.follow(ballot);
      this.#known.set(ballot.id, known);
      gone.delete(ballot.id);
    }
    for (const known of gone.values()) this.#letGo(known);
  }

  /** Takes a vote; it is answered once it is durable. The same key gives the same answer while the ballot is known. */
  vote(voter: Voter, request: ViewerRequest<'vote'>): Promise<VoteAnswer> | VoteAnswer {
    const wanted = wantedOf(request);
    const box = this.#boxOf(wanted);
    if (isRefusal(box)) return this.#counted(wanted, box);
    const { option, count, key } = wanted;
    const vote = { option, count, key, level: voter.level, at: this.#services.clock.now() };
    const again = box.answerAgain(voter.viewer, vote);
    // What was accepted once is answered the same, however fast it is asked again, and after everything.
    const refusal = again === null ? (this.#closedTo(box.ballot) ?? this.#tooFast(voter)) : null;
    if (refusal) return this.#counted(wanted, refusal);
    const answer = again ?? box.vote(voter.viewer, vote);
    if (isRefusal(answer)) {
      this.#store.soon(box);
      this.#listener.onNoted();
      return this.#counted(wanted, answer);
    }
    if (again === null) {
      this.#listener.onChanged();
      this.#listener.onMoved([voter.viewer]);
    }
    return this.#store.durable(box).then((isWritten) => {
      if (!isWritten) return this.#counted(wanted, refuse('busy', { retryAfterMs: busyMs }));
      this.#note(wanted, again === null ? 'counted' : 'repeated');
      return answer;
    });
  }

  /** Likes of a battle that goes on count for a side of it, up to the viewer's limit; nobody is told what became of them. */
  like({ viewer }: Pick<Voter, 'viewer'>, { count, side }: ViewerRequest<'like'>): void {
    const at = this.#services.clock.now();
    for (const { ballot, box, fault } of this.#known.values()) {
      if (!box || fault !== null || ballot.likesPerViewer === 0 || !box.takes(at) || this.#closedTo(ballot)) continue;
      if (box.like(viewer, { count, at, ...(side === undefined ? {} : { option: side }) }) === 0) continue;
      this.#store.soon(box);
      this.#listener.onChanged();
    }
  }

  /** What one viewer has left where they have voted. */
  ownOf(viewer: ViewerId): OwnVotes[] {
    return Array.from(this.#known.values(), ({ box }) => box?.own(viewer) ?? null).filter((own) => own !== null);
  }

  /** The whole part of this shard of each ballot that goes on; those that are still being read have none. */
  snapshots(): BallotSnapshot[] {
    return Array.from(this.#known.values(), (known) => this.#snapshotOf(known)).filter((snapshot) => snapshot !== null);
  }

  /** Gives up a ballot whose part here can never be written. */
  lose(part: KeptPart, error: unknown): void {
    for (const known of this.#known.values()) if (known.box === part) this.#fail(known, error);
  }

  /** Forgets what was only kept for viewers who might vote again at once; call it every few minutes. */
  prune(monotonic: number): void {
    this.#rates.prune(monotonic);
  }

  #boxOf({ kind, contest }: Wanted): BallotBox | Refusal {
    const known = this.#known.get(contest);
    if (!this.#order) return refuse('busy', { retryAfterMs: busyMs });
    if (!known) return refuse(this.#order.status === 'live' ? `${kind}/unknown` : 'show/not-live');
    return known.box && known.fault === null ? known.box : refuse('busy', { retryAfterMs: busyMs });
  }

  /** A rehearsal makes a show live for its own ballots only. */
  #closedTo(ballot: EdgeBallot): Refusal | null {
    const order = this.#order;
    const status = ballot.rehearsal ? order?.status : (order?.behind ?? order?.status);
    return status === 'live' ? null : refuse('show/not-live');
  }

  #tooFast({ viewer }: Voter): Refusal | null {
    return this.#rates.judge(viewer, this.#services.clock.monotonic());
  }

  #snapshotOf({ ballot, box, fault }: Known): BallotSnapshot | null {
    if (!box || ballot.ended) return null;
    const final = box.isOver(this.#services.clock.now());
    // What the stage may settle on is handed to the journal before it.
    if (final && fault === null) this.#store.now(box);
    return { contest: ballot.id, step: ballot.step, final, tally: box.tally(), ...(fault === null ? {} : { fault }) };
  }

  #meet(ballot: EdgeBallot, since: 'begins' | 'goes on'): Known {
    // A ballot that was there before this shard has records; one that comes now has none.
    const isNew = since === 'goes on' && !this.#gone.has(ballot.id);
    const known: Known = { ballot, box: isNew ? new BallotBox(ballot, null) : null, fault: null };
    if (!isNew) this.#store.restore(ballot.id, (stored) => this.#restored(known, stored));
    return known;
  }

  #restored(known: Known, stored: StoredShard | null): void {
    if (this.#known.get(known.ballot.id) !== known) return;
    try {
      known.box = new BallotBox(known.ballot, stored);
    } catch (error) {
      report(this.#services, 'shard.ballot', error);
      known.box = new BallotBox(known.ballot, null);
      this.#fail(known, error);
    }
    this.#listener.onMoved(known.box.voters());
    this.#listener.onChanged();
  }

  #letGo({ ballot, box, fault }: Known): void {
    this.#gone.add(ballot.id);
    if (!box) return;
    if (fault === null) this.#store.now(box);
    this.#listener.onMoved(box.voters());
  }

  #fail(known: Known, error: unknown): void {
    known.fault = String(error);
    this.#listener.onChanged();
  }

  #counted(wanted: Wanted, refusal: Refusal): Refusal {
    this.#note(wanted, refusal.code);
    return refusal;
  }

  #note({ kind }: Wanted, outcome: string): void {
    this.#services.metrics.count('drumroll_votes_total', 1, { kind, outcome });
  }
}

function wantedOf(request: ViewerRequest<'vote'>): Wanted {
  const { key } = request;
  if ('battle' in request) return { kind: 'battle', contest: request.battle, option: request.side, count: request.count, key };
  return { kind: 'poll', contest: request.poll, option: request.choice, count: 1, key };
}
