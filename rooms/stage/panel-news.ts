/** Keeps panels up to date: with what they know beyond the public state, whenever it says something new, and with the log. */
import type { AuditEntry, PanelState } from '../../shared/protocol/index.ts';
import { contestEntry } from './audit-contests.ts';
import type { CoreHolder } from './core-holder.ts';
import type { Core } from './core-state.ts';
import type { LedgerHealth } from './ledger-health.ts';
import type { Outbox } from './outbox.ts';
import { panelStateOf, saysTheSame } from './panel-state.ts';

interface Show {
  holder: CoreHolder;
  outbox: Outbox;
  ledger: Pick<LedgerHealth, 'now'>;
}

export class PanelNews {
  readonly #show: Show;
  #told: PanelState;
  #entries = 0;

  constructor(show: Show) {
    this.#show = show;
    this.#told = this.state();
  }

  state(): PanelState {
    const { holder, ledger } = this.#show;
    return panelStateOf(holder.core, ledger.now);
  }

  /** Tells panels, if there is anything new since they were told. */
  tell(): void {
    const state = this.state();
    if (saysTheSame(state, this.#told)) return;
    this.#told = state;
    this.#show.outbox.toPanels('panel.state', state);
  }

  /** An entry has been written to the audit log. */
  tellEntry(entry: AuditEntry): void {
    this.#show.outbox.toPanels('panel.audit', entry);
  }

  /** The entry that the log has to keep of what nobody ordered; null when nothing worth one has happened. */
  unordered(before: Core, after: Core, at: number): AuditEntry | null {
    return contestEntry({ nextId: () => this.nextEntry(), at, before, after });
  }

  /** An id for the log's next entry: unique in the show, also after a restart. */
  nextEntry(): AuditEntry['id'] {
    return `${this.#show.holder.core.epoch}-${++this.#entries}`;
  }
}
