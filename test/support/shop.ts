/** A shop at the HTTP API with one sale, `lamp`, in two shows: on a memory ledger, in hand-driven time. */
import assert from 'node:assert/strict';
import type { SaleLedger } from '../../rooms/sale-ledger.ts';
import type { SaleFacts } from '../../rooms/services.ts';
import { createMemoryLedger } from '../../server/memory/ledger.ts';
import { isRefusal } from '../../shared/protocol/index.ts';
import type { Role } from '../../shared/protocol/index.ts';
import { holdIdOf } from '../../shared/sale/index.ts';
import type { SaleTerms } from '../../shared/sale/index.ts';
import { fakeShows, lampFacts, testFront } from './front.ts';
import type { Answer, TestFront } from './front.ts';

export interface Shop {
  front: TestFront;
  ledger: SaleLedger;
  /** What the shows say of the sale `lamp`; null: nothing any more. */
  facts: SaleFacts | null;
  grab(viewer: string, options?: { quantity?: number; show?: string }): Promise<string>;
  ask(role: Role, method: string, path: string, body?: unknown): Promise<Answer>;
  end(how: 'closed' | 'cancelled'): Promise<void>;
}

export const lamp = { sale: 'lamp', generation: 'memory' };

export async function openShop(change: Partial<SaleTerms> = {}, env: Record<string, string> = {}): Promise<Shop> {
  const ledger = createMemoryLedger();
  const shows = { ...fakeShows(), sale: (_show: string, sale: string) => (sale === 'lamp' ? shop.facts : null) };
  const front = testFront({ env, deps: { ledger, shows } });
  const now = front.clock.now();
  for (const show of ['demo', 'other']) {
    const times = { opensAt: now, closesAt: now + 600_000, holdMs: 60_000 };
    const kind = { queue: false, rehearsal: false };
    const opened = await ledger.open({ show, sale: 'lamp', stock: 10, perViewer: 5, ...times, ...kind, ...change }, now);
    assert.ok(!isRefusal(opened));
  }
  let last = 0;
  const shop: Shop = {
    front,
    ledger,
    facts: lampFacts,
    grab: async (viewer, { quantity = 1, show = 'demo' } = {}) => {
      const hold = holdIdOf({ show, sale: 'lamp' }, (++last).toString(16).padStart(16, '0'));
      const grabbed = await ledger.grab({ show, ...lamp }, { viewer, key: hold, quantity, arrivedAt: front.clock.now(), hold });
      assert.ok(!isRefusal(grabbed), JSON.stringify(grabbed));
      return hold;
    },
    ask: async (role, method, path, body) => front.call(method, `/api/v1${path}`, { token: await front.token(role), body }),
    end: async (how) => {
      assert.ok(!isRefusal(await ledger.close({ show: 'demo', ...lamp }, how, front.clock.now())));
    },
  };
  return shop;
}

export const codeOf = ({ status, json }: Answer): [number, unknown] => [status, json?.error?.code];

export async function busyShop(): Promise<Shop> {
  const shop = await openShop();
  const [sold, back, late] = [await shop.grab('v1', { quantity: 2 }), await shop.grab('v2'), await shop.grab('v3')];
  await shop.ask('service', 'POST', `/holds/${sold}/confirm`, { order: 'o1' });
  await shop.ask('service', 'POST', `/holds/${back}/release`);
  shop.front.clock.advance(60_000);
  await shop.ask('service', 'POST', `/holds/${late}/release`);
  await shop.grab('v4', { quantity: 3 });
  return shop;
}
