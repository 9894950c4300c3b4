/** Fires the rundown items of rules that have come due, each once, and tells rules that wait for a goal how far it is. */
import type { Claims, CommandReply } from '../../shared/protocol/index.ts';
import { report } from '../guard.ts';
import type { Services } from '../services.ts';
import { ruleKeeper } from './core-rules.ts';
import type { CoreHolder } from './core-holder.ts';
import type { RuleCore } from './core-contests.ts';
import type { Around, Step } from './core-events.ts';
import type { Serial } from './serial.ts';

/** What was refused but may pass is tried again so often, for so long. */
const retryMs = 1000;
const tryForMs = 60_000;

interface Place {
  holder: CoreHolder;
  serial: Serial;
  /** Gives an order; the same id gives the same answer, also after a crash. */
  command(envelope: unknown, by: Claims): Promise<CommandReply>;
  totals(): Around['totals'];
}

type Deps = Pick<Services, 'clock' | 'log' | 'metrics'>;

export class RuleKeeper {
  readonly #services: Deps;
  readonly #place: Place;
  /** Commands that are being given. */
  readonly #firing = new Set<string>();
  #isReckoning = false;
  #stopped = false;

  constructor(services: Deps, place: Place) {
    this.#services = services;
    this.#place = place;
  }

  /** Fires what is due. Call it when the stage begins to lead and after every step. */
  look(): void {
    if (this.#stopped) return;
    for (const rule of this.#place.holder.core.rules) {
      if (rule.state !== 'due' || rule.command === null || this.#firing.has(rule.command)) continue;
      this.#firing.add(rule.command);
      void this.#fire(rule, rule.command);
    }
  }

  /** Likes and gifts were counted. Call it about once a second. */
  reckon(): void {
    const { holder, serial } = this.#place;
    if (this.#isReckoning || this.#stopped || !holder.core.rules.some(waitsForGoal)) return;
    if (this.#reckoned().core === holder.core) return;
    this.#isReckoning = true;
    void serial.run(() => this.#reach());
  }

  stop(): void {
    this.#stopped = true;
  }

  /** What could not be written is reckoned again with the next second. */
  async #reach(): Promise<void> {
    const { holder } = this.#place;
    this.#isReckoning = false;
    if (this.#stopped) return;
    const result = this.#reckoned();
    if (result.core !== holder.core) await holder.commit(result);
  }

  #reckoned(): Step {
    return this.#place.holder.step({ kind: 'totals', ...this.#place.totals() });
  }

  async #fire({ id, item }: RuleCore, command: string): Promise<void> {
    const { clock } = this.#services;
    const { holder } = this.#place;
    const by: Claims = { ...ruleKeeper, show: holder.core.show, exp: Number.MAX_SAFE_INTEGER };
    const endMs = clock.monotonic() + tryForMs;
    try {
      while (this.#isDue(id, command)) {
        const reply = await this.#place.command({ id: command, name: 'rundown.go', args: { item } }, by);
        const isFinal = reply.ok || !reply.retry || clock.monotonic() >= endMs;
        if (isFinal && (await this.#settle({ rule: id, command, code: reply.ok ? null : reply.code }))) break;
        await this.#pause();
      }
    } catch (error) {
      report(this.#services, 'rule.fire', error);
    } finally {
      this.#firing.delete(command);
    }
  }

  /** Writes what became of it; false when that has to be tried again. */
  #settle({ rule, command, code }: { rule: string; command: string; code: string | null }): Promise<boolean> {
    const { holder, serial } = this.#place;
    return serial.run(async () => {
      // It may have been changed or taken away meanwhile.
      if (!this.#isDue(rule, command)) return true;
      const done = await holder.commit(holder.step({ kind: 'rule-done', rule, code }));
      return done.kind !== 'unwritten';
    });
  }

  #isDue(id: string, command: string): boolean {
    if (this.#stopped) return false;
    return this.#place.holder.core.rules.some((rule) => rule.id === id && rule.state === 'due' && rule.command === command);
  }

  #pause(): Promise<void> {
    return new Promise((resolve) => {
      this.#services.clock.after(retryMs, resolve);
    });
  }
}

function waitsForGoal({ state, when }: RuleCore): boolean {
  return state === 'waiting' && when.kind === 'goal';
}
