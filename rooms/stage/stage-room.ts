/** The streamer's door to a show: the same public state, what is for panels only, and commands. */
import { CloseCode, Room } from '@colyseus/core';
import type { AuthContext, Client } from '@colyseus/core';
import { z } from 'zod';
import { refuse } from '../../shared/protocol/index.ts';
import type { Claims } from '../../shared/protocol/index.ts';
import { answer, refuseUnknownTypes } from '../answer.ts';
import { feedMember, longestConnectionMs, sendNow } from '../connection.ts';
import { FeedSerializer } from '../feed/feed-serializer.ts';
import type { FeedSeat } from '../feed/feed-serializer.ts';
import type { Host, Hosts } from '../hosts.ts';
import { admit, joinError } from '../join.ts';
import type { Services } from '../services.ts';

/** Makes the room class, with its services closed over. */
export function stageRoom(services: Services, hosts: Hosts) {
  return class StageRoom extends Room {
    override patchRate = 1000;
    override maxMessagesPerSecond = services.limits.maxMessagesPerSecond;
    override messages = {
      clock: answer(services, { type: 'clock', schema: z.object({}) }, () => ({ now: services.clock.now() })),
      // A refused command is an answer like any other: `{ ok: false, code, … }`.
      command: answer(services, { type: 'command', schema: z.unknown() }, async (client, envelope) => ({
        ...(await this.#host.stage.command(envelope, client.auth as Claims)),
      })),
    };
    #host!: Host;
    #show!: string;
    readonly #seats = new Map<string, FeedSeat & { stay: () => void }>();

    static override onAuth(token: string, options: { show?: string }, _context: AuthContext): Promise<Claims> {
      return admit(services, token, {
        show: options.show,
        roles: ['streamer', 'moderator'],
        exists: (show) => hosts.get(show) !== null,
        banned: () => false,
      });
    }

    override onCreate(options: { show: string }): void {
      const host = hosts.get(options.show);
      if (!host) throw joinError(refuse('show/unknown'));
      this.#host = host;
      this.#show = options.show;
      this.setSerializer(new FeedSerializer(host.crowd.feed, (client) => this.#seats.get(client.sessionId) ?? null));
      this.state = {};
      refuseUnknownTypes(this, services);
    }

    override onJoin(client: Client, options: { show: string }): void {
      if (options.show !== this.#show) throw joinError(refuse('bad-request'));
      const feed = feedMember(client, {
        panel: true,
        onAttached: () => {
          sendNow(client, 'panel.state', this.#host.stage.panelState());
          sendNow(client, 'panel.chat', { lines: this.#host.stage.recentChat() });
        },
        onTooSlow: () => client.leave(CloseCode.SERVER_SHUTDOWN),
      });
      const stay = services.clock.after(longestConnectionMs, () => client.leave(CloseCode.SERVER_SHUTDOWN));
      this.#seats.set(client.sessionId, { feed, resumes: false, stay });
    }

    override onLeave(client: Client): void {
      this.#seats.get(client.sessionId)?.stay();
      this.#seats.delete(client.sessionId);
      this.#host.crowd.feed.detach(client);
    }
  };
}
