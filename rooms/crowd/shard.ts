/** One logical shard of a show: its viewers, what becomes of what they ask, and the snapshots it gives the stage. */
import type { ShowId, ViewerId } from '../../shared/ids.ts';
import { isRefusal, refuse } from '../../shared/protocol/index.ts';
import type { OwnMessage, Refusal, ViewerReplies, ViewerRequest, ViewerRequestName } from '../../shared/protocol/index.ts';
import type { Services } from '../services.ts';
import type { CrowdLink, EdgeOrder } from '../stage-wire.ts';
import { Chat } from './chat.ts';
import type { Times } from './input-gate.ts';
import type { Member } from './member.ts';
import type { OwnQueue } from './own-queue.ts';
import { OwnTeller } from './own-teller.ts';
import { Roll } from './roll.ts';
import type { SaleDesk } from './sale-desk.ts';
import { ShardBallots } from './shard-ballots.ts';
import { ShardBots } from './shard-bots.ts';
import { ShardInputs } from './shard-inputs.ts';
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

type Answer<N extends ViewerRequestName> = ViewerReplies[N] | Refusal;

export class Shard {
  readonly #services: Services;
  readonly #place: ShardPlace;
  readonly #chat: Chat;
  readonly #store: ShardStore;
  readonly #bots: ShardBots;
  readonly #roll: Roll;
  readonly #teller: OwnTeller;
  readonly #rounds: ShardRounds;
  readonly #ballots: ShardBallots;
  readonly #inputs: ShardInputs;
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
    this.#teller = new OwnTeller(services, { roll: this.#roll, queue: place.own, ownOf: (member) => this.ownOf(member) });
    this.#chat = new Chat({ shard: place.shard, since: services.clock.now() }, services.limits);
    this.#store = new ShardStore(services, place, (part, error) => {
      this.#rounds.lose(part, error);
      this.#ballots.lose(part, error);
    });
    const onChanged = () => this.#touch();
    const onMoved = (viewers: Iterable<ViewerId>) => this.#teller.tellSoon(viewers);
    const onRestored = () => this.#followBots();
    this.#rounds = new ShardRounds(services, this.#store, { onChanged, onMoved, onRestored });
    this.#ballots = new ShardBallots(services, this.#store, { onChanged, onMoved, onNoted: () => (this.#changed = true) });
    this.#inputs = new ShardInputs(services, {
      chat: this.#chat,
      rounds: this.#rounds,
      store: this.#store,
      onSaid: onChanged,
      onMoved: (member) => this.tellOwn(member),
    });
    this.#bots = new ShardBots(services, { ...place, rounds: this.#rounds, ballots: this.#ballots });
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

  /** Takes an input; one with a key is answered once it is durable. */
  input(member: Member, request: ViewerRequest<'input'>): Promise<Answer<'input'>> | Answer<'input'> {
    return this.#inputs.input(member, request, this.#order);
  }

  /** Takes a chat line, which may be an entry of the running game. */
  chat(member: Member, request: ViewerRequest<'chat'>): Promise<Answer<'chat'>> | Answer<'chat'> {
    return this.#inputs.chat(member, request, this.#order);
  }

  /** Takes a vote for a battle's side or a poll's choice; it is answered once it is durable. */
  vote(member: Member, request: ViewerRequest<'vote'>): Promise<Answer<'vote'>> | Answer<'vote'> {
    return this.#ballots.vote(member, request);
  }

  /** Gives a viewer another name. */
  name(member: Member, request: ViewerRequest<'name'>): Answer<'name'> {
    const name = this.#roll.rename(member, request.name);
    if (isRefusal(name)) return name;
    this.tellOwn(member);
    return { name };
  }

  /** Counts likes of the show; in a battle they are points, too. */
  like(member: Member, request: ViewerRequest<'like'>): Answer<'like'> {
    if (this.#order?.status !== 'live') return refuse('show/not-live');
    this.#likes += request.count;
    this.#changed = true;
    this.#ballots.like(member, request);
    return { accepted: true };
  }

  /** All that is this viewer's own. */
  ownOf(member: Member): OwnMessage {
    const { viewer, name } = member;
    const muted = this.#order?.muted.includes(viewer) ?? false;
    const votesLeft = this.#ballots.ownOf(viewer);
    return { viewer, name, muted, round: this.#rounds.ownOf(viewer), ...this.#place.desk.ownOf(viewer), votesLeft };
  }

  tellOwn(member: Member): void {
    this.#teller.tell(member);
  }

  /** Tells a viewer what is their own, if they are here. */
  tellNow(viewer: ViewerId): void {
    this.#teller.tellNow(viewer);
  }

  /** The same in its turn: many may have to be told. */
  tellSoon(viewer: ViewerId): void {
    this.#teller.tellSoon([viewer]);
  }

  /** Follows the stage. */
  follow(order: EdgeOrder): void {
    const before = this.#order;
    this.#order = order;
    // Orders come as often as ticks; a list that nobody has changed since is the very same one.
    if (order.banned !== before?.banned) this.#dismissBanned(order.banned);
    if (before && order.muted !== before.muted) this.#teller.tellSoon(differing(before.muted, order.muted));
    this.#rounds.follow(order.phase, before ? 'goes on' : 'begins');
    this.#ballots.follow(order);
    this.#followBots();
    this.#touch();
  }

  /** Gives the stage this shard's whole tally, if anything has changed or the phase has just ended. */
  snapshot(): void {
    this.#announced = false;
    const order = this.#order;
    const round = this.#rounds.current;
    if (!order || this.#rounds.isReading) return;
    const final = round !== null && this.#times().now >= round.phase.endsAt;
    const ballots = this.#ballots.snapshots();
    if (!this.#changed && !final && !ballots.some((ballot) => ballot.final)) return;
    // What the stage may settle on is handed to the journal before it.
    if (final) this.#store.now(round);
    const tally = this.#rounds.tally();
    const { fault } = this.#rounds;
    this.#changed = false;
    this.#services.metrics.count('drumroll_snapshots_total', 1);
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
      ballots,
    });
  }

  /** Forgets what was only kept for viewers who might come back; call it every few minutes. */
  prune(): void {
    const { monotonic } = this.#times();
    this.#chat.prune(monotonic);
    this.#roll.prune(monotonic);
    this.#ballots.prune(monotonic);
  }

  /** Writes what is not yet durable; resolves when it is. */
  async drain(): Promise<void> {
    this.#bots.stop();
    if (this.#rounds.current) this.#store.now(this.#rounds.current);
    await this.#store.idle();
  }

  #followBots(): void {
    if (this.#order) this.#bots.follow(this.#order);
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

  #times(): Times {
    return { now: this.#services.clock.now(), monotonic: this.#services.clock.monotonic() };
  }
}

/** Who stands in one of the two lists only. */
function differing(a: readonly ViewerId[], b: readonly ViewerId[]): ViewerId[] {
  const [inA, inB] = [new Set(a), new Set(b)];
  return [...a.filter((viewer) => !inB.has(viewer)), ...b.filter((viewer) => !inA.has(viewer))];
}
