/** Viewers of a flash sale, played by the sale's bots: they ask through the door that real ones use, and write down what came of it. */
import type { SaleRecord } from '../../loadtest/sale-history.ts';
import { seededRandom } from '../../shared/game-kit/index.ts';
import type { Random } from '../../shared/game-kit/index.ts';
import { isRefusal, refuse, viewerRequests } from '../../shared/protocol/index.ts';
import type { Refusal } from '../../shared/protocol/index.ts';
import { buyer, cheater, refresher } from '../../shared/sale-bots/index.ts';
import type { LastGrab, SaleBot, SaleBotAsk } from '../../shared/sale-bots/index.ts';
import type { Confirmed, GrabAnswer, Released } from '../../shared/sale/index.ts';
import type { ShowWorld, TestMember } from '../support/show-world.ts';

interface Shopper {
  viewer: string;
  bot: SaleBot;
  random: Random;
  member: TestMember | null;
  last: LastGrab | null;
  grabs: number;
}

export class SimShoppers {
  readonly records: SaleRecord[] = [];
  readonly #sale: string;
  readonly #shoppers: Shopper[];
  #world!: ShowWorld;

  /** Of ten, six buy, three cannot wait, and one cheats. */
  constructor(sale: string, { count, seed }: { count: number; seed: string }) {
    this.#sale = sale;
    this.#shoppers = Array.from({ length: count }, (_, i) => {
      const bot = i % 10 < 6 ? buyer : i % 10 < 9 ? refresher : cheater;
      return { viewer: `v${i}`, bot, random: seededRandom(`${seed}:${i}`), member: null, last: null, grabs: 0 };
    });
  }

  get members(): TestMember[] {
    return this.#shoppers.flatMap(({ member }) => (member ? [member] : []));
  }

  /** Comes into a world, the first or the one after a crash: what was under way has no answer and is asked again. */
  enter(world: ShowWorld): void {
    this.#world = world;
    for (const shopper of this.#shoppers) {
      shopper.member = world.join(shopper.viewer);
      world.shard(shopper.member).tellOwn(shopper.member);
      if (shopper.last?.outcome === 'waiting') shopper.last.outcome = 'ledger-unavailable';
      this.#lookIn(shopper, shopper.random.int(500));
    }
  }

  #lookIn(shopper: Shopper, thinkMs: number): void {
    const world = this.#world;
    world.clock.after(thinkMs, () => {
      if (world === this.#world) this.#look(shopper);
    });
  }

  #look(shopper: Shopper): void {
    const { viewer, member, random, last, grabs } = shopper;
    const state = this.#world.json().sales[this.#sale]!;
    const { id, opensAt, closesAt, left, perViewer, status } = state;
    const sale = { id, opensAt, closesAt, left, perViewer, isOver: status === 'closed' || status === 'cancelled' };
    const own = { holds: member!.own!.holds, queue: member!.own!.queue };
    const now = this.#world.clock.now();
    const { ask, thinkMs } = shopper.bot(random, { show: 'demo', viewer, now, sale, own, last, grabs });
    if (ask) this.#ask(shopper, ask);
    this.#lookIn(shopper, thinkMs);
  }

  #ask(shopper: Shopper, ask: SaleBotAsk): void {
    const { viewer, member } = shopper;
    const world = this.#world;
    const { desk } = world.shows.get('demo')!.crowd;
    const asked = { show: 'demo', sale: this.#sale, sentAt: world.clock.now() };
    switch (ask.kind) {
      case 'grab': {
        const { key, quantity } = ask;
        const last: LastGrab = { key, quantity, outcome: 'waiting', at: world.clock.now() };
        [shopper.last, shopper.grabs] = [last, shopper.grabs + 1];
        const parsed = viewerRequests.grab.safeParse(ask);
        const answer = parsed.success ? desk.grab(member!, parsed.data) : refuse('bad-request');
        const record = { verb: 'grab' as const, viewer, key, quantity, ...asked };
        return this.#write(
          answer,
          (given: GrabAnswer | 'unknown') => ({ ...record, answer: given }),
          (given) => {
            last.at = world.clock.now();
            last.outcome = isRefusal(given) ? given.code : 'got';
            if (isRefusal(given) && given.retryAfterMs !== undefined) last.retryAfterMs = given.retryAfterMs;
          },
        );
      }
      case 'release': {
        const record = { verb: 'release' as const, viewer, hold: ask.hold, ...asked };
        return this.#write(desk.release(member!, ask), (answer: Released | Refusal | 'unknown') => ({ ...record, answer }));
      }
      case 'pay': {
        const order = `order-${ask.hold.slice(-16)}`;
        const record = { verb: 'confirm' as const, hold: ask.hold, order, ...asked };
        const confirmed = world.ledger.confirm({ hold: ask.hold, order }, world.clock.now());
        return this.#write(confirmed, (answer: Confirmed | Refusal | 'unknown') => ({ ...record, answer }));
      }
    }
  }

  /** Writes the ask down at once, and its answer when it comes. */
  #write<Answer>(
    answer: Answer | Promise<Answer>,
    recordOf: (answer: Answer | 'unknown') => SaleRecord,
    onAnswer: (answer: Answer) => void = () => {},
  ): void {
    const n = this.records.push(recordOf('unknown')) - 1;
    void Promise.resolve(answer).then((given) => {
      this.records[n] = recordOf(given);
      onAnswer(given);
    });
  }
}
