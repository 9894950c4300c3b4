/** A viewer who keeps coming back, whatever happens to the server, and keeps account of what it was promised. */
import { setTimeout as sleep } from 'node:timers/promises';
import { SdkViewer } from '../../loadtest/sdk-viewer.ts';
import { isRefusal } from '../../shared/protocol/index.ts';
import type { Refusal } from '../../shared/protocol/index.ts';
import { tokenFor } from './server-process.ts';
import { poll } from './within.ts';

/** One input and what became of it: `unknown` when no answer came and it cannot be asked again. */
export interface Sent {
  viewer: string;
  round: number;
  type: string;
  payload: object;
  key: string;
  outcome: 'acknowledged' | 'refused' | 'unknown';
}

export class SdkPlayer {
  readonly name: string;
  readonly sent: Sent[] = [];
  /** How often it joined. */
  joins = 0;
  readonly #url: string;
  readonly #show: string;
  #viewer: SdkViewer | null = null;

  constructor(name: string, at: { url: string; show: string }) {
    this.name = name;
    this.#url = at.url;
    this.#show = at.show;
  }

  /** What it has, when it is in. */
  get viewer(): SdkViewer | null {
    return this.#viewer?.room.connection.isOpen ? this.#viewer : null;
  }

  /** In, however long it takes. */
  async arrive(): Promise<SdkViewer> {
    await poll(`${this.name} is in`, () => this.#tryToJoin(), 30_000);
    return this.#viewer!;
  }

  /** Sends an input under a key of its own, and asks again until there is an answer. */
  async input(round: number, type: string, payload: object): Promise<Sent> {
    const sent: Sent = { viewer: this.name, round, type, payload, key: `${type}-${this.sent.length}`, outcome: 'unknown' };
    this.sent.push(sent);
    for (let first = true; ; first = false) {
      const viewer = await this.arrive();
      const answer = await viewer.request('input', { round, type, payload, key: sent.key }).catch(refusalOrLoss);
      if (answer === null) continue;
      if (isRefusal(answer) && answer.code === 'busy') {
        await sleep(answer.retryAfterMs ?? 50);
        continue;
      }
      if (!isRefusal(answer)) sent.outcome = 'acknowledged';
      // After an attempt without an answer nobody can say whether that one had counted.
      else if (first) sent.outcome = 'refused';
      return sent;
    }
  }

  async leave(): Promise<void> {
    await this.viewer?.leave();
  }

  async #tryToJoin(): Promise<boolean> {
    if (this.viewer) return true;
    const token = await tokenFor(this.name, { show: this.#show });
    const viewer = await SdkViewer.join({ url: this.#url, token, show: this.#show }).catch(() => null);
    if (!viewer) return false;
    // It comes back by joining anew, as pages do when a server has died.
    viewer.room.reconnection.enabled = false;
    await viewer.until('its own', () => viewer.own !== null || !viewer.room.connection.isOpen);
    this.#viewer = viewer;
    this.joins++;
    return viewer.room.connection.isOpen;
  }
}

/** Null when the connection ended before the answer came. */
export function refusalOrLoss(error: unknown): Refusal | null {
  const { reason } = error as { reason?: unknown };
  return isRefusal(reason) ? reason : null;
}
