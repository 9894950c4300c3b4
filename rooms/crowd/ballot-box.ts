/** One shard's part of a battle or poll: the tally, what every viewer has used, and what of it is not yet durable. */
import { castLikes, castVote, copyTally, emptyTally, endOf, freshVoter, keptVote, sliceAt } from '../../shared/ballot/index.ts';
import type { BallotTally, VoteCast, VoterRecord } from '../../shared/ballot/index.ts';
import type { ContestId, ViewerId } from '../../shared/ids.ts';
import { isRefusal, refuse } from '../../shared/protocol/index.ts';
import type { OwnVotes, Refusal } from '../../shared/protocol/index.ts';
import type { StoredShard } from '../journal.ts';
import type { EdgeBallot } from '../stage-wire.ts';
import type { KeptPart, Unwritten } from './kept-part.ts';
import { Unsaved } from './unsaved.ts';

/** What is kept of the shard itself. */
interface StoredState {
  tally: BallotTally;
}

export class BallotBox implements KeptPart {
  readonly part: ContestId;
  #ballot: EdgeBallot;
  readonly #tally: BallotTally;
  readonly #voters = new Map<ViewerId, VoterRecord>();
  readonly #unsaved = new Unsaved();
  /** The tally as it was last given away; null once it has changed. */
  #given: BallotTally | null = null;

  constructor(ballot: EdgeBallot, stored: StoredShard | null) {
    this.part = ballot.id;
    this.#ballot = ballot;
    this.#tally = stored ? (stored.state as StoredState).tally : emptyTally();
    for (const { viewer, record } of stored?.records ?? []) this.#voters.set(viewer, record as VoterRecord);
  }

  get ballot(): EdgeBallot {
    return this.#ballot;
  }

  /** Who has used something of theirs. */
  voters(): Iterable<ViewerId> {
    return this.#voters.keys();
  }

  /** Follows the stage: what is made longer, goes on or ends is judged so from now on. */
  follow(ballot: EdgeBallot): void {
    this.#ballot = ballot;
  }

  /** Whether votes are taken at that moment. */
  takes(at: number): boolean {
    return !this.#ballot.ended && sliceAt(this.#ballot, at) !== null;
  }

  /** Whether all periods of this step are over: nothing more will come of it. */
  isOver(now: number): boolean {
    return this.#ballot.periods.length > 0 && now >= endOf(this.#ballot);
  }

  /** The answer to a vote under a key that was accepted before: the same, whatever has changed since. Null: the key is new. */
  answerAgain(viewer: ViewerId, vote: VoteCast): { left: number } | Refusal | null {
    const voter = this.#voters.get(viewer);
    if (!voter || !keptVote(voter, vote.key)) return null;
    const answer = castVote(this.#ballot, this.#tally, voter, vote);
    if (isRefusal(answer)) this.#noteRefusal();
    return answer;
  }

  /** Takes a vote under a new key. */
  vote(viewer: ViewerId, vote: VoteCast): { left: number } | Refusal {
    if (this.#ballot.ended) return refuse('vote/closed');
    const voter = this.#voters.get(viewer) ?? freshVoter();
    const answer = castVote(this.#ballot, this.#tally, voter, vote);
    if (isRefusal(answer)) this.#noteRefusal();
    else this.#keep(viewer, voter);
    return answer;
  }

  /** The points that counted. */
  like(viewer: ViewerId, likes: Parameters<typeof castLikes>[3]): number {
    const voter = this.#voters.get(viewer) ?? freshVoter();
    const points = castLikes(this.#ballot, this.#tally, voter, likes);
    if (points > 0) this.#keep(viewer, voter);
    return points;
  }

  /** What one viewer is told about their votes; null when they have not voted. */
  own(viewer: ViewerId): OwnVotes | null {
    const voter = this.#voters.get(viewer);
    if (!voter || voter.used === 0 || voter.last === null) return null;
    return { contest: this.part, left: this.#ballot.votesPerViewer - voter.used, last: voter.last };
  }

  /** A copy of the tally: the very same one until something changes. */
  tally(): BallotTally {
    return (this.#given ??= copyTally(this.#tally));
  }

  get dirty(): boolean {
    return this.#unsaved.any;
  }

  unsaved(): Unwritten {
    return this.#unsaved.take({ tally: this.#tally } satisfies StoredState, this.#voters);
  }

  #keep(viewer: ViewerId, voter: VoterRecord): void {
    this.#given = null;
    this.#voters.set(viewer, voter);
    this.#unsaved.changeOf(viewer);
  }

  /** What was refused is in the tally, too. */
  #noteRefusal(): void {
    this.#given = null;
    this.#unsaved.change();
  }
}
