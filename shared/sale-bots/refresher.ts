/** An impatient viewer: presses before the opening, and again and again while there is nothing, whatever the page says. */
import { againOrNull, between, freshGrab, heldOf } from './sale-bot.ts';
import type { SaleBot } from './sale-bot.ts';

export const refresher: SaleBot = (random, sees) => {
  const { sale, own, last } = sees;
  const held = heldOf(sees);
  if (held !== null) return { ask: { kind: 'pay', hold: held }, thinkMs: 1000 };
  if (sale.isOver || own.holds.length > 0 || own.queue.length > 0) return { ask: null, thinkMs: 2000 };
  const again = last && againOrNull(sees, last);
  if (again) return again;
  return { ask: freshGrab(sees), thinkMs: between(random, 250, 1500) };
};
