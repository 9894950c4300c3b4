/** An honest viewer: presses when the button opens, a moment early or late, and mostly pays for what it gets. */
import type { Random } from '../game-kit/index.ts';
import { hash32 } from '../ids.ts';
import type { HoldId } from '../sale/index.ts';
import { againOrNull, between, freshGrab, heldOf } from './sale-bot.ts';
import type { SaleBot, SaleBotMove, SaleSight } from './sale-bot.ts';

/** Around the opening: some press before the button is there, most need a moment. */
const earliestMs = -60;
const slowestMs = 900;

export const buyer: SaleBot = (random, sees) => {
  const { sale, now, own, last } = sees;
  const held = heldOf(sees);
  if (held !== null) return checkout(random, sees, held);
  if (sale.isOver || own.holds.length > 0 || own.queue.length > 0) return { ask: null, thinkMs: 1000 };
  if (sale.opensAt === 0) return { ask: null, thinkMs: 250 };
  const untilMs = sale.opensAt - now;
  // The countdown shows when to press.
  if (untilMs > -earliestMs) return { ask: null, thinkMs: Math.max(1, untilMs + between(random, earliestMs, slowestMs)) };
  if (!last) return { ask: freshGrab(sees), thinkMs: 300 };
  const again = againOrNull(sees, last);
  if (again) return again;
  // Some watch for units that return.
  const presses = sale.left > 0 && random.next() < 0.5;
  return { ask: presses ? freshGrab(sees) : null, thinkMs: between(random, 500, 2500) };
};

/** One in ten forgets about it; of the others most pay within half a minute, and a few change their mind. */
function checkout(random: Random, { viewer, grabs }: SaleSight, hold: HoldId): SaleBotMove {
  const thinkMs = between(random, 2000, 8000);
  const mood = random.next();
  if (hash32(viewer) % 10 === 0 || mood > 0.5) return { ask: null, thinkMs };
  if (mood > 0.45) return { ask: { kind: 'release', hold, key: `release-${grabs}` }, thinkMs };
  return { ask: { kind: 'pay', hold }, thinkMs };
}
