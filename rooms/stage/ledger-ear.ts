/** What the stage hears of the sale ledger: how its sales stand, whether it answers, and that it is gone. */
import type { AuditEntry } from '../../shared/protocol/index.ts';
import type { SaleId } from '../../shared/sale/index.ts';
import type { Services } from '../services.ts';
import type { Asking } from './ask-ledger.ts';
import type { CoreHolder } from './core-holder.ts';
import { LedgerHealth } from './ledger-health.ts';
import { loseLedger } from './ledger-loss.ts';
import { SaleKeeper } from './sale-keeper.ts';
import type { Serial } from './serial.ts';

interface Show {
  holder: CoreHolder;
  serial: Serial;
  /** Something that viewers see has changed. */
  touch(): void;
  /** The core has learnt how sales stand. */
  learnt(): void;
  /** What panels are told of the ledger has changed. */
  healthChanged(): void;
  nextAudit(): AuditEntry['id'];
  tellPanels(entry: AuditEntry): void;
}

export class LedgerEar {
  readonly health: LedgerHealth;
  readonly #services: Services;
  readonly #show: Show;
  readonly #sales: SaleKeeper;
  #stopped = false;

  constructor(services: Services, show: Show) {
    this.#services = services;
    this.#show = show;
    this.health = new LedgerHealth(() => show.healthChanged());
    const { holder } = show;
    this.#sales = new SaleKeeper(this.asking, holder.core.show, {
      sales: () => holder.core.sales,
      touch: () => show.touch(),
      lost: (sale) => this.lose(sale),
    });
  }

  /** The services, with the ear to whatever the ledger answers. */
  get asking(): Services & Asking {
    return { ...this.#services, health: this.health };
  }

  /** Looks after the sales that the core has now. */
  follow(): void {
    this.#sales.follow();
  }

  /** Takes what the ledger has said into the core. Not while a step is being committed: that would be lost. */
  hear(): void {
    const heard = this.#sales.drain();
    if (heard.length === 0) return;
    this.#show.holder.learn({ kind: 'ledger', heard });
    this.#show.learnt();
  }

  /** The ledger of a sale is gone: dealt with in its turn, like an order. */
  lose(sale: SaleId): Promise<void> {
    const { holder, serial } = this.#show;
    return serial.run(async () => {
      if (this.#stopped) return;
      const entry = await loseLedger(this.#services, holder, { sale, auditId: this.#show.nextAudit() });
      if (entry) this.#show.tellPanels(entry);
    });
  }

  stop(): void {
    this.#stopped = true;
    this.#sales.stop();
  }
}
