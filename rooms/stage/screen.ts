/** What a show shows: its public state as projected from the core, and the numbered frames in which that and its messages leave. */
import type { ShowState } from '../../shared/state/index.ts';
import type { Services } from '../services.ts';
import type { EdgeOrder, FeedFrame, Hello } from '../stage-wire.ts';
import { ChatDigest } from './chat-digest.ts';
import type { Core } from './core-state.ts';
import { Outbox } from './outbox.ts';
import { SaleBoard } from './project-sales.ts';
import { emptyState, project } from './project.ts';
import type { Sampled } from './project.ts';
import { Publisher } from './publisher.ts';

export class Screen {
  readonly outbox = new Outbox();
  readonly chat: ChatDigest;
  readonly #services: Services;
  readonly #state: ShowState = emptyState();
  readonly #board = new SaleBoard();
  readonly #publisher: Publisher;

  /** Begins with the show as it is: everything after that is a change. */
  constructor(services: Services, core: Core) {
    const { clock, limits, metrics } = services;
    this.#services = services;
    this.chat = new ChatDigest(limits.chatLinesPerSecond, clock.monotonic());
    this.project(core, { viewers: 0, likes: 0 });
    this.#publisher = new Publisher(core.epoch, this.#state, metrics);
  }

  /** Makes the state show the core. Throws what a game's view throws. */
  project(core: Core, sampled: Sampled): void {
    const { games, clock } = this.#services;
    project(core, sampled, { state: this.#state, board: this.#board, games, now: clock.now() });
  }

  /** All that is new since the last frame; null when nothing is. */
  frame(): FeedFrame | null {
    this.#drainChat();
    return this.#publisher.frame(this.outbox);
  }

  hello(order: EdgeOrder): Hello {
    return this.#publisher.hello(order);
  }

  wantKeyframe(): void {
    this.#publisher.wantKeyframe();
  }

  /** The public state as plain JSON. */
  json(): unknown {
    return this.#state.toJSON();
  }

  #drainChat(): void {
    const digest = this.chat.drain();
    if (!digest) return;
    this.outbox.toAll('chat', digest.public);
    if (digest.panel.length > 0) this.outbox.toPanels('panel.chat', { lines: digest.panel });
    const { metrics } = this.#services;
    metrics.count('drumroll_chat_lines_total', digest.public.lines.length, { outcome: 'shown' });
    metrics.count('drumroll_chat_lines_total', digest.public.skipped, { outcome: 'skipped' });
  }
}
