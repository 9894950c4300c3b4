/** One logical shard of a show: its viewers, their inputs and chat, and the snapshots it gives the stage. */
import type { ShowId, ViewerId } from '../../shared/ids.ts';
import { fingerprint } from '../../shared/fingerprint.ts';
import { isRefusal, refuse } from '../../shared/protocol/index.ts';
import type { OwnMessage, Refusal, ViewerReplies, ViewerRequest } from '../../shared/protocol/index.ts';
import { guarded } from '../guard.ts';
import type { Services } from '../services.ts';
import type { CrowdLink, EdgeOrder } from '../stage-wire.ts';
import { Bots } from './bots.ts';
import { Chat } from './chat.ts';
import type { EdgeRound } from './edge-round.ts';
import type { RawInput, Times } from './input-gate.ts';
import type { Member } from './member.ts';
import type { OwnQueue } from './own-queue.ts';
import { Roll } from './roll.ts';
import { SaleBots } from './sale-bots.ts';
import type { SaleDesk } from './sale-desk.ts';
import { ShardRounds } from './shard-rounds.ts';
import { ShardStore } from './shard-store.ts';

/** What a shard needs besides the services. */
export interface ShardPlace {
  show: ShowId;
  shard: number;
  shards: number;
  link: CrowdLink;
  own: OwnQueue;
  desk: SaleDesk;
}

export class Shard {
  readonly #services: Services;
  readonly #place: ShardPlace;
  readonly #chat: Chat;
  readonly #store: ShardStore;
  readonly #bots: Bots;
  readonly #saleBots: SaleBots;
  readonly #roll: Roll;
  readonly #rounds: ShardRounds;
  #order: EdgeOrder | null = null;
  #likes = 0;
  #seq = 0;
  #changed = true;
  /** The stage knows that something has changed, and will ask. */
  #announced = false;

  constructor(services: Services, place: ShardPlace) {
    this.#services = services;
    this.#place = place;
    this.#roll = new Roll(services.limits);
    this.#chat = new Chat({ shard: place.shard, since: services.clock.now() }, services.limits);
    this.#store = new ShardStore(services, place, (round, error) => this.#rounds.lose(round, error));
    this.#rounds = new ShardRounds(services, this.#store, {
      onChanged: () => this.#touch(),
      onMoved: (viewers) => this.#tellAll(viewers),
      onRestored: () => this.#followBots(),
    });
    this.#bots = new Bots(services.clock, place, (player, decide) =>
      this.#guarded('bot', () => {
        const input = decide();
        if (input) this.#rounds.take(player, input);
      }),
    );
    this.#saleBots = new SaleBots(services, place);
  }

  get heads(): number {
    return this.#roll.heads;
  }

  /** Lets a connection in. The newer of two connections of one viewer wins. */
  enter(member: Member): Refusal | null {
    const { monotonic, now } = this.#times();
    // The door was asked before: whoever was banned since then is stopped here.
    if (this.#order?.banned.includes(member.viewer)) return refuse('viewer/banned');
    const wasHere = this.#roll.find(member.viewer) !== null;
    const refusal = this.#roll.enter(member, monotonic);
    if (refusal || member.watching || wasHere) return refusal;
    this.#store.fact({ kind: 'joined', viewer: member.viewer, at: now });
    this.#touch();
    return null;
  }

  /** Forgets a connection, unless a newer one of the same viewer has taken its place. */
  leave(member: Member): void {
    if (!this.#roll.leave(member)) return;
    this.#store.fact({ kind: 'left', viewer: member.viewer, at: this.#times().now });
    this.#touch();
  }

  /** Cuts a viewer who floods, and keeps them out for a while. */
  cut(member: Member): void {
    this.#roll.cut(member, this.#services.clock.monotonic());
  }

  /** Takes an input. One with a key is answered once it is durable; the same key gives the same answer. */
  input(
    member: Member,
    request: ViewerRequest<'input'>,
  ): Promise<ViewerReplies['input'] | Refusal> | ViewerReplies['input'] | Refusal {
    const { key } = request;
    const hash = key === undefined ? '' : fingerprint([request.type, request.payload]);
    const asked = key === undefined ? null : this.#rounds.find(request.round);
    const known = key === undefined ? undefined : asked?.hashOf(member.viewer, key);
    if (asked && known !== undefined) return known === hash ? this.#rounds.durable(asked) : refuse('key-reused');
    const round = this.#rounds.current;
    if (!round) return refuse(this.#order?.phase ? 'busy' : 'round/none');
    const refusal = this.#rounds.take(member, request);
    // A number that was refused has arrived too.
    const lost = request.n === undefined ? 0 : round.noteNumber(member.viewer, request.n);
    if (lost > 0) this.#services.metrics.count('drumroll_inputs_lost_total', lost);
    if (refusal) return refusal;
    if (key === undefined) {
      this.#store.soon(round);
      return { accepted: true };
    }
    round.rememberKey(member.viewer, key, hash);
    this.tellOwn(member);
    return this.#rounds.durable(round);
  }

  /** Takes a chat line; one that is an entry of the running game counts as one, whether or not it will be shown. */
  chat(
    member: Member,
    request: ViewerRequest<'chat'>,
  ): ViewerReplies['chat'] | Refusal | Promise<ViewerReplies['chat'] | Refusal> {
    const order = this.#order;
    if (order?.status !== 'live') return refuse('show/not-live');
    if (order.muted.includes(member.viewer)) return refuse('chat/muted');
    // The line may be an entry of a round whose records are still being read.
    if (order.phase && !this.#rounds.current) return refuse('busy');
    const said = this.#chat.say(member, request, this.#times());
    if (isRefusal(said)) return said;
    this.#touch();
    const answer = { id: said.id };
    const round = this.#rounds.current;
    const entry = round && this.#entryOf(round, said.text);
    if (!entry) return answer;
    const refused = this.#rounds.take(member, { ...entry, round: round.phase.round });
    // A repeated entry is answered like the first: when that one is durable.
    if (refused && refused.code !== 'input/already') return answer;
    this.tellOwn(member);
    return this.#rounds.durable(round).then((done) => (isRefusal(done) ? done : answer));
  }

  /** Gives a viewer another name. */
  name(member: Member, request: ViewerRequest<'name'>): ViewerReplies['name'] | Refusal {
    const name = this.#roll.rename(member, request.name);
    if (isRefusal(name)) return name;
    this.tellOwn(member);
    return { name };
  }

  like(count: number): ViewerReplies['like'] | Refusal {
    if (this.#order?.status !== 'live') return refuse('show/not-live');
    this.#likes += count;
    this.#changed = true;
    return { accepted: true };
  }

  /** All that is this viewer's own. */
  ownOf(member: Member): OwnMessage {
    const { viewer, name } = member;
    const muted = this.#order?.muted.includes(viewer) ?? false;
    return { viewer, name, muted, round: this.#rounds.ownOf(viewer), ...this.#place.desk.ownOf(viewer), votesLeft: [] };
  }

  tellOwn(member: Member): void {
    // What waits to be told would be the same again.
    this.#place.own.remove(member);
    member.tell('own', this.ownOf(member));
  }

  /** Tells a viewer what is their own, if they are here. */
  tellNow(viewer: ViewerId): void {
    const member = this.#roll.find(viewer);
    if (member) this.#tellIfHere(member);
  }

  /** The same in its turn: many may have to be told. */
  tellSoon(viewer: ViewerId): void {
    this.#tellAll([viewer]);
  }

  /** Follows the stage. */
  follow(order: EdgeOrder): void {
    const before = this.#order;
    this.#order = order;
    // Orders come as often as ticks; a list that nobody has changed since is the very same one.
    if (order.banned !== before?.banned) this.#dismissBanned(order.banned);
    if (before && order.muted !== before.muted) this.#tellAll(differing(before.muted, order.muted));
    this.#rounds.follow(order.phase, before ? 'goes on' : 'begins');
    this.#followBots();
    this.#saleBots.follow(order);
    this.#touch();
  }

  /** Gives the stage this shard's whole tally, if anything has changed or the phase has just ended. */
  snapshot(): void {
    this.#announced = false;
    const order = this.#order;
    const round = this.#rounds.current;
    if (!order || this.#rounds.isReading) return;
    const final = round !== null && this.#times().now >= round.phase.endsAt;
    if (!this.#changed && !final) return;
    // What the stage may settle on is handed to the journal before it.
    if (final) this.#store.now(round);
    const tally = this.#rounds.tally();
    const { fault } = this.#rounds;
    this.#changed = false;
    const phase = round?.phase ?? order.phase;
    this.#place.link.snapshot({
      shard: this.#place.shard,
      epoch: order.epoch,
      seq: ++this.#seq,
      round: phase?.round ?? 0,
      step: phase?.step ?? 0,
      final,
      tally,
      ...(fault === null ? {} : { fault }),
      heads: this.#roll.heads,
      likes: this.#likes,
      chat: this.#chat.snapshot(),
      ballots: [],
    });
  }

  /** Forgets what was only kept for viewers who might come back; call it every few minutes. */
  prune(): void {
    const { monotonic } = this.#times();
    this.#chat.prune(monotonic);
    this.#roll.prune(monotonic);
  }

  /** Writes what is not yet durable; resolves when it is. */
  async drain(): Promise<void> {
    this.#bots.stop();
    this.#saleBots.stop();
    if (this.#rounds.current) this.#store.now(this.#rounds.current);
    await this.#store.idle();
  }

  /** The input that a chat line stands for, if any. */
  #entryOf(round: EdgeRound, text: string): Omit<RawInput, 'round'> | null {
    return this.#guarded('chat', () => round.game.chat?.(text, round.phase.settings) ?? null) ?? null;
  }

  #followBots(): void {
    if (this.#order) this.#bots.follow(this.#order, this.#rounds.game);
  }

  #tellAll(viewers: Iterable<ViewerId>): void {
    for (const viewer of viewers) {
      const member = this.#roll.find(viewer);
      if (member) this.#place.own.add(member, () => this.#tellIfHere(member));
    }
  }

  #tellIfHere(member: Member): void {
    if (this.#roll.find(member.viewer) === member) this.#guarded('own', () => this.tellOwn(member));
  }

  #dismissBanned(banned: readonly ViewerId[]): void {
    for (const viewer of banned) {
      this.#chat.forget(viewer);
      this.#roll.find(viewer)?.dismiss('banned');
    }
  }

  #touch(): void {
    this.#changed = true;
    if (this.#announced) return;
    this.#announced = true;
    this.#place.link.dirty();
  }

  /** A fault in a game's code, or in one viewer's business, is nobody else's. */
  #guarded<T>(where: string, act: () => T): T | null {
    return guarded(this.#services, `shard.${where}`, { act, fallback: () => null });
  }

  #times(): Times {
    return { now: this.#services.clock.now(), monotonic: this.#services.clock.monotonic() };
  }
}

/** Who stands in one of the two lists only. */
function differing(a: readonly ViewerId[], b: readonly ViewerId[]): ViewerId[] {
  const [inA, inB] = [new Set(a), new Set(b)];
  return [...a.filter((viewer) => !inB.has(viewer)), ...b.filter((viewer) => !inA.has(viewer))];
}
