/** The votes, likes and gifts of a simulated battle and poll: which were taken, and which a crash may take away. */
import type { Journal } from '../../rooms/journal.ts';
import type { VoterRecord } from '../../shared/ballot/index.ts';
import { overtimeMs } from '../../shared/battle/index.ts';
import { battleId, pollId } from '../support/stage-contests.ts';
import type { ShowWorld, TestMember } from '../support/show-world.ts';
import type { TakenGift, TakenLike, TakenVote } from './battle-oracle.ts';

interface Asked<What> {
  what: What;
  key: string;
  state: 'asked' | 'taken' | 'refused';
}

const likesPerViewer = 5;

export class SimVoters {
  readonly counted = { votes: 0, likes: 0, gifts: 0, lostInCrashes: 0 };
  readonly wrong: string[] = [];
  #votes: Asked<TakenVote>[] = [];
  #choices: Asked<{ viewer: string; choice: string }>[] = [];
  #gifts: Asked<TakenGift>[] = [];
  /** In each viewer's own order. */
  #likes: TakenLike[] = [];

  /** Votes, now and then twice under the same key. */
  vote(world: ShowWorld, member: TestMember, vote: { side: string; count: number; key: string; twice: boolean }): void {
    const { side, count, key, twice } = vote;
    const request = { battle: battleId, side, count, key };
    const what = { viewer: member.viewer, side, count, level: member.level, at: world.clock.now() };
    this.#ask(this.#votes, { what, key, state: 'asked' }, async () => world.shard(member).vote(member, request));
    if (twice) void world.shard(member).vote(member, request);
  }

  choose(world: ShowWorld, member: TestMember, { choice, key }: { choice: string; key: string }): void {
    const what = { viewer: member.viewer, choice };
    const ask = async () => world.shard(member).vote(member, { poll: pollId, choice, key });
    this.#ask(this.#choices, { what, key, state: 'asked' }, ask);
  }

  /** A like is taken at once, and nobody is told: only well within a period, as what a shard knows of its ends may be late. */
  like(world: ShowWorld, member: TestMember, side: string): void {
    const { viewer } = member;
    const now = world.clock.now();
    const { battle } = world.json();
    const beganAt = battle?.overtime ? battle.endsAt - overtimeMs : (battle?.startedAt ?? Infinity);
    if (!battle || now < beganAt + 1000 || now > battle.endsAt - 1000) return;
    world.shard(member).like(member, { count: 1, side });
    const had = this.#likes.filter((like) => like.viewer === viewer).length;
    if (had < likesPerViewer) this.#likes.push({ viewer, side, at: now });
  }

  give(world: ShowWorld, gift: { viewer: string; side: string; value: number; key: string }): void {
    const { key, ...what } = gift;
    const ask = () => world.shows.gift('demo', { ...what, key, battle: battleId }, 'shop');
    this.#ask(this.#gifts, { what: { ...what, at: world.clock.now() }, key, state: 'asked' }, ask);
  }

  /** Keeps what is on disk. */
  async afterCrash(journal: Journal, shards: number): Promise<void> {
    const battle = await recordsOf(journal, battleId, shards);
    const poll = await recordsOf(journal, pollId, shards);
    const hasVoted = (records: typeof battle) => (asked: Asked<{ viewer: string }>) =>
      (records.get(asked.what.viewer)?.keys ?? []).some(([key]) => key === asked.key);
    const votes = this.#kept('vote', this.#votes, hasVoted(battle));
    const choices = this.#kept('choice', this.#choices, hasVoted(poll));
    const stored = await journal.gifts('demo', battleId, { after: 0, limit: 10_000 });
    const counted = new Set(stored.filter(({ reply }) => reply.counted).map(({ key }) => key));
    const gifts = this.#kept('gift', this.#gifts, ({ key }) => counted.has(key));
    [this.#votes, this.#choices, this.#gifts] = [votes, choices, gifts];
    // Likes go to the disk in their order: of each viewer the first ones are kept.
    const left = new Map([...battle].map(([viewer, { likes }]) => [viewer, likes]));
    const before = this.#likes.length;
    this.#likes = this.#likes.filter(({ viewer }) => {
      const some = left.get(viewer) ?? 0;
      left.set(viewer, some - 1);
      return some > 0;
    });
    this.counted.lostInCrashes += before - this.#likes.length;
  }

  get taken(): { votes: TakenVote[]; likes: TakenLike[]; gifts: TakenGift[] } {
    return { votes: this.#of(this.#votes), likes: this.#likes, gifts: this.#of(this.#gifts) };
  }

  get choices(): { viewer: string; choice: string }[] {
    return this.#of(this.#choices);
  }

  /** Of what was asked and is on its way nothing is known yet. */
  get unanswered(): number {
    return [...this.#votes, ...this.#choices, ...this.#gifts].filter(({ state }) => state === 'asked').length;
  }

  #of<What>(list: readonly Asked<What>[]): What[] {
    return list.filter(({ state }) => state === 'taken').map(({ what }) => what);
  }

  #ask<What>(list: Asked<What>[], asked: Asked<What>, ask: () => Promise<object>): void {
    list.push(asked);
    void ask().then((answer) => {
      const isTaken = 'left' in answer || ('counted' in answer && answer.counted === true);
      asked.state = isTaken ? 'taken' : 'refused';
    });
  }

  /** What was answered as taken must be on disk; of what was not answered, what is there counts. */
  #kept<What>(kind: string, list: readonly Asked<What>[], isStored: (asked: Asked<What>) => boolean): Asked<What>[] {
    return list.flatMap((asked) => {
      const stored = isStored(asked);
      if (asked.state === 'taken' && !stored) this.wrong.push(`the acknowledged ${kind} ${asked.key} is gone`);
      if (asked.state === 'asked' && !stored) this.counted.lostInCrashes++;
      return stored ? [{ ...asked, state: 'taken' as const }] : [];
    });
  }
}

async function recordsOf(journal: Journal, part: string, shards: number): Promise<Map<string, VoterRecord>> {
  const records = new Map<string, VoterRecord>();
  for (let shard = 0; shard < shards; shard++)
    for (const { viewer, record } of (await journal.shard('demo', part, shard))?.records ?? [])
      records.set(viewer, record as VoterRecord);
  return records;
}
