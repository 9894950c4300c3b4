/** A viewer who buys and keeps coming back, whatever happens to the server, and writes down what it asked and was answered. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { SaleRecord } from '../../../loadtest/sale-history.ts';
import type { SdkViewer } from '../../../loadtest/sdk-viewer.ts';
import type { Random } from '../../../shared/game-kit/index.ts';
import { isRefusal, refuse } from '../../../shared/protocol/index.ts';
import type { ErrorCode, OwnMessage, Refusal } from '../../../shared/protocol/index.ts';
import type { Grabbed } from '../../../shared/sale/index.ts';
import { refusalOrLoss, SdkPlayer } from '../sdk-player.ts';
import type { ServerProcess } from '../server-process.ts';

export interface Market {
  show: string;
  /** Whoever runs now. */
  server: () => ServerProcess;
  /** The shop's own token. */
  service: string;
  random: Random;
  /** Something is on its way to the server. */
  onAsk(): void;
}

type GrabRecord = Extract<SaleRecord, { verb: 'grab' }>;

/** Refusals after which the same is asked again, under the same key. */
const passing: ReadonlySet<ErrorCode> = new Set(['busy', 'draining', 'ledger-unavailable', 'rate-limited', 'not-open']);

/** How soon a viewer who came back is told what is theirs. */
const toldWithinMs = 1500;

export class SaleBuyer {
  readonly records: SaleRecord[] = [];
  /** Keys asked again after it had come back, that were granted before. */
  recalled = 0;
  /** Holds that were there, as they had been, when it came back. */
  keptHolds = 0;
  /** What was not as it had been when it came back. */
  readonly faults: string[] = [];
  readonly #player: SdkPlayer;
  readonly #market: Market;
  readonly #granted: { record: GrabRecord; answer: Grabbed }[] = [];
  /** Holds that it, or the shop, may have ended. */
  readonly #settled = new Set<string>();
  #visits = 0;

  constructor(name: string, market: Market) {
    this.#market = market;
    this.#player = new SdkPlayer(name, { url: market.server().url, show: market.show });
  }

  get name(): string {
    return this.#player.name;
  }

  /** Does this and that in these sales until they are over for it. */
  async shop(sales: readonly string[], isOver: () => boolean): Promise<void> {
    const { random } = this.#market;
    while (!isOver()) {
      const viewer = await this.#player.arrive();
      if (this.#player.joins !== this.#visits) await this.#comeBack(viewer);
      const dice = random.int(10);
      if (dice < 6) await this.#grab({ sale: sales[random.int(sales.length)]!, quantity: 1 + random.int(2), isOver });
      else if (dice < 9) await this.#settleOne(viewer.own);
      else await this.#recall();
      await sleep(50 + random.int(250));
    }
  }

  async leave(): Promise<void> {
    await this.#player.leave();
  }

  /* ------------------------------------------------------------------- asking */

  async #grab({ sale, quantity, isOver }: { sale: string; quantity: number; isOver: () => boolean }): Promise<void> {
    const key = this.#market.random.hex(8);
    for (;;) {
      const { record, answer } = await this.#askToGrab({ sale, quantity, key });
      if (answer !== 'unknown' && !isRefusal(answer)) this.#granted.push({ record, answer });
      const isPassing = answer === 'unknown' || (isRefusal(answer) && passing.has(answer.code));
      if (!isPassing || isOver()) return;
      if (answer !== 'unknown') await sleep(answer.retryAfterMs ?? 50);
    }
  }

  async #askToGrab(wanted: { sale: string; quantity: number; key: string }) {
    const viewer = await this.#player.arrive();
    const sentAt = Date.now();
    this.#market.onAsk();
    const answer = (await viewer.request('grab', wanted).catch(refusalOrLoss)) ?? ('unknown' as const);
    const record: GrabRecord = { verb: 'grab', show: this.#market.show, viewer: this.name, ...wanted, sentAt, answer };
    this.records.push(record);
    return { record, answer };
  }

  /** The shop confirms, or the viewer gives back, one of the holds that it knows of; or it is left to run out. */
  async #settleOne(own: OwnMessage | null): Promise<void> {
    const open = own?.holds.filter(({ hold, status }) => status === 'held' && !this.#settled.has(hold)) ?? [];
    const [newest] = open;
    if (!newest) return;
    const { hold, sale } = newest;
    const dice = this.#market.random.int(4);
    this.#settled.add(hold);
    if (dice === 0) await this.#confirm(hold, sale);
    if (dice === 1) await this.#release(hold, sale);
  }

  async #confirm(hold: string, sale: string): Promise<void> {
    const { show, server, service } = this.#market;
    const order = `order-${hold.slice(-16)}`;
    for (;;) {
      const sentAt = Date.now();
      const answer = await server()
        .post(`/api/v1/holds/${hold}/confirm`, { order }, service)
        .then(
          ({ status, body }) => (status === 200 ? { hold, order } : refuse((body as { error: Refusal }).error.code)),
          () => 'unknown' as const,
        );
      this.records.push({ verb: 'confirm', show, sale, hold, order, sentAt, answer });
      if (answer !== 'unknown') return;
      await sleep(100);
    }
  }

  async #release(hold: string, sale: string): Promise<void> {
    const viewer = await this.#player.arrive();
    const sentAt = Date.now();
    const answer =
      (await viewer.request('release', { hold, key: `r-${hold.slice(-16)}` }).catch(refusalOrLoss)) ?? ('unknown' as const);
    this.records.push({ verb: 'release', show: this.#market.show, sale, viewer: this.name, hold, sentAt, answer });
  }

  /* ------------------------------------------------------------- looking back */

  async #comeBack(viewer: SdkViewer): Promise<void> {
    this.#visits = this.#player.joins;
    await this.#compare(viewer);
    await this.#recall();
  }

  /** Asks once more for what it was granted before. */
  async #recall(): Promise<void> {
    const known = this.#granted[this.#market.random.int(this.#granted.length || 1)];
    if (!known) return;
    const { sale, quantity, key } = known.record;
    const { answer } = await this.#askToGrab({ sale, quantity, key });
    if (answer !== 'unknown' && !isRefusal(answer)) this.recalled++;
    else if (isRefusal(answer) && !passing.has(answer.code)) this.faults.push(`${key} was granted and is ${answer.code} now`);
  }

  /** What it holds must soon be there again with its deadline, as long as nobody can have ended it. */
  async #compare(viewer: SdkViewer): Promise<void> {
    const soon = Date.now() + toldWithinMs;
    for (const { answer } of this.#granted) {
      if (!('expiresAt' in answer) || this.#settled.has(answer.hold) || answer.expiresAt < soon) continue;
      const { hold, expiresAt } = answer;
      const listed = () => viewer.own?.holds.find((each) => each.hold === hold);
      const isGone = () => !viewer.room.connection.isOpen;
      // The desk of a server that has just started asks its ledger who holds what.
      await viewer.until('the hold is listed', () => listed()?.status === 'held' || isGone(), toldWithinMs).catch(() => {});
      if (isGone()) return;
      const found = listed();
      if (found?.status === 'held' && found.expiresAt === expiresAt) this.keptHolds++;
      else this.faults.push(`${hold} was held until ${expiresAt} and is ${JSON.stringify(found)} for ${this.name} now`);
    }
  }
}
