/** One logical shard of a show: its viewers, their inputs and chat, and the snapshots it gives the stage. */
import type { RoundId, ShowId, ViewerId } from '../../shared/ids.ts';
import { fingerprint } from '../../shared/fingerprint.ts';
import { isRefusal, refuse } from '../../shared/protocol/index.ts';
import type { OwnMessage, Refusal, ViewerReplies, ViewerRequest } from '../../shared/protocol/index.ts';
import { guarded } from '../guard.ts';
import type { CrowdLink, EdgeOrder, EdgePhase, Services } from '../services.ts';
import { Bots } from './bots.ts';
import { Chat } from './chat.ts';
import { EdgeRound } from './edge-round.ts';
import type { Player } from './edge-round.ts';
import { InputGate } from './input-gate.ts';
import type { RawInput, Times } from './input-gate.ts';
import type { Member } from './member.ts';
import type { OwnQueue } from './own-queue.ts';
import { Roll } from './roll.ts';
import type { SaleDesk } from './sale-desk.ts';
import { ShardStore } from './shard-store.ts';

/** What a shard needs besides the services. */
export interface ShardPlace {
  show: ShowId;
  shard: number;
  shards: number;
  link: CrowdLink;
  own: OwnQueue;
  desk: Pick<SaleDesk, 'ownOf'>;
}

export class Shard {
  readonly #services: Services;
  readonly #place: ShardPlace;
  readonly #gate = new InputGate();
  readonly #chat: Chat;
  readonly #store: ShardStore;
  readonly #bots: Bots;
  readonly #roll: Roll;
  #order: EdgeOrder | null = null;
  #round: EdgeRound | null = null;
  /** The last round that is over: its keys can still be asked again. */
  #ended: EdgeRound | null = null;
  /** Why this shard cannot keep its part of a round any more: the stage ends such a round. */
  #fault: { round: RoundId; error: string } | null = null;
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
    this.#store = new ShardStore(services, place, (round, error) => {
      if (this.#round === round) this.#fail(round.phase.round, error);
    });
    this.#bots = new Bots(services.clock, place, (player, decide) =>
      this.#guarded('bot', () => {
        const input = decide();
        if (input) this.#take(player, input);
      }),
    );
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
    const asked = key === undefined ? null : this.#roundOf(request.round);
    const known = key === undefined ? undefined : asked?.hashOf(member.viewer, key);
    if (asked && known !== undefined) return known === hash ? this.#durable(asked) : refuse('key-reused');
    const round = this.#round;
    if (!round) return refuse(this.#order?.phase ? 'busy' : 'round/none');
    const refusal = this.#take(member, request);
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
    return this.#durable(round);
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
    if (order.phase && !this.#round) return refuse('busy');
    const said = this.#chat.say(member, request, this.#times());
    if (isRefusal(said)) return said;
    this.#touch();
    const answer = { id: said.id };
    const round = this.#round;
    const entry = round && this.#entryOf(round, said.text);
    if (!entry) return answer;
    const refused = this.#take(member, { ...entry, round: round.phase.round });
    // A repeated entry is answered like the first: when that one is durable.
    if (refused && refused.code !== 'input/already') return answer;
    this.tellOwn(member);
    return this.#durable(round).then((done) => (isRefusal(done) ? done : answer));
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
    const round = this.#round;
    const muted = this.#order?.muted.includes(viewer) ?? false;
    const sales = this.#place.desk.ownOf(viewer);
    if (!round) return { viewer, name, muted, round: null, ...sales };
    const { phase, game } = round;
    const own = this.#guarded('own', () => round.own(viewer)) ?? null;
    return { viewer, name, muted, round: { id: phase.round, game: game.id, phase: phase.phase, own }, ...sales };
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
    this.#keeping(order.phase?.round, () => this.#followRound(order.phase, before));
    this.#bots.follow(order, this.#round?.game ?? null);
    this.#touch();
  }

  /** Gives the stage this shard's whole tally, if anything has changed or the phase has just ended. */
  snapshot(): void {
    this.#announced = false;
    const order = this.#order;
    const round = this.#round;
    const isReading = order?.phase && !round && !this.#faultIn(order.phase);
    if (!order || isReading) return;
    const final = round !== null && this.#times().now >= round.phase.endsAt;
    if (!this.#changed && !final) return;
    // What the stage may settle on is handed to the journal before it.
    if (final) this.#store.now(round);
    const tally = this.#keeping(round?.phase.round, () => round?.tally()) ?? null;
    const fault = this.#faultIn(order.phase);
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
      ...(fault ? { fault } : {}),
      heads: this.#roll.heads,
      likes: this.#likes,
      chat: this.#chat.snapshot(),
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
    if (this.#round) this.#store.now(this.#round);
    await this.#store.idle();
  }

  #take(player: Player, raw: RawInput): Refusal | null {
    const round = this.#round;
    if (!round) return refuse('round/none');
    const input = this.#gate.judge(round, player.viewer, raw, this.#times());
    const outcome = (refused: Refusal | null) => {
      const type = refused?.code === 'unknown-type' ? 'unknown' : raw.type;
      this.#services.metrics.count('drumroll_inputs_total', 1, {
        game: round.game.id,
        type,
        outcome: refused?.code ?? 'accepted',
      });
      return refused;
    };
    if (isRefusal(input)) return outcome(input);
    const first = round.record(player.viewer) === null;
    const refusal = round.fold(player, input, this.#times().now - round.phase.startsAt);
    if (refusal) return outcome(refuse(refusal));
    if (first && !round.phase.rehearsal)
      this.#store.fact({ kind: 'played', viewer: player.viewer, at: this.#times().now, what: round.game.id });
    this.#touch();
    return outcome(null);
  }

  /** The input that a chat line stands for, if any. */
  #entryOf(round: EdgeRound, text: string): Omit<RawInput, 'round'> | null {
    return this.#guarded('chat', () => round.game.chat?.(text, round.phase.settings) ?? null) ?? null;
  }

  #roundOf(id: RoundId): EdgeRound | null {
    return [this.#round, this.#ended].find((round) => round?.phase.round === id) ?? null;
  }

  #durable(round: EdgeRound): Promise<{ accepted: true } | Refusal> {
    return this.#store
      .durable(round)
      .then((written) => (written ? { accepted: true as const } : refuse('busy', { retryAfterMs: 250 })));
  }

  #followRound(phase: EdgePhase | null, before: EdgeOrder | null): void {
    if (!phase) {
      if (this.#round) this.#store.now(this.#round);
      const players = this.#round ? [...this.#round.players()] : [];
      this.#ended = this.#round ?? this.#ended;
      this.#round = null;
      return this.#tellAll(players);
    }
    const game = this.#services.games[phase.game];
    if (!game || this.#faultIn(phase)) return;
    if (this.#round?.phase.round === phase.round) {
      const moved = this.#round.phase.step !== phase.step || !sameJson(this.#round.phase.standing, phase.standing);
      this.#round.apply(phase);
      this.#store.soon(this.#round);
      return moved ? this.#tellAll([...this.#round.players()]) : undefined;
    }
    // A round that was under way before this shard began has records; one that begins now has none.
    if (before === null) return this.#restore(phase.round);
    if (this.#round) this.#store.now(this.#round);
    this.#ended = this.#round ?? this.#ended;
    // Still reading an earlier part of the same round: it follows the newest order when it is done.
    if (this.#store.restoring === phase.round) return;
    this.#gate.reset();
    this.#round = new EdgeRound(game, phase, null);
  }

  /** Reads what this shard had of a running round; until then its inputs are `busy` and it sends nothing. */
  #restore(round: RoundId): void {
    this.#store.restore(round, (stored) => {
      const phase = this.#order?.phase;
      const game = phase && this.#services.games[phase.game];
      if (!phase || !game || phase.round !== round) return;
      this.#round = this.#keeping(round, () => new EdgeRound(game, phase, stored)) ?? null;
      if (this.#order) this.#bots.follow(this.#order, game);
      this.#tellAll(this.#round ? [...this.#round.players()] : []);
      this.#touch();
    });
  }

  /** Does what the round depends on: when it throws, this shard's part of the round is lost. */
  #keeping<T>(round: RoundId | undefined, act: () => T): T | null {
    const fallback = (error: unknown) => {
      if (round !== undefined) this.#fail(round, error);
      return null;
    };
    return guarded(this.#services, 'shard.round', { act, fallback });
  }

  #fail(round: RoundId, error: unknown): void {
    this.#fault = { round, error: String(error) };
    this.#round = null;
    this.#touch();
  }

  #faultIn(phase: EdgePhase | null): string | null {
    return phase && this.#fault?.round === phase.round ? this.#fault.error : null;
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

function sameJson(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
