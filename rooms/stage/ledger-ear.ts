/** What the stage hears of the sale ledger: how its sales stand, whether it answers, and that it is gone. */
import type { SaleId } from '../../shared/sale/index.ts';
import type { Asking } from './ask-ledger.ts';
import type { CoreHolder } from './core-holder.ts';
import { loseLedger } from './ledger-loss.ts';
import type { PanelNews } from './panel-news.ts';
import { SaleKeeper } from './sale-keeper.ts';
import type { Serial } from './serial.ts';

interface Show {
  holder: CoreHolder;
  serial: Serial;
  panels: PanelNews;
  /** Something that viewers see has changed. */
  touch(): void;
  /** The core has learnt how sales stand. */
  learnt(): void;
}

export class LedgerEar {
  readonly #services: Asking;
  readonly #show: Show;
  readonly #sales: SaleKeeper;
  #stopped = false;

  constructor(services: Asking, show: Show) {
    this.#services = services;
    this.#show = show;
    const { holder } = show;
    this.#sales = new SaleKeeper(services, holder.core.show, {
      sales: () => holder.core.sales,
      touch: () => show.touch(),
      lost: (sale) => this.lose(sale),
    });
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
    const { holder, serial, panels } = this.#show;
    return serial.run(async () => {
      if (this.#stopped) return;
      const entry = await loseLedger(this.#services, holder, { sale, auditId: panels.nextEntry() });
      if (entry) panels.tellEntry(entry);
    });
  }

  stop(): void {
    this.#stopped = true;
    this.#sales.stop();
  }
}
