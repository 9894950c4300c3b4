/** A shard's share of the rehearsal's bots: they play, buy and vote, each through the same door as viewers. */
import type { ShowId } from '../../shared/ids.ts';
import { guarded } from '../guard.ts';
import type { Services } from '../services.ts';
import type { EdgeOrder } from '../stage-wire.ts';
import { Bots } from './bots.ts';
import { SaleBots } from './sale-bots.ts';
import type { SaleDesk } from './sale-desk.ts';
import type { ShardBallots } from './shard-ballots.ts';
import type { ShardRounds } from './shard-rounds.ts';
import { VoteBots } from './vote-bots.ts';

interface Place {
  show: ShowId;
  shard: number;
  shards: number;
  desk: SaleDesk;
  rounds: ShardRounds;
  ballots: ShardBallots;
}

export class ShardBots {
  readonly #rounds: ShardRounds;
  readonly #players: Bots;
  readonly #buyers: SaleBots;
  readonly #voters: VoteBots;

  constructor(services: Services, place: Place) {
    this.#rounds = place.rounds;
    this.#players = new Bots(services.clock, place, (player, decide) => {
      const act = () => {
        const input = decide();
        if (input) place.rounds.take(player, input);
      };
      guarded(services, 'shard.bot', { act, fallback: () => null });
    });
    this.#buyers = new SaleBots(services, place);
    this.#voters = new VoteBots(services, place);
  }

  follow(order: EdgeOrder): void {
    this.#players.follow(order, this.#rounds.game);
    this.#buyers.follow(order);
    this.#voters.follow(order);
  }

  stop(): void {
    this.#players.stop();
    this.#buyers.stop();
    this.#voters.stop();
  }
}
