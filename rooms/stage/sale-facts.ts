/** What the HTTP API and webhooks say of a sale besides its stock. */
import { commitmentTo } from '../../shared/game-kit/lots.ts';
import { statusOf } from '../../shared/sale/index.ts';
import type { SaleId } from '../../shared/sale/index.ts';
import type { SaleFacts } from '../services.ts';
import type { Core } from './core-state.ts';

/** Null when the show does not know the sale, or no longer. */
export function saleFacts({ sales }: Core, id: SaleId, now: number): SaleFacts | null {
  const sale = sales.find((one) => one.id === id);
  if (!sale) return null;
  const { card, seed, standing, stopped, generation } = sale;
  const { terms, totals, ended } = standing;
  const status = stopped ? 'closed' : statusOf({ ...terms, ended }, totals, now);
  const isOver = status === 'closed' || status === 'cancelled';
  const { product, title, price, currency } = card;
  const { rehearsal } = terms;
  const lot = { commitment: commitmentTo(seed), seed: isOver ? seed : null };
  return { product, title, price, currency, rehearsal, status, stopped, generation, ...lot };
}
