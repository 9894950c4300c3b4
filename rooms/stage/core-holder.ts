/** Holds the core of one show: takes one step at a time, and makes each durable, then true. */
import { seededRandom } from '../../shared/game-kit/index.ts';
import { refuse } from '../../shared/protocol/index.ts';
import type { AuditEntry } from '../../shared/protocol/index.ts';
import { guarded, report } from '../guard.ts';
import { mayPass } from '../journal-error.ts';
import type { JournalEntry } from '../journal.ts';
import type { Services } from '../services.ts';
import { step } from './core.ts';
import type { CoreEvent, Luck, Step } from './core-events.ts';
import type { Core } from './core-state.ts';
import { settledEntry } from './settled-entry.ts';

/** What became of a write: `unwritten` may work later, `unwritable` never will. */
export type Commit = { kind: 'written' } | { kind: 'unwritten' } | { kind: 'unwritable'; error: string };

interface Hooks {
  /** A step has become true. */
  onBecome(result: Step, before: Core): void;
  /** The line that the audit log has to keep of a step that nobody ordered. */
  unordered(result: Step, before: Core): AuditEntry | null;
  /** Such a line has been written. */
  onLogged(entry: AuditEntry): void;
}

export class CoreHolder {
  readonly #services: Services;
  readonly #luck: Luck;
  readonly #hooks: Hooks;
  #core: Core;
  #stopped = false;

  constructor(services: Services, core: Core, hooks: Hooks) {
    this.#services = services;
    this.#core = core;
    this.#hooks = hooks;
    this.#luck = { games: services.games, random: seededRandom(services.secretHex(32)) };
  }

  get core(): Core {
    return this.#core;
  }

  /** One pure step from the core as it is. A game whose code throws ends its own round and nothing else. */
  step(event: CoreEvent): Step {
    const now = this.#services.clock.now();
    const fallback = (error: unknown): Step => {
      // What a game fails at by itself it would fail at again, so its round must end.
      if (event.kind === 'tally' || event.kind === 'phase-end')
        return step(this.#core, { kind: 'abort', error: String(error) }, now, this.#luck);
      // Anything else that fails changes nothing.
      return { core: this.#core, effects: [], reply: { ok: false, ...refuse('internal') } };
    };
    return guarded(this.#services, `core.${event.kind}`, { act: () => step(this.#core, event, now, this.#luck), fallback });
  }

  /** Another step on top of one that is not yet committed. */
  stepOn(result: Step, event: CoreEvent): Step {
    const next = step(result.core, event, this.#services.clock.now(), this.#luck);
    return { ...result, core: next.core, effects: [...result.effects, ...next.effects] };
  }

  /** Takes in what needs no commit of its own: it can be learnt again. Throws what a game throws. */
  learn(event: Extract<CoreEvent, { kind: 'tally' | 'ledger' | 'ballot' | 'battle-note' }>): void {
    this.adopt(step(this.#core, event, this.#services.clock.now(), this.#luck).core);
  }

  /** The same, of a step from the core as it is. */
  adopt(core: Core): void {
    this.#core = core;
  }

  /** Makes a step durable, then true. When it could not be written, nothing has changed. */
  async commit(result: Step, entry: Pick<JournalEntry, 'audit' | 'command'> = {}): Promise<Commit> {
    const before = this.#core;
    const unordered = entry.audit ? null : this.#hooks.unordered(result, before);
    const logged = unordered ? { audit: unordered } : {};
    try {
      const settled = await settledEntry(this.#services, result.effects);
      // What the ledger did was learnt before, perhaps, but never written.
      const isNews = result.core !== before || result.effects.some((effect) => effect.kind === 'ledger');
      const core = isNews ? { core: result.core } : {};
      await this.#services.journal.commit({ show: before.show, ...core, ...settled, ...entry, ...logged });
    } catch (error) {
      report(this.#services, 'journal', error);
      return mayPass(error) ? { kind: 'unwritten' } : { kind: 'unwritable', error: String(error) };
    }
    if (this.#stopped) return { kind: 'written' };
    this.#core = result.core;
    this.#hooks.onBecome(result, before);
    if (unordered) this.#hooks.onLogged(unordered);
    return { kind: 'written' };
  }

  /** Ends the running round because its code, or what came of it, is no good. */
  abort(error: string): Promise<Commit> {
    return this.commit(this.step({ kind: 'abort', error }));
  }

  /** Nothing becomes true any more. */
  stop(): void {
    this.#stopped = true;
  }
}
