/** A sale whose ledger is gone, over HTTP: one answer everywhere, before and after a new ledger has begun. */
import assert from 'node:assert/strict';
import type { SaleFacts } from '../../../rooms/services.ts';
import { createMemoryLedger } from '../../../server/memory/ledger.ts';
import { errors, isRefusal, refuse } from '../../../shared/protocol/index.ts';
import { holdIdOf } from '../../../shared/sale/index.ts';
import { fakeShows, lampFacts, testFront } from '../../support/front.ts';

const facts: SaleFacts = { ...lampFacts, generation: 'first' };
const stopped: SaleFacts = { ...facts, status: 'closed', stopped: 'ledger-lost', seed: '5eed' };
const hold = holdIdOf({ show: 'demo', sale: 'lamp' }, '1'.padStart(16, '0'));

/** A shop whose sale `lamp` was opened, and sold to v1, in the ledger `first`. */
async function openShop() {
  const ledger = { ...createMemoryLedger({ generation: 'first' }) };
  const known: { facts: SaleFacts | null } = { facts };
  const front = testFront({ deps: { ledger, shows: { ...fakeShows(), sale: () => known.facts } } });
  const now = front.clock.now();
  const times = { opensAt: now, closesAt: now + 600_000, holdMs: 60_000 };
  const terms = { show: 'demo', sale: 'lamp', stock: 10, perViewer: 5, ...times, queue: false, rehearsal: false };
  assert.ok(!isRefusal(await ledger.open(terms, now)));
  const ask = { viewer: 'v1', key: 'k', quantity: 1, arrivedAt: now, hold };
  assert.ok(!isRefusal(await ledger.grab({ show: 'demo', sale: 'lamp', generation: 'first' }, ask)));
  assert.ok(!isRefusal(await ledger.confirm({ hold, order: 'o1' }, now)));
  const service = await front.token('service');
  const { token: viewer } = await front.deps.tokens.mint({ role: 'viewer', show: 'demo', sub: 'v1' });
  const confirm = () => front.call('POST', `/api/v1/holds/${hold}/confirm`, { token: service, body: { order: 'o1' } });
  return {
    known,
    ledger,
    confirm,
    /** Another ledger has begun, empty. */
    begin: () => Object.assign(ledger, createMemoryLedger({ generation: 'second' })),
    answers: async () => {
      const all = [
        await front.call('GET', '/api/v1/shows/demo/sales/lamp/ledger', { token: service }),
        await front.call('GET', '/api/v1/shows/demo/sales/lamp/holds', { token: service }),
        await confirm(),
        await front.call('POST', `/api/v1/holds/${hold}/release`, { token: service }),
        await front.call('POST', '/api/v1/demo/checkout', { token: viewer, body: { hold } }),
      ];
      return all.map(({ status, json }) => `${status} ${json.error?.code ?? 'ok'}`);
    },
  };
}

const everywhere = (answer: string) => Array.from({ length: 5 }, () => answer);

describe('api: a sale whose ledger is gone', () => {
  it('[SALE-210] is ledger-lost wherever it is asked for, also an order that was confirmed, also once a new ledger has begun', async () => {
    const shop = await openShop();
    assert.equal((await shop.confirm()).status, 200);
    shop.known.facts = stopped;
    assert.deepEqual(await shop.answers(), everywhere('409 ledger-lost'), 'the old ledger is back');
    shop.begin();
    assert.deepEqual(await shop.answers(), everywhere('409 ledger-lost'), 'a new one has begun');
  });

  it('[SALE-210] also when only the ledger knows: it is another than the one that the sale was opened in', async () => {
    const shop = await openShop();
    shop.known.facts = { ...facts, status: 'closed', seed: '5eed' };
    shop.begin();
    assert.deepEqual(await shop.answers(), everywhere('409 ledger-lost'));
    assert.deepEqual(await shop.ledger.lines({ show: 'demo', sale: 'lamp' }, { after: 0, limit: 1 }), [], 'nothing was written');
  });

  it('[SALE-210] while nobody can tell, nobody is told that a hold is unknown', async () => {
    const shop = await openShop();
    shop.begin();
    shop.ledger.totals = async () => refuse('ledger-unavailable');
    assert.deepEqual(await shop.answers(), everywhere('503 ledger-unavailable'));
  });

  it('[SALE-210] of a sale that the show has forgotten, a hold that no ledger knows is hold/unknown', async () => {
    const shop = await openShop();
    shop.known.facts = null;
    shop.begin();
    const unknown = ['sale', 'sale', 'hold', 'hold', 'hold'].map((what) => `404 ${what}/unknown`);
    assert.deepEqual(await shop.answers(), unknown);
  });

  it('[SALE-210] its sentence serves whoever reads it: what has happened, what to refund, what to do next', () => {
    for (const word of [/stopped/v, /Refund/v, /schedule a new sale/v]) assert.match(errors['ledger-lost'].message, word);
  });

  it('[SALE-213] hold/confirmed is true of another order and of a release alike', () => {
    assert.doesNotMatch(errors['hold/confirmed'].message, /another/v);
    assert.match(errors['hold/confirmed'].message, /sold already, under the order that was confirmed first/v);
  });
});
