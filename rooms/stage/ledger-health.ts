/** Whether the ledger answers, by its last answer to this stage: the streamer is told before anybody asks why nothing sells. */
import { isRefusal } from '../../shared/protocol/index.ts';
import type { PanelState, Refusal } from '../../shared/protocol/index.ts';

export class LedgerHealth {
  readonly #changed: () => void;
  #now: PanelState['ledger'] = 'ok';

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  get now(): PanelState['ledger'] {
    return this.#now;
  }

  /** Any other refusal is an answer. */
  heard(answer: object | Refusal): void {
    const now = isRefusal(answer) && answer.code === 'ledger-unavailable' ? 'unavailable' : 'ok';
    if (now === this.#now) return;
    this.#now = now;
    this.#changed();
  }
}
