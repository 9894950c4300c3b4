/** A platform that sends in gifts and keeps sending until there is an answer, whatever happens to the server. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Random } from '../../../shared/game-kit/index.ts';
import type { GiftReply, GiftRequest, Refusal } from '../../../shared/protocol/index.ts';
import { tokenFor } from '../server-process.ts';
import type { ServerProcess } from '../server-process.ts';

export interface Counter {
  show: string;
  /** Whoever runs now. */
  server: () => ServerProcess;
  random: Random;
  /** Something is on its way to the server. */
  onAsk(): void;
}

export interface GiftRecord {
  request: GiftRequest;
  reply: GiftReply;
}

export class GiftPlatform {
  /** Every gift that was answered; there is no other. */
  readonly records: GiftRecord[] = [];
  readonly faults: string[] = [];
  /** Gifts sent in again that were answered as before. */
  recalled = 0;
  readonly #counter: Counter;

  constructor(counter: Counter) {
    this.#counter = counter;
  }

  /** Sends in one gift after the other until it is over; each of them until it is answered. */
  async give(battle: { id: string; sides: readonly string[] }, isOver: () => boolean): Promise<void> {
    const { random } = this.#counter;
    for (let n = 1; !isOver(); n++) {
      const side = battle.sides[random.int(battle.sides.length)]!;
      const viewer = `patron-${1 + random.int(5)}`;
      const request = { key: `${battle.id}-${n}`, viewer, battle: battle.id, side, gift: 'rose', value: 1 + random.int(50) };
      this.records.push({ request, reply: await this.#send(request) });
      if (n % 5 === 0) await this.#sendAgain();
      await sleep(30 + random.int(120));
    }
  }

  /** A key that was answered is answered the same, whatever was in between. */
  async #sendAgain(): Promise<void> {
    const known = this.records[this.#counter.random.int(this.records.length)]!;
    const reply = await this.#send(known.request);
    if (JSON.stringify(reply) === JSON.stringify(known.reply)) this.recalled++;
    else this.faults.push(`${known.request.key} was ${JSON.stringify(known.reply)} and is ${JSON.stringify(reply)} now`);
  }

  async #send(request: GiftRequest): Promise<GiftReply> {
    const { show, server } = this.#counter;
    const token = await tokenFor('platform', { role: 'service', show: '*' });
    for (;;) {
      this.#counter.onAsk();
      const answer = await server()
        .post(`/api/v1/shows/${show}/gifts`, request, token)
        .catch(() => null);
      if (answer?.status === 200) return answer.body as GiftReply;
      // A show that is being opened is not known yet.
      const refusal = (answer?.body as { error?: Refusal } | undefined)?.error;
      if (refusal && !refusal.retry) throw new Error(`${request.key} was refused: ${JSON.stringify(refusal)}`);
      await sleep(refusal?.retryAfterMs ?? 50);
    }
  }
}
