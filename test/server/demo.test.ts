/** The demo show, as a stranger finds it. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { checkCommand } from '../../rooms/stage/check-command.ts';
import type { Host } from '../../rooms/hosts.ts';
import type { ShowSummary } from '../../rooms/services.ts';
import { openDemo } from '../../server/demo.ts';
import { demoSale } from '../../shared/demo-sale.ts';
import { isRefusal } from '../../shared/protocol/index.ts';
import type { Claims, Command } from '../../shared/protocol/index.ts';
import { saleSchedule } from '../../shared/protocol/sales.ts';

/** Shows that check what is ordered as a stage would, and remember it. */
function shows(there: readonly string[]) {
  const made: unknown[] = [];
  const orders: Command[] = [];
  return {
    made,
    orders,
    get: (id: string) => (there.includes(id) ? ({} as Host) : null),
    create: (show: object) => {
      made.push(show);
      return Promise.resolve({} as ShowSummary);
    },
    command: (show: string, envelope: unknown, by: Claims) => {
      const command = checkCommand(show, envelope, by);
      if (isRefusal(command)) return Promise.resolve({ ok: false as const, ...command });
      orders.push(command);
      return Promise.resolve({ ok: true as const });
    },
  };
}

describe('demo show', () => {
  it('[PAGE-116] is live and has a sale ready in its rundown, which the server takes as it stands', async () => {
    const demo = shows([]);
    await openDemo(demo);
    assert.deepEqual(demo.made, [{ id: 'demo', title: 'Drumroll demo', status: 'live', expectedViewers: 2000 }]);
    const [order] = demo.orders;
    assert.ok(order?.name === 'rundown.set');
    const [item] = order.args.items;
    assert.equal(item?.command.name, 'sale.schedule');
    assert.deepEqual(saleSchedule.parse(item.command.args), demoSale);
  });

  it('[PAGE-116] that was changed stays as it is', async () => {
    const demo = shows(['demo']);
    await openDemo(demo);
    assert.deepEqual([demo.made, demo.orders], [[], []]);
  });

  it('[PAGE-116] shows a picture of its product that this server has', () => {
    assert.ok(existsSync(fileURLToPath(new URL(`../../web/public${demoSale.image}`, import.meta.url))));
  });
});
