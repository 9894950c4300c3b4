/** A flash sale as its streamer has it: the card in the panel, its figures, its buttons and its list of holds. */
import type { Locator } from 'playwright-core';
import type { SaleStatus } from '../../shared/sale/terms.ts';
import type { Panel } from './browser-panel.ts';

type StockFigure = 'sold' | 'held' | 'left';

export interface PanelSale {
  card: Locator;
  /** Waits until the card shows this status. */
  is(status: SaleStatus): Promise<void>;
  /** Waits until the stock bar has these figures. */
  counts(figures: Partial<Record<StockFigure, number>>): Promise<void>;
  button(name: string): Locator;
  /** Opens the list of holds and orders, and gives its rows. */
  holds(): Promise<Locator>;
}

export function saleInPanel(panel: Panel, title: string): PanelSale {
  const { page, words } = panel;
  const say = words.panel;
  const card = page
    .getByRole('region', { name: say('sales.title') })
    .getByRole('listitem')
    .filter({ has: page.getByRole('heading', { name: title, exact: true }) });
  return {
    card,
    is: (status) =>
      card
        .getByRole('status')
        .getByText(say(`saleStatus.${status}`), { exact: true })
        .waitFor(),
    async counts(figures) {
      for (const [name, count] of Object.entries(figures) as [StockFigure, number][]) {
        const figure = card
          .locator('dl > div')
          .filter({ has: page.getByRole('term').getByText(say(`stock.${name}`), { exact: true }) });
        await figure.getByRole('definition').getByText(String(count), { exact: true }).waitFor();
      }
    },
    button: (name) => card.getByRole('button', { name, exact: true }),
    async holds() {
      const list = card.locator('details');
      if ((await list.getAttribute('open')) === null) await list.locator('summary').click();
      const rows = list.locator('tbody').getByRole('row');
      await rows.first().waitFor();
      return rows;
    },
  };
}
