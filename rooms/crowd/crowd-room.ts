/** The viewers' door to one shard of a show: a Colyseus room that only wires. */
import { CloseCode, Room } from '@colyseus/core';
import type { AuthContext, Client } from '@colyseus/core';
import { hash32, shardOf } from '../../shared/ids.ts';
import type { Claims, Refusal, ViewerRequest, ViewerRequestName } from '../../shared/protocol/index.ts';
import { isRefusal, refuse, viewerRequests } from '../../shared/protocol/index.ts';
import { answer, refuseUnknownTypes } from '../answer.ts';
import { feedMember, longestConnectionMs, sendNow } from '../connection.ts';
import { FeedSerializer } from '../feed/feed-serializer.ts';
import type { FeedSeat } from '../feed/feed-serializer.ts';
import type { Hosts } from '../hosts.ts';
import { admit, joinError } from '../join.ts';
import type { Services } from '../services.ts';
import { FloodGate } from './flood-gate.ts';
import type { Crowd } from './crowd.ts';
import { guestName } from './member.ts';
import type { Member } from './member.ts';
import type { Shard } from './shard.ts';

/** How long a dropped connection may come back to its seat. */
const reconnectSeconds = 10;

interface Seat extends FeedSeat {
  member: Member;
  flood: FloodGate;
  /** Calls off the end that every connection has. */
  stay: () => void;
}

/** What Colyseus keeps with a seat, also over a reconnection. */
interface SeatClaims extends Claims {
  address: string;
}

interface JoinOptions {
  show: string;
  shard: number;
}

/** Makes the room class, with its services closed over: Colyseus builds rooms by itself. */
export function crowdRoom(services: Services, hosts: Hosts) {
  return class CrowdRoom extends Room {
    override patchRate = 1000;
    override maxMessagesPerSecond = services.limits.maxMessagesPerSecond * 5;
    override messages = {
      clock: this.#on('clock', () => ({ now: services.clock.now() })),
      input: this.#on('input', (seat, request) => this.#shard.input(seat.member, request)),
      chat: this.#on('chat', (seat, request) => this.#shard.chat(seat.member, request)),
      name: this.#on('name', (seat, request) => this.#shard.name(seat.member, request)),
      grab: this.#on('grab', (seat, request) => this.#crowd.desk.grab(seat.member, request)),
      release: this.#on('release', (seat, request) => this.#crowd.desk.release(seat.member, request)),
      vote: this.#on('vote', (seat, request) => this.#shard.vote(seat.member, request)),
      like: this.#on('like', (seat, request) => this.#shard.like(seat.member, request)),
    };
    #crowd!: Crowd;
    #shard!: Shard;
    #place!: JoinOptions;
    readonly #seats = new Map<string, Seat>();

    /** Verifies the token and sends the viewer to the shard they belong to. */
    static override async onAuth(token: string, options: Partial<JoinOptions>, context: AuthContext): Promise<SeatClaims> {
      const claims = await admit(services, token, {
        show: options.show,
        roles: ['viewer', 'overlay'],
        exists: (show) => hosts.get(show) !== null,
        banned: (show, viewer) => hosts.get(show)?.stage.isBanned(viewer) ?? false,
      });
      options.shard = shardOf(claims.sub, hosts.get(options.show!)!.shards);
      return { ...claims, address: context.ip ?? '' };
    }

    override onCreate(options: JoinOptions): void {
      const host = hosts.get(options.show);
      const shard = host?.crowd.shard(options.shard);
      if (!host || !shard) throw joinError(refuse('show/unknown'));
      this.#place = { show: options.show, shard: options.shard };
      this.#crowd = host.crowd;
      this.#shard = shard;
      this.setSerializer(new FeedSerializer(host.crowd.feed, (client) => this.#seats.get(client.sessionId) ?? null));
      this.state = {};
      refuseUnknownTypes(this, services);
    }

    override onJoin(client: Client, options: JoinOptions, claims: SeatClaims): void {
      // `joinById` can name any room: the seat was judged for one shard only.
      if (options.show !== this.#place.show || options.shard !== this.#place.shard) throw joinError(refuse('bad-request'));
      const member = this.#memberOf(client, claims);
      const refusal = this.#shard.enter(member);
      if (refusal) throw joinError(refusal);
      this.#sit(client, member, 'new');
    }

    /** The connection broke: the seat is kept for a moment, the viewer does not count meanwhile. */
    override onDrop(client: Client): void {
      const seat = this.#stand(client);
      if (!seat) return;
      // Refused when the viewer has come back by another way, or never did: both end in `onLeave`.
      this.allowReconnection(client, reconnectSeconds).catch(() => {});
    }

    override onReconnect(client: Client): void {
      const member = this.#memberOf(client, client.auth as SeatClaims);
      if (this.#shard.enter(member)) return client.leave(CloseCode.WITH_ERROR);
      this.#sit(client, member, 'resumes');
    }

    override onLeave(client: Client): void {
      this.#stand(client);
    }

    #memberOf(client: Client, claims: SeatClaims): Member {
      return {
        viewer: claims.sub,
        name: claims.name ?? guestName(hash32(claims.sub)),
        watching: claims.role === 'overlay',
        level: claims.level ?? 0,
        address: claims.address,
        tell: (type, payload) => sendNow(client, type, payload),
        dismiss: (reason) => {
          sendNow(client, 'bye', { reason });
          client.leave(CloseCode.CONSENTED);
        },
      };
    }

    #sit(client: Client, member: Member, session: 'new' | 'resumes'): void {
      const feed = feedMember(client, {
        panel: false,
        onAttached: () => this.#shard.tellOwn(member),
        onTooSlow: () => {
          // The farewell may take long to arrive, if it ever does: until then the viewer does not count.
          this.#stand(client);
          member.dismiss('too-slow');
        },
      });
      const flood = new FloodGate(services.limits.maxMessagesPerSecond, services.clock.monotonic());
      const stay = services.clock.after(longestConnectionMs, () => member.dismiss('expired'));
      this.#seats.set(client.sessionId, { member, feed, flood, stay, resumes: session === 'resumes' });
    }

    #stand(client: Client): Seat | null {
      const seat = this.#seats.get(client.sessionId);
      // A reconnected client has a seat of its own under the same session id.
      if (!seat || seat.feed.connection !== client) return null;
      this.#seats.delete(client.sessionId);
      seat.stay();
      this.#crowd.feed.detach(client);
      this.#shard.leave(seat.member);
      return seat;
    }

    /** Wraps a handler: only for whoever has a seat, and within the connection's own rate. */
    #on<N extends ViewerRequestName, Reply>(
      type: N,
      handler: (seat: Seat, request: ViewerRequest<N>) => Reply | Refusal | Promise<Reply | Refusal>,
    ) {
      const spec = { type, schema: viewerRequests[type] as never };
      return answer<ViewerRequest<N>, Reply>(services, spec, (client, request) => {
        const seat = this.#seats.get(client.sessionId);
        if (!seat) return refuse('busy');
        const flood = seat.flood.take(services.clock.monotonic());
        if (flood === 'cut') this.#shard.cut(seat.member);
        if (isRefusal(flood)) return flood;
        if (flood === 'cut') return refuse('rate-limited');
        if (seat.member.watching && type !== 'clock') return refuse('auth/wrong-role');
        return handler(seat, request);
      });
    }
  };
}
