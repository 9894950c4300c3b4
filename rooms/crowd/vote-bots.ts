/** Plays a shard's share of the rehearsal's bots in the rehearsal's battles and polls: through the same door as everybody, and nowhere else. */
import { fan, sniper, voteRequest } from '../../shared/battle-bots/index.ts';
import type { BallotSight, BattleBot, BattleBotAsk, LastVote } from '../../shared/battle-bots/index.ts';
import type { Random } from '../../shared/game-kit/index.ts';
import { hash32 } from '../../shared/ids.ts';
import type { ViewerId } from '../../shared/ids.ts';
import { isRefusal } from '../../shared/protocol/index.ts';
import { report } from '../guard.ts';
import type { Services } from '../services.ts';
import type { EdgeBallot, EdgeOrder } from '../stage-wire.ts';
import { botsOf } from './bots.ts';
import type { ShardBallots } from './shard-ballots.ts';

/** They come one after the other. */
const arriveWithinMs = 1000;

interface Place {
  shard: number;
  shards: number;
  ballots: ShardBallots;
}

/** One bot in one battle or poll. */
interface VoteBot {
  viewer: ViewerId;
  random: Random;
  ballot: EdgeBallot;
  last: LastVote | null;
  votes: number;
  cancel: () => void;
}

export class VoteBots {
  readonly #services: Pick<Services, 'clock' | 'log' | 'metrics'>;
  readonly #place: Place;
  #bots = new Map<string, VoteBot>();
  #followed: EdgeOrder | null = null;

  constructor(services: Pick<Services, 'clock' | 'log' | 'metrics'>, place: Place) {
    this.#services = services;
    this.#place = place;
  }

  /** Sends bots to what is rehearsed, and calls back those whose battle, poll or rehearsal is over. */
  follow(order: EdgeOrder): void {
    const { bots, ballots } = order;
    if (bots === this.#followed?.bots && ballots === this.#followed.ballots) return;
    this.#followed = order;
    const rehearsed = bots === 0 ? [] : ballots.filter(({ rehearsal, ended }) => rehearsal && !ended);
    const before = this.#bots;
    const all = rehearsed.flatMap((ballot) => botsOf(bots, this.#place).map((bot) => ({ ...bot, ballot })));
    this.#bots = new Map(all.map((each) => [nameOf(each), this.#same(before.get(nameOf(each)), each) ?? this.#send(each)]));
    for (const [name, bot] of before) if (!this.#bots.has(name)) bot.cancel();
  }

  stop(): void {
    for (const { cancel } of this.#bots.values()) cancel();
    this.#bots.clear();
  }

  #same(known: VoteBot | undefined, { ballot }: Pick<VoteBot, 'ballot'>): VoteBot | null {
    if (!known) return null;
    known.ballot = ballot;
    return known;
  }

  #send({ viewer, random, ballot }: Pick<VoteBot, 'viewer' | 'random' | 'ballot'>): VoteBot {
    const bot: VoteBot = { viewer, random, ballot, last: null, votes: 0, cancel: () => {} };
    this.#lookAfter(bot, random.int(arriveWithinMs));
    return bot;
  }

  #lookAfter(bot: VoteBot, thinkMs: number): void {
    bot.cancel = this.#services.clock.after(thinkMs, () => this.#look(bot));
  }

  #look(bot: VoteBot): void {
    const { ask, thinkMs } = kindOf(bot.viewer)(bot.random, this.#sightOf(bot));
    this.#lookAfter(bot, thinkMs);
    if (ask) this.#act(bot, ask).catch((error: unknown) => report(this.#services, 'shard.bot', error));
  }

  #sightOf({ viewer, ballot, last, votes }: VoteBot): BallotSight {
    const now = this.#services.clock.now();
    const period = ballot.periods.find(({ endsAt }) => now < endsAt) ?? ballot.periods.at(-1);
    const { id: contest, options, votesPerViewer, likesPerViewer, ended } = ballot;
    const times = { opensAt: period?.startsAt ?? 0, closesAt: period?.endsAt ?? 0 };
    const own = this.#place.ballots.ownOf(viewer).find((each) => each.contest === contest);
    const sight = { contest, options, votesPerViewer, likesPerViewer, ...times, isOver: ended };
    return { viewer, now, ballot: sight, left: own?.left ?? votesPerViewer, last, votes };
  }

  async #act(bot: VoteBot, ask: BattleBotAsk): Promise<void> {
    const { ballots } = this.#place;
    if (ask.kind === 'like') return ballots.like(bot, { count: ask.count, side: ask.option });
    return this.#vote(bot, ask);
  }

  async #vote(bot: VoteBot, ask: BattleBotAsk & { kind: 'vote' }): Promise<void> {
    const { option, count, key } = ask;
    const vote: LastVote = { option, count, key, outcome: 'waiting', at: this.#services.clock.now() };
    if (bot.last?.key !== key) bot.votes++;
    bot.last = vote;
    const answer = await this.#place.ballots.vote({ viewer: bot.viewer, level: 0 }, voteRequest(ask));
    vote.at = this.#services.clock.now();
    vote.outcome = isRefusal(answer) ? answer.code : 'counted';
    if (isRefusal(answer) && answer.retryAfterMs !== undefined) vote.retryAfterMs = answer.retryAfterMs;
  }
}

/** A third of every crowd waits for the last second. */
function kindOf(viewer: ViewerId): BattleBot {
  return hash32(viewer) % 3 === 0 ? sniper : fan;
}

function nameOf({ viewer, ballot }: Pick<VoteBot, 'viewer' | 'ballot'>): string {
  return `${ballot.id} ${viewer}`;
}
