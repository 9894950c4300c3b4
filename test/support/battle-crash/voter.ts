/** A viewer who votes and keeps coming back, whatever happens to the server, and writes down every vote and its answer. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { SdkViewer } from '../../../loadtest/sdk-viewer.ts';
import type { Random } from '../../../shared/game-kit/index.ts';
import { isRefusal } from '../../../shared/protocol/index.ts';
import type { ErrorCode, ViewerRequest } from '../../../shared/protocol/index.ts';
import { SdkPlayer, refusalOrLoss } from '../sdk-player.ts';

/** Where votes are taken. */
export interface Booth {
  url: string;
  show: string;
  random: Random;
  /** Something is on its way to the server. */
  onAsk(): void;
}

/** What is voted in. */
export interface Contest {
  kind: 'battle' | 'poll';
  id: string;
  options: readonly string[];
  /** Votes that each viewer has. */
  quota: number;
  /** Until when votes are taken, epoch ms. */
  endsAt: number;
}

/** One vote under one key. `unknown`: the contest was over before anybody could answer. */
export interface VoteRecord {
  viewer: string;
  contest: string;
  option: string;
  count: number;
  key: string;
  answer: { left: number } | ErrorCode | 'unknown';
}

/** Refusals after which the same is asked again, under the same key. */
const passing: ReadonlySet<ErrorCode> = new Set(['busy', 'draining', 'rate-limited', 'vote/not-open']);
/** How soon a viewer who came back is told what they have left. */
const toldWithinMs = 3000;

/** The server's clock may be this much ahead of this process's. */
const clockSlackMs = 50;

export class Voter {
  readonly records: VoteRecord[] = [];
  /** What was not as it had been. */
  readonly faults: string[] = [];
  /** Keys asked again after it had come back, that were answered as before. */
  recalled = 0;
  /** Quotas that were as they had been when it came back. */
  keptQuotas = 0;
  readonly #player: SdkPlayer;
  readonly #booth: Booth;
  #visits = 0;

  constructor(name: string, booth: Booth) {
    this.#booth = booth;
    this.#player = new SdkPlayer(name, booth);
  }

  /** Votes for this and that until all votes are used, then now and then in vain, until it is over. */
  async vote(contest: Contest, isOver: () => boolean): Promise<void> {
    const { random } = this.#booth;
    while (!isOver()) {
      const viewer = await this.#player.arrive();
      if (this.#player.joins !== this.#visits) await this.#comeBack(viewer, contest, isOver);
      const option = contest.options[random.int(contest.options.length)]!;
      const count = contest.kind === 'poll' ? 1 : 1 + random.int(3);
      const record: VoteRecord = {
        viewer: this.#player.name,
        contest: contest.id,
        option,
        count,
        key: random.hex(8),
        answer: 'unknown',
      };
      this.records.push(record);
      record.answer = await this.#ask(contest, record, isOver);
      this.#judge(contest, record);
      await sleep(60 + random.int(300));
    }
  }

  leave(): Promise<void> {
    return this.#player.leave();
  }

  /** Asks until there is an answer; the same key all the time. */
  async #ask(contest: Contest, vote: VoteRecord, isOver: () => boolean): Promise<VoteRecord['answer']> {
    for (;;) {
      const viewer = await this.#player.arrive();
      this.#booth.onAsk();
      const answer = await viewer.request('vote', requestOf(contest, vote)).catch(refusalOrLoss);
      if (answer !== null && !isRefusal(answer)) return answer;
      if (answer !== null && !passing.has(answer.code)) return answer.code;
      if (isOver()) return 'unknown';
      if (answer !== null) await sleep(answer.retryAfterMs ?? 50);
    }
  }

  /** Every vote that was not there before is subtracted once; whoever has none left is told so, and nothing else. */
  #judge({ quota, endsAt }: Contest, vote: VoteRecord): void {
    const { contest, count, answer, key, viewer } = vote;
    const left = quota - this.#used(contest);
    if (answer === 'unknown' || (typeof answer === 'string' && Date.now() >= endsAt - clockSlackMs)) return;
    if (typeof answer === 'object') {
      if (answer.left !== left) this.faults.push(`${key} of ${viewer} left ${answer.left} votes, not ${left}`);
    } else if (answer !== 'vote/quota' || count <= left)
      this.faults.push(`${key} of ${viewer} was refused as ${answer} with ${left} of ${quota} left`);
  }

  /** Votes of acknowledged keys. */
  #used(contest: string): number {
    return this.#acknowledged(contest).reduce((sum, { count }) => sum + count, 0);
  }

  #acknowledged(contest: string): VoteRecord[] {
    return this.records.filter((record) => record.contest === contest && typeof record.answer === 'object');
  }

  async #comeBack(viewer: SdkViewer, contest: Contest, isOver: () => boolean): Promise<void> {
    this.#visits = this.#player.joins;
    const known = this.#acknowledged(contest.id);
    const again = known[this.#booth.random.int(known.length || 1)];
    if (!again) return;
    const left = contest.quota - this.#used(contest.id);
    const told = () => viewer.own?.votesLeft.find((own) => own.contest === contest.id)?.left;
    const isGone = () => !viewer.room.connection.isOpen || isOver();
    await viewer.until('the quota is told', () => told() === left || isGone(), toldWithinMs).catch(() => undefined);
    if (isGone()) return;
    if (told() === left) this.keptQuotas++;
    else this.faults.push(`${again.viewer} came back to ${told()} votes left, not ${left}`);
    const answer = await this.#ask(contest, again, isOver);
    if (typeof answer === 'object' && JSON.stringify(answer) === JSON.stringify(again.answer)) this.recalled++;
    else if (answer !== 'unknown')
      this.faults.push(`${again.key} was answered ${JSON.stringify(again.answer)} and is ${JSON.stringify(answer)} now`);
  }
}

function requestOf({ kind, id }: Contest, { option, count, key }: VoteRecord): ViewerRequest<'vote'> {
  return kind === 'battle' ? { battle: id, side: option, count, key } : { poll: id, choice: option, key };
}
