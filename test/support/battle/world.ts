/**
 * A battle with its shards, gift desks and a stage, all by hand: orders and snapshots are late, shards go missing, asks
 * are repeated. Every single input that was acknowledged is kept, so that scores can be reckoned one by one.
 */
import { castLikes, castVote, emptyTally, foldGift, freshVoter, mergeTallies } from '../../../shared/ballot/index.ts';
import type { Ballot, BallotTally, VoterRecord } from '../../../shared/ballot/index.ts';
import {
  advanceBattle,
  ballotOf,
  boost,
  cancel,
  closePeriod,
  endNow,
  extend,
  forfeit,
  hearTally,
  isOver,
  judgeGift,
  readyBattle,
  reject,
  timeOf,
} from '../../../shared/battle/index.ts';
import type { Battle, BattleReason } from '../../../shared/battle/index.ts';
import { hash32 } from '../../../shared/ids.ts';
import { isRefusal } from '../../../shared/protocol/index.ts';
import { gift } from './sample.ts';

/** One input that was acknowledged. */
export interface Taken {
  side: string;
  points: number;
  kind: 'votes' | 'likes' | 'gifts';
  /** When it counts: its arrival, or of a late gift the end of the period that it was paid in. */
  at: number;
}

export type Act =
  | { do: 'vote'; viewer: number; side: number; count: number; key: number; level: number }
  | { do: 'like'; viewer: number; side: number | null; count: number }
  | { do: 'gift'; viewer: number; side: number; value: number; paidAgo: number | null }
  | { do: 'boost'; side: number; factor: number; ms: number }
  | { do: 'extend'; ms: number }
  | { do: 'hear'; shard: number }
  | { do: 'follow'; shard: number }
  | { do: 'accept' | 'reject' | 'end' | 'cancel' | 'leave' };

export interface Script {
  acts: readonly { after: number; act: Act }[];
  shards: number;
  /** How long after a period's end its finals are in. */
  lagMs: number;
  /** The shard that never sends its final word in time. */
  lost: number | null;
}

interface Shard {
  show: string;
  ballot: Ballot;
  tally: BallotTally;
  voters: Map<string, VoterRecord>;
  taken: Taken[];
  /** What the stage has heard of it. */
  heard: BallotTally;
  heardOf: number;
}

export class BattleWorld {
  battle: Battle;
  now: number;
  readonly #script: Script;
  readonly #shards: Shard[];
  readonly #desks = new Map<string, { tally: BallotTally; given: Map<string, number>; taken: Taken[] }>();
  readonly #shows: string[];
  /** The battle as it was after each step. */
  readonly story: Battle[] = [];

  constructor(battle: Battle, script: Script) {
    this.battle = battle;
    this.now = battle.createdAt;
    this.#script = script;
    this.#shows = [...new Set(battle.sides.map(({ show }) => show))];
    for (const show of this.#shows) this.#desks.set(show, { tally: emptyTally(), given: new Map(), taken: [] });
    this.#shards = this.#shows.flatMap((show) =>
      Array.from({ length: script.shards }, () => ({
        show,
        ballot: ballotOf(battle, show),
        tally: emptyTally(),
        voters: new Map<string, VoterRecord>(),
        taken: [],
        heard: emptyTally(),
        heardOf: 0,
      })),
    );
  }

  /** Everything that the stage has heard of, input by input. */
  get taken(): Taken[] {
    const desks = [...this.#desks.values()].flatMap(({ taken }) => taken);
    return [...desks, ...this.#shards.flatMap(({ taken, heardOf }) => taken.slice(0, heardOf))];
  }

  /** Plays all acts, then lets time go on until nothing more comes; says how many steps that took. */
  play(): number {
    this.#follow();
    for (const { after, act } of this.#script.acts) {
      this.#pass(this.now + after);
      this.#act(act);
      this.#keep();
    }
    let steps = 0;
    for (let next = this.#nextTime(); next !== null && steps < 100; next = this.#nextTime()) {
      this.#pass(next);
      steps++;
    }
    return steps;
  }

  /** Time goes on: what is due happens in order. */
  #pass(until: number): void {
    for (let next = this.#nextTime(); next !== null && next <= until; next = this.#nextTime()) {
      this.now = Math.max(this.now, next);
      this.#step();
    }
    this.now = until;
  }

  #nextTime(): number | null {
    if (isOver(this.battle)) return null;
    const closes = (this.battle.periods.at(-1)?.endsAt ?? 0) + this.#script.lagMs;
    const waits = this.battle.status === 'running' || this.battle.status === 'overtime';
    return timeOf(this.battle) ?? (waits ? closes : null);
  }

  #step(): void {
    const { battle, now } = this;
    const period = battle.periods.at(-1);
    const waits = (battle.status === 'running' || battle.status === 'overtime') && battle.countsUntil === 0;
    if (waits && period && now >= period.endsAt + this.#script.lagMs) {
      const { lost } = this.#script;
      // A shard's final word is about the order that the stage has given.
      for (const [i, shard] of this.#shards.entries()) {
        if (i === lost) continue;
        shard.ballot = ballotOf(this.battle, shard.show);
        this.#hear(i);
      }
      this.battle = closePeriod(this.battle, now, lost === null ? [] : [this.#nameOf(lost)]);
    }
    this.battle = advanceBattle(this.battle, now);
    this.#keep();
    this.#follow();
  }

  /** Shards get the order at once, but for the first: that one is late. */
  #follow(): void {
    for (const [i, shard] of this.#shards.entries())
      if (i > 0 || shard.ballot.periods.length < this.battle.periods.length) shard.ballot = ballotOf(this.battle, shard.show);
  }

  #act(act: Act): void {
    const { battle, now } = this;
    const sideOf = (number: number): string => battle.sides[number % battle.sides.length]?.id ?? 'nobody';
    switch (act.do) {
      case 'vote': {
        const shard = this.#shardOf(act.viewer);
        const voter = this.#voterOf(shard, act.viewer);
        const option = act.side === 9 ? 'forged' : sideOf(act.side);
        const vote = { option, count: act.count, key: `k${act.key}`, level: act.level, at: now };
        const knew = voter.keys.some(([key]) => key === vote.key);
        const answer = castVote(shard.ballot, shard.tally, voter, vote);
        if (isRefusal(answer) || knew) return;
        const weight = battle.rules.weights.findLast(({ level }) => act.level >= level)?.weight ?? 1;
        shard.taken.push({ side: option, points: act.count * weight, kind: 'votes', at: now });
        return;
      }
      case 'like': {
        const shard = this.#shardOf(act.viewer);
        const voter = this.#voterOf(shard, act.viewer);
        const { last } = voter;
        const option = act.side === null ? undefined : sideOf(act.side);
        const like = { ...(option === undefined ? {} : { option }), count: act.count, at: now };
        const points = castLikes(shard.ballot, shard.tally, voter, like);
        const side = option ?? last ?? shard.ballot.home;
        if (points > 0 && side !== null) shard.taken.push({ side, points, kind: 'likes', at: now });
        return;
      }
      case 'gift':
        return this.#give(act, sideOf(act.side));
      case 'boost': {
        const boosted = boost(battle, { ...act, side: sideOf(act.side) }, now);
        if (!isRefusal(boosted)) this.battle = boosted;
        return;
      }
      case 'extend': {
        const extended = extend(battle, act.ms, now);
        if (!isRefusal(extended)) this.battle = extended;
        return this.#follow();
      }
      case 'end': {
        const ended = endNow(battle, now);
        if (!isRefusal(ended)) this.battle = ended;
        return this.#follow();
      }
      case 'hear':
        return this.#hear(act.shard % this.#shards.length);
      case 'follow': {
        const shard = this.#shards[act.shard % this.#shards.length]!;
        shard.ballot = ballotOf(battle, shard.show);
        return;
      }
      case 'accept':
        this.battle = readyBattle(battle, now);
        return this.#follow();
      case 'reject':
        this.battle = reject(battle, 'rejected', now);
        return;
      case 'cancel':
        return this.#stop('cancelled');
      case 'leave':
        return this.#stop('show-ended');
    }
  }

  #stop(reason: BattleReason): void {
    const { battle, now } = this;
    const isDuel = this.#shows.length > 1;
    this.battle =
      isDuel && reason === 'show-ended' ? forfeit(battle, battle.sides[1]!.id, reason, now) : cancel(battle, reason, now);
    this.#follow();
  }

  #give(act: Extract<Act, { do: 'gift' }>, side: string): void {
    const { battle, now } = this;
    const show = this.#shows[act.viewer % this.#shows.length]!;
    const viewer = `${show}/v${act.viewer}`;
    const paid = act.paidAgo === null ? {} : { paidAt: now - act.paidAgo };
    const { reply, slice } = judgeGift(battle, show, gift({ viewer: `v${act.viewer}`, side, value: act.value, ...paid }), now);
    if (!reply.counted || slice === null) return;
    const desk = this.#desks.get(show)!;
    const score = (desk.given.get(`${side} ${viewer}`) ?? 0) + act.value;
    desk.given.set(`${side} ${viewer}`, score);
    foldGift(desk.tally, { option: side, slice, row: { viewer, name: viewer, score }, points: act.value });
    const last = battle.periods.at(-1)!;
    desk.taken.push({ side, points: act.value, kind: 'gifts', at: Math.min(now, last.endsAt - 1) });
    this.#tell(show);
  }

  /** The newest snapshot of a shard arrives. */
  #hear(i: number): void {
    const shard = this.#shards[i]!;
    if (this.battle.status === 'verdict' || isOver(this.battle)) return;
    shard.heard = JSON.parse(JSON.stringify(shard.tally)) as BallotTally;
    shard.heardOf = shard.taken.length;
    this.#tell(shard.show);
  }

  #tell(show: string): void {
    const parts = this.#shards.filter((shard) => shard.show === show).map(({ heard }) => heard);
    const tally = [...parts, structuredClone(this.#desks.get(show)!.tally)].reduce(mergeTallies, emptyTally());
    this.battle = hearTally(this.battle, show, tally);
  }

  #shardOf(viewer: number): Shard {
    return this.#shards[hash32(`v${viewer}`) % this.#shards.length]!;
  }

  #voterOf(shard: Shard, viewer: number): VoterRecord {
    const id = `v${viewer}`;
    const voter = shard.voters.get(id) ?? freshVoter();
    shard.voters.set(id, voter);
    return voter;
  }

  #nameOf(i: number): string {
    return `${this.#shards[i]!.show}/${i}`;
  }

  #keep(): void {
    if (this.story.at(-1) !== this.battle) this.story.push(this.battle);
  }
}
