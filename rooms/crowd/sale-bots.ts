/** Plays a shard's share of the rehearsal's bots in the rehearsal's sales: through the same desk as everybody, and nowhere else. */
import type { Random } from '../../shared/game-kit/index.ts';
import { hash32 } from '../../shared/ids.ts';
import type { ShowId, ViewerId } from '../../shared/ids.ts';
import { isRefusal } from '../../shared/protocol/index.ts';
import { buyer, refresher } from '../../shared/sale-bots/index.ts';
import type { LastGrab, SaleBot, SaleBotAsk } from '../../shared/sale-bots/index.ts';
import type { SaleId } from '../../shared/sale/index.ts';
import { report } from '../guard.ts';
import type { Services } from '../services.ts';
import type { EdgeOrder } from '../stage-wire.ts';
import { botsOf } from './bots.ts';
import type { SaleDesk } from './sale-desk.ts';

/** They come one after the other. */
const arriveWithinMs = 1000;

interface Place {
  show: ShowId;
  shard: number;
  shards: number;
  desk: SaleDesk;
}

/** One bot in one sale. */
interface Shopper {
  viewer: ViewerId;
  random: Random;
  sale: SaleId;
  last: LastGrab | null;
  grabs: number;
  cancel: () => void;
}

export class SaleBots {
  readonly #services: Pick<Services, 'clock' | 'ledger' | 'log' | 'metrics'>;
  readonly #place: Place;
  #shoppers = new Map<string, Shopper>();

  constructor(services: Pick<Services, 'clock' | 'ledger' | 'log' | 'metrics'>, place: Place) {
    this.#services = services;
    this.#place = place;
  }

  /** Sends bots to the sales that are rehearsed, and calls back those whose sale or rehearsal is over. */
  follow({ bots, sales }: EdgeOrder): void {
    const rehearsed = bots === 0 ? [] : sales.filter(({ rehearsal, ended }) => rehearsal && !ended);
    if (rehearsed.length === 0 && this.#shoppers.size === 0) return;
    const before = this.#shoppers;
    const all = rehearsed.flatMap(({ id }) => botsOf(bots, this.#place).map((bot) => ({ ...bot, sale: id })));
    this.#shoppers = new Map(all.map((each) => [nameOf(each), before.get(nameOf(each)) ?? this.#send(each)]));
    for (const [name, shopper] of before) if (!this.#shoppers.has(name)) shopper.cancel();
  }

  stop(): void {
    for (const { cancel } of this.#shoppers.values()) cancel();
    this.#shoppers.clear();
  }

  #send({ viewer, random, sale }: Pick<Shopper, 'viewer' | 'random' | 'sale'>): Shopper {
    const shopper: Shopper = { viewer, random, sale, last: null, grabs: 0, cancel: () => {} };
    this.#lookAfter(shopper, random.int(arriveWithinMs));
    return shopper;
  }

  #lookAfter(shopper: Shopper, thinkMs: number): void {
    shopper.cancel = this.#services.clock.after(thinkMs, () => this.#look(shopper));
  }

  #look(shopper: Shopper): void {
    const { viewer, random, last, grabs } = shopper;
    const { desk, show } = this.#place;
    const sale = desk.sight(shopper.sale);
    if (!sale) return;
    const own = desk.ownOf(viewer);
    const ofSale = <T extends { sale: SaleId }>(all: readonly T[]) => all.filter((each) => each.sale === sale.id);
    const mine = { holds: ofSale(own.holds), queue: ofSale(own.queue) };
    const { ask, thinkMs } = kindOf(viewer)(random, {
      show,
      viewer,
      now: this.#services.clock.now(),
      sale,
      own: mine,
      last,
      grabs,
    });
    this.#lookAfter(shopper, thinkMs);
    if (ask) this.#act(shopper, ask).catch((error: unknown) => report(this.#services, 'shard.bot', error));
  }

  async #act(shopper: Shopper, ask: SaleBotAsk): Promise<void> {
    const { viewer } = shopper;
    const { clock, ledger } = this.#services;
    switch (ask.kind) {
      case 'grab':
        return this.#grab(shopper, ask);
      case 'release':
        return void (await this.#place.desk.release({ viewer }, ask));
      case 'pay':
        return void (await ledger.confirm({ hold: ask.hold, order: `rehearsal-${ask.hold.slice(-16)}` }, clock.now()));
    }
  }

  async #grab(shopper: Shopper, { sale, quantity, key }: SaleBotAsk & { kind: 'grab' }): Promise<void> {
    const { viewer } = shopper;
    const grab: LastGrab = { key, quantity, outcome: 'waiting', at: this.#services.clock.now() };
    shopper.last = grab;
    shopper.grabs++;
    // Each bot is at home somewhere else.
    const answer = await this.#place.desk.grab({ viewer, address: viewer }, { sale, quantity, key });
    grab.at = this.#services.clock.now();
    grab.outcome = isRefusal(answer) ? answer.code : 'got';
    if (isRefusal(answer) && answer.retryAfterMs !== undefined) grab.retryAfterMs = answer.retryAfterMs;
  }
}

/** A third of every crowd cannot wait. */
function kindOf(viewer: ViewerId): SaleBot {
  return hash32(viewer) % 3 === 0 ? refresher : buyer;
}

function nameOf({ viewer, sale }: Pick<Shopper, 'viewer' | 'sale'>): string {
  return `${sale} ${viewer}`;
}
