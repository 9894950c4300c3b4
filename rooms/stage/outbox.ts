/** What leaves with the next tick besides the patch: messages for everybody, and for panels. */
import { messageFrame } from '../feed/message-frame.ts';
import type { CrowdMessages, CueMessage, PanelMessages } from '../../shared/protocol/index.ts';

export class Outbox {
  #messages: Uint8Array[] = [];
  #panel: Uint8Array[] = [];
  #cue: Uint8Array | 'none' | null = null;

  toAll<T extends keyof CrowdMessages>(type: T, payload: CrowdMessages[T]): void {
    this.#messages.push(messageFrame(type, payload));
  }

  toPanels<T extends keyof PanelMessages>(type: T, payload: PanelMessages[T]): void {
    this.#panel.push(messageFrame(type, payload));
  }

  /** The cue also goes to whoever joins later, until it is over. */
  cue(cue: CueMessage): void {
    const frame = messageFrame('cue', cue);
    this.#messages.push(frame);
    this.#cue = frame;
  }

  cueOver(): void {
    this.#cue = 'none';
  }

  get empty(): boolean {
    return this.#messages.length === 0 && this.#panel.length === 0 && this.#cue === null;
  }

  drain(): { messages: Uint8Array[]; panel: Uint8Array[]; cue: Uint8Array | 'none' | null } {
    const drained = { messages: this.#messages, panel: this.#panel, cue: this.#cue };
    this.#messages = [];
    this.#panel = [];
    this.#cue = null;
    return drained;
  }
}
