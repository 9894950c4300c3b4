/** Plays a shard's share of the rehearsal's bots: the game's own bot, through the same gate as everybody. */
import { seededRandom } from '../../shared/game-kit/index.ts';
import type { AnyGame, Random } from '../../shared/game-kit/index.ts';
import { shardOf } from '../../shared/ids.ts';
import type { Clock } from '../services.ts';
import type { EdgeOrder, EdgePhase } from '../stage-wire.ts';
import type { Player } from './edge-round.ts';
import type { RawInput } from './input-gate.ts';

/** How often each bot looks at the game. */
const lookMs = 250;

interface Bot extends Player {
  random: Random;
}

export class Bots {
  readonly #clock: Clock;
  readonly #place: { shard: number; shards: number };
  readonly #play: (player: Player, decide: () => RawInput | null) => void;
  #bots: Bot[] = [];
  #count = 0;
  #now: { phase: EdgePhase; game: AnyGame } | null = null;
  #cancel: (() => void) | null = null;

  constructor(
    clock: Clock,
    place: { shard: number; shards: number },
    play: (player: Player, decide: () => RawInput | null) => void,
  ) {
    this.#clock = clock;
    this.#place = place;
    this.#play = play;
  }

  /** Takes the number of bots and what they play from the stage's order. */
  follow(order: EdgeOrder, game: AnyGame | null): void {
    if (order.bots !== this.#count) {
      this.#count = order.bots;
      this.#bots = botsOf(order.bots, this.#place);
    }
    this.#now = order.phase && game ? { phase: order.phase, game } : null;
    if (this.#bots.length === 0 || !this.#now) return this.stop();
    this.#cancel ??= this.#clock.after(lookMs, () => this.#look());
  }

  stop(): void {
    this.#cancel?.();
    this.#cancel = null;
  }

  #look(): void {
    this.#cancel = null;
    if (!this.#now) return;
    const { phase, game } = this.#now;
    const elapsedMs = this.#clock.now() - phase.startsAt;
    for (const bot of this.#bots) {
      const { viewer } = bot;
      const sees = { viewer, phase: phase.phase, elapsedMs, settings: phase.settings, view: null, cue: phase.cue ?? undefined };
      this.#play(bot, () => {
        const input = game.bot(bot.random, sees);
        return input && { ...input, round: phase.round };
      });
    }
    this.#cancel = this.#clock.after(lookMs, () => this.#look());
  }
}

/** The bots of a rehearsal that belong to one shard. */
export function botsOf(count: number, { shard, shards }: { shard: number; shards: number }): Bot[] {
  const all = Array.from({ length: count }, (_, i) => ({ viewer: `bot-${i + 1}`, name: `Bot ${i + 1}` }));
  const mine = all.filter((bot) => shardOf(bot.viewer, shards) === shard);
  return mine.map((bot) => ({ ...bot, random: seededRandom(bot.viewer) }));
}
