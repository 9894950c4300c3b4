/** The battles, polls, gifts and rules of one show: every part that looks after them, each with what it needs of the others. */
import type { Claims, CommandReply, GiftReply, GiftRequest, Refusal } from '../../shared/protocol/index.ts';
import type { Services } from '../services.ts';
import type { Snapshot } from '../stage-wire.ts';
import { ContestCounts, takesBallots } from './contest-counts.ts';
import { ContestKeeper } from './contest-keeper.ts';
import { battleIn } from './core-battle-facts.ts';
import type { CoreHolder } from './core-holder.ts';
import type { Around, ContestReceipt } from './core-events.ts';
import type { Core } from './core-state.ts';
import { GiftDesk } from './gift-desk.ts';
import { RivalLink } from './rival-link.ts';
import { RuleKeeper } from './rule-keeper.ts';
import type { Serial } from './serial.ts';

interface Show {
  holder: CoreHolder;
  serial: Serial;
  /** The points of all gifts that the show was ever given, when its stage began to lead. */
  giftPoints: number;
  /** Asks the shards for their snapshots. */
  pull(): void;
  /** Something has changed that viewers see, or that an end waits for: worth a tick. */
  touch(): void;
  /** Gives an order. */
  command(envelope: unknown, by: Claims): Promise<CommandReply>;
  /** Likes of all viewers since the show's shards began. */
  likes(): number;
}

export class Contests {
  readonly #services: Services;
  readonly #show: Show;
  readonly #gifts: GiftDesk;
  readonly #counts: ContestCounts;
  readonly #rival: RivalLink;
  readonly #keeper: ContestKeeper;
  readonly #rules: RuleKeeper;

  constructor(services: Services, show: Show) {
    this.#services = services;
    this.#show = show;
    this.#gifts = new GiftDesk(services, {
      core: () => show.holder.core,
      points: show.giftPoints,
      touch: () => {
        this.#counts.moved();
        show.touch();
      },
    });
    this.#counts = new ContestCounts(services, { ...show, gifts: this.#gifts });
    const giftsIn: GiftDesk['isFinal'] = (battle, at) => this.#gifts.isFinal(battle, at);
    this.#rival = new RivalLink(services, { ...show, gifts: this.#gifts });
    const rivalGiftsIn: RivalLink['rivalGiftsIn'] = (battle) => this.#rival.rivalGiftsIn(battle);
    this.#keeper = new ContestKeeper(services, { ...show, counts: this.#counts, giftsIn, rivalGiftsIn });
    this.#rules = new RuleKeeper(services, { ...show, totals: () => this.#totals() });
  }

  /** Goes on with what the core has. */
  begin(): void {
    this.#counts.moved();
    this.#gifts.begin();
    this.#rival.begin();
    this.#keeper.begin();
    this.#rules.look();
  }

  /** See `Shows.gift`. */
  gift(request: GiftRequest, service: string): Promise<GiftReply | Refusal> {
    return this.#gifts.take(request, service);
  }

  around(): Around {
    return { reaches: (show) => this.#rival.reaches(show), totals: this.#totals() };
  }

  /** Whether viewers can vote right now. */
  isBusy(): boolean {
    return takesBallots(this.#show.holder.core, this.#services.clock.now());
  }

  take(snapshot: Snapshot): void {
    this.#counts.take(snapshot);
    if (snapshot.ballots.some(({ final }) => final)) this.#keeper.check();
  }

  /** Takes what has been counted into the core. Not while a step is being committed. */
  reduce(): void {
    this.#counts.reduce();
  }

  /** A step has become true. */
  moved(): void {
    this.#counts.moved();
    this.#rules.look();
  }

  /** Everything of a tick has been done. */
  ticked(): void {
    this.#keeper.check();
    this.#rival.look();
  }

  /** A job has ended: deadlines count again, and what it has changed is told. */
  resume(): void {
    this.#keeper.resume();
    this.#rival.look();
  }

  /** Looks at what grows all the time; call it about once a second. */
  reckon(): void {
    this.#rules.reckon();
  }

  /** A battle or poll has its record; one that had a record before is not counted again. */
  count(receipt: ContestReceipt, before: Core): void {
    const { metrics } = this.#services;
    if (receipt.kind === 'poll') return metrics.count('drumroll_polls_total', 1);
    const known = battleIn(this.#show.holder.core, receipt.id);
    if (!known || battleIn(before, receipt.id)?.settled) return;
    const { role, battle } = known;
    metrics.count('drumroll_battles_total', 1, { role, status: battle.status === 'verdict' ? 'over' : battle.status });
  }

  /** Resolves when every gift that was under way has been answered. */
  async stop(): Promise<void> {
    this.#counts.stop();
    this.#keeper.stop();
    this.#rival.stop();
    this.#rules.stop();
    await this.#gifts.stop();
  }

  #totals(): Around['totals'] {
    return { likes: this.#show.likes(), gifts: this.#gifts.points() };
  }
}
