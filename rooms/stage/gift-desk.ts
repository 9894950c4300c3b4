/** Takes the gifts that a platform has been paid for: each once by its key, judged as it arrives, durable before its answer. */
import { giftsUntil, isOver, judgeGift, whyNoGift } from '../../shared/battle/index.ts';
import type { Battle } from '../../shared/battle/index.ts';
import { emptyTally } from '../../shared/ballot/index.ts';
import type { BallotTally } from '../../shared/ballot/index.ts';
import { fingerprint } from '../../shared/fingerprint.ts';
import { hash32 } from '../../shared/ids.ts';
import type { ContestId } from '../../shared/ids.ts';
import { refuse } from '../../shared/protocol/index.ts';
import type { GiftReply, GiftRequest, Refusal } from '../../shared/protocol/index.ts';
import { guestName } from '../crowd/member.ts';
import { givenName } from '../crowd/words.ts';
import { report } from '../guard.ts';
import type { StoredGift } from '../journal.ts';
import type { Services } from '../services.ts';
import type { Core } from './core-state.ts';
import { GiftBook } from './gift-book.ts';
import type { Giver } from './gift-book.ts';
import { GiftWriter } from './gift-writer.ts';

/** What could not be written may be sent again after this long. */
const retryMs = 250;
/** Gifts that are read at once when a stage begins to lead. */
const page = 500;
const nothing: BallotTally = emptyTally();

interface Place {
  core(): Core;
  /** The points of all gifts of the show before, as `keptGiftPoints` reads them. */
  points: number;
  /** Something was counted: worth a tick. */
  touch(): void;
}

/** A gift that has arrived and is not yet answered. */
interface Arrival {
  hash: string;
  /** Server time, epoch ms. */
  at: number;
  /** The battle that it counts in, if it does. */
  contest: ContestId | null;
  answer: Promise<GiftReply | Refusal>;
}

type Deps = Pick<Services, 'clock' | 'journal' | 'limits' | 'log' | 'metrics'>;

export class GiftDesk {
  readonly #services: Deps;
  readonly #place: Place;
  readonly #writer: GiftWriter;
  /** By service and key. */
  readonly #arrivals = new Map<string, Arrival>();
  #book: GiftBook | null = null;
  #restoring = false;
  #stopped = false;

  constructor(services: Deps, place: Place) {
    this.#services = services;
    this.#place = place;
    const { show } = place.core();
    this.#writer = new GiftWriter(services, { show, points: place.points, onKept: (gift) => this.#count(gift) });
  }

  /** Reads what was given in the battle that goes on; until then gifts are turned away and there is no tally. */
  begin(): void {
    const battle = this.#place.core().battle?.battle;
    if (battle && !isOver(battle)) void this.#restore(battle.id);
  }

  /** See `Shows.gift`. */
  async take(request: GiftRequest, service: string): Promise<GiftReply | Refusal> {
    const hash = fingerprint(payloadOf(request));
    const id = JSON.stringify([service, request.key]);
    const known = this.#arrivals.get(id);
    if (known) return known.hash === hash ? known.answer : this.#refused(refuse('key-reused'));
    const at = this.#services.clock.now();
    const judged = judgeGift(this.#battle(), this.#place.core().show, request, at);
    const { reply, slice } = judged;
    const gift: StoredGift = {
      service,
      key: request.key,
      hash,
      battle: reply.battle ?? '',
      at,
      request,
      reply,
      ...(slice === null ? {} : { slice }),
    };
    const answer = this.#answer(gift).finally(() => this.#arrivals.delete(id));
    this.#arrivals.set(id, { hash, at, contest: reply.counted ? reply.battle : null, answer });
    return answer;
  }

  /**
   * What all gifts of this battle come to, durable ones only; the very same as long as nothing was added. Null while it
   * is being read. Nothing is known of any but the newest battle with gifts.
   */
  tally(contest: ContestId): BallotTally | null {
    if (this.#restoring) return null;
    return this.#book?.contest === contest ? this.#book.tally : nothing;
  }

  /**
   * Whether every gift of this battle that arrived before `at` is in the tally, or never will be. At the very end none
   * is left out that will be answered as one that counts: until an early end is written, or heard of, they are taken as before.
   */
  isFinal(contest: ContestId, at: number): boolean {
    if (this.#restoring || this.#services.clock.now() < at) return false;
    const before = this.#isLast(contest, at) ? Infinity : at;
    if (this.#writer.owes(contest, before)) return false;
    return ![...this.#arrivals.values()].some((arrival) => arrival.contest === contest && arrival.at < before);
  }

  /** The points of all gifts of the show, whether or not they counted in a battle. */
  points(): number {
    return this.#writer.points;
  }

  /** Takes nothing more; resolves when what is under way has been answered. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#writer.stop();
    await Promise.allSettled([...this.#arrivals.values()].map(({ answer }) => answer));
  }

  async #answer(gift: StoredGift): Promise<GiftReply | Refusal> {
    const { request, service, key, hash, reply } = gift;
    const wrong = whyNoGift(request, gift.at);
    if (wrong) return this.#refused(wrong);
    if (this.#restoring || this.#stopped) return this.#refused(busy());
    const stored = await this.#stored(service, key);
    if (stored === 'unreadable') return this.#refused(busy());
    if (stored) return stored.hash === hash ? stored.reply : this.#refused(refuse('key-reused'));
    const done = await this.#writer.write(gift);
    if (done === 'written') return reply;
    return this.#refused(done === 'unwritten' ? busy() : refuse('internal'));
  }

  async #stored(service: string, key: string): Promise<StoredGift | null | 'unreadable'> {
    try {
      return await this.#services.journal.gift(this.#place.core().show, service, key);
    } catch (error) {
      report(this.#services, 'journal', error);
      return 'unreadable';
    }
  }

  /** Whether no gift that arrives from then on counts. */
  #isLast(contest: ContestId, at: number): boolean {
    const battle = this.#place.core().battle?.battle;
    return battle?.id === contest && at >= giftsUntil(battle);
  }

  /** The newest battle; none for a show that is not live. */
  #battle(): Battle | null {
    const { status, battle } = this.#place.core();
    return status === 'live' ? (battle?.battle ?? null) : null;
  }

  /** Counts a gift that has become durable. */
  #count(gift: StoredGift): void {
    const { battle, reply } = gift;
    this.#services.metrics.count('drumroll_gifts_total', 1, { outcome: reply.counted ? 'counted' : reply.why });
    // The next battle may have begun while it was written.
    if (battle === '' || battle !== this.#place.core().battle?.battle.id) return;
    this.#bookOf(battle).add(gift);
    this.#place.touch();
  }

  #bookOf(contest: ContestId): GiftBook {
    if (this.#book?.contest !== contest) this.#book = this.#newBook(contest);
    return this.#book;
  }

  #newBook(contest: ContestId): GiftBook {
    return new GiftBook(contest, (gift) => this.#giverOf(gift));
  }

  /** In battles between shows two viewers of one id may give, one of each show. */
  #giverOf({ request }: StoredGift): Giver {
    const { show, battle } = this.#place.core();
    const name = givenName(request.name ?? '', this.#services.limits) ?? guestName(hash32(request.viewer));
    const isOwn = battle === null || battle.role === 'host';
    return { viewer: isOwn ? request.viewer : `${show}/${request.viewer}`, name };
  }

  async #restore(contest: ContestId): Promise<void> {
    this.#restoring = true;
    while (this.#restoring && !this.#stopped) {
      try {
        this.#book = await this.#read(contest);
        this.#restoring = false;
        this.#place.touch();
      } catch (error) {
        report(this.#services, 'journal', error);
        await new Promise<void>((again) => {
          this.#services.clock.after(retryMs, again);
        });
      }
    }
  }

  async #read(contest: ContestId): Promise<GiftBook> {
    const { journal } = this.#services;
    const book = this.#newBook(contest);
    for (let after = 0; ;) {
      const gifts = await journal.gifts(this.#place.core().show, contest, { after, limit: page });
      for (const gift of gifts) book.add(gift);
      if (gifts.length < page) return book;
      after = gifts.at(-1)!.position;
    }
  }

  #refused(refusal: Refusal): Refusal {
    this.#services.metrics.count('drumroll_gifts_total', 1, { outcome: refusal.code });
    this.#services.metrics.count('drumroll_refusals_total', 1, { code: refusal.code });
    return refusal;
  }
}

function busy(): Refusal {
  return refuse('busy', { retryAfterMs: retryMs });
}

/** All that makes a gift this gift and no other. */
function payloadOf({ viewer, name, battle, side, gift, value, paidAt }: GiftRequest): unknown[] {
  return [viewer, name, battle, side, gift, value, paidAt].map((field) => field ?? null);
}
