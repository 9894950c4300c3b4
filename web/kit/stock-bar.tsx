/** How much of the stock is left, and how much of the rest is only held. A picture: the numbers stand beside it as text. */
import type { SaleJson } from './sale-now.ts';

export function StockBar({ stock, left, held }: Pick<SaleJson, 'stock' | 'left' | 'held'>) {
  const of = Math.max(1, stock);
  return (
    <span class="stock-track" aria-hidden="true">
      <span class="stock-held" style={{ transform: `scaleX(${(left + held) / of})` }} />
      <span class="stock-left" style={{ transform: `scaleX(${left / of})` }} />
    </span>
  );
}
