/** A viewer, overlay or panel on the stock client: keeps the state, the cues, the chat and what is its own. */
import { Client } from '@colyseus/sdk';
import type { Room } from '@colyseus/sdk';
import type {
  ByeReason,
  ChatLine,
  ChatMessage,
  CueMessage,
  OwnMessage,
  ViewerReplies,
  ViewerRequest,
  ViewerRequestName,
} from '../shared/protocol/index.ts';
import type { ShowJson } from '../shared/state/index.ts';

export interface SdkViewerOptions {
  /** The server's origin, `http://host:port`. */
  url: string;
  token: string;
  show: string;
  room?: 'crowd' | 'stage';
}

type ShowRoom = Room<unknown, { toJSON(): ShowJson }>;

export class SdkViewer {
  readonly room: ShowRoom;
  readonly cues: CueMessage[] = [];
  readonly chat: ChatLine[] = [];
  readonly byes: ByeReason[] = [];
  /** Everything else, as it came. */
  readonly others: { type: string; payload: unknown }[] = [];
  own: OwnMessage | null = null;
  /** Resolves with the close code when nothing more will come of this room. */
  readonly left: Promise<number>;
  /** Whether the first whole state has come: until then the client holds an empty one. */
  #begun = false;
  #changed: (() => void)[] = [];

  static async join({ url, token, show, room = 'crowd' }: SdkViewerOptions): Promise<SdkViewer> {
    return new SdkViewer((await clientOf(url, token).joinOrCreate(room, { show })) as ShowRoom);
  }

  constructor(room: ShowRoom) {
    this.room = room;
    this.left = new Promise((resolve) => room.onLeave((code) => resolve(code)));
    room.onStateChange(() => {
      this.#begun = true;
      this.#tell();
    });
    room.onReconnect(() => this.#tell());
    room.onMessage('*', (type, payload: unknown) => {
      this.#hear(String(type), payload);
      this.#tell();
    });
    void this.left.then(() => this.#tell());
  }

  /** The decoded state as plain data; null before it has come. */
  json(): ShowJson | null {
    return this.#begun ? this.room.state.toJSON() : null;
  }

  /** Resolves when `happened` says so; it is asked again after each thing that arrives. */
  until(what: string, happened: () => boolean, withinMs = 10_000): Promise<void> {
    if (happened()) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`not within ${withinMs} ms: ${what}`)), withinMs);
      const look = () => {
        if (!happened()) return void this.#changed.push(look);
        clearTimeout(timer);
        resolve();
      };
      this.#changed.push(look);
    });
  }

  request<N extends ViewerRequestName>(type: N, payload: ViewerRequest<N>): Promise<ViewerReplies[N]> {
    return this.room.request<unknown, ViewerReplies[N]>(type, payload);
  }

  async leave(): Promise<void> {
    await this.room.leave(true);
  }

  #tell(): void {
    const waiting = this.#changed;
    this.#changed = [];
    for (const look of waiting) look();
  }

  #hear(type: string, payload: unknown): void {
    if (type === 'own') this.own = payload as OwnMessage;
    else if (type === 'cue') this.cues.push(payload as CueMessage);
    else if (type === 'chat') this.chat.push(...(payload as ChatMessage).lines);
    else if (type === 'bye') this.byes.push((payload as { reason: ByeReason }).reason);
    else this.others.push({ type, payload });
  }
}

/** A stock client that carries a token. */
export function clientOf(url: string, token: string | null): Client {
  const client = new Client(url.replace(/^http/, 'ws'));
  if (token !== null) client.auth.token = token;
  return client;
}
