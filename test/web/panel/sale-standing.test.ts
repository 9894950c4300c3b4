/** The sales of a show, as the panel lists, sums up, adjusts and repeats them. */
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { commands } from '../../../shared/protocol/commands.ts';
import type { PanelSale, RundownItem } from '../../../shared/protocol/messages.ts';
import type { Hold } from '../../../shared/sale/lines.ts';
import { adjustDraftOf, floorOf, rangesOf, readAdjustment } from '../../../web/panel/sales/adjustment.ts';
import { draftOf } from '../../../web/panel/sales/draft.ts';
import { countHolds } from '../../../web/panel/sales/holds.ts';
import { lastSaleIn, saleIn } from '../../../web/panel/sales/item.ts';
import { readDraft } from '../../../web/panel/sales/read-draft.ts';
import { again, isOver, isSelling, lostAmong, revenueOf, rowsOf, taken } from '../../../web/panel/sales/standing.ts';
import type { SaleJson } from '../../../web/panel/sales/standing.ts';
import { saleJson } from './sale-json.ts';

function showWith(...sales: SaleJson[]) {
  return { rehearsal: false, sales: Object.fromEntries(sales.map((sale) => [sale.id, sale])) };
}
const more: PanelSale = { id: 'b', holdMs: 60_000, durationMs: 120_000, queue: null, rehearsal: false, stopped: null };
const ids = (rows: readonly { id: string }[]) => rows.map(({ id }) => id).join('');

describe('sales of a show', () => {
  it('[PAGE-108] those that go on come first to open first, by hand last; those that are over come newest first', () => {
    const { going, over } = rowsOf(
      showWith(
        saleJson({ id: 'a', status: 'closed' }),
        saleJson({ id: 'b', status: 'scheduled', opensAt: 0, closesAt: 0 }),
        saleJson({ id: 'c', status: 'countdown', opensAt: 5000 }),
        saleJson({ id: 'd', status: 'open', opensAt: 1000 }),
        saleJson({ id: 'e', status: 'sold-out', opensAt: 500 }),
        saleJson({ id: 'f', status: 'cancelled' }),
      ),
      { sales: [more] },
    );
    assert.equal(ids(going), 'edcb');
    assert.equal(ids(over), 'fa');
    assert.equal(going[3]!.more, more);
    assert.equal(going[0]!.more, null);
    assert.deepEqual(rowsOf(null, null), { going: [], over: [] });
    assert.ok(isSelling(going[0]!) && isSelling(going[1]!) && !isSelling(going[2]!) && !isOver(going[2]!));
  });

  it('[PAGE-108] revenue counts what was sold, never what is only held', () => {
    assert.equal(revenueOf(saleJson({ price: 1990, sold: 3, held: 20 })), 5970n);
  });

  it('[PAGE-108] sales of a rehearsal are listed as long as it lasts', () => {
    const show = showWith(saleJson({ id: 'a' }), saleJson({ id: 'b', rehearsal: true }));
    assert.equal(ids(rowsOf({ ...show, rehearsal: true }, null).going), 'ab');
    assert.equal(ids(rowsOf(show, null).going), 'a');
  });

  it('[PAGE-109] a sale whose ledger was lost is found wherever it is listed', () => {
    const rows = rowsOf(showWith(saleJson({ id: 'a', status: 'closed' }), saleJson({ id: 'b', status: 'closed' })), {
      sales: [{ ...more, stopped: 'ledger-lost' }],
    });
    assert.equal(ids(lostAmong(rows)), 'b');
  });

  it('[PAGE-110] a sale is run again with the terms it had', () => {
    const [row] = rowsOf(showWith(saleJson({ id: 'b', image: '/mug.svg', queue: true })), {
      sales: [{ ...more, queue: { perStep: 4, stepMs: 2000 } }],
    }).going;
    const { schedule } = readDraft(draftOf(again(row!)), 0);
    assert.deepEqual(schedule, {
      product: 'MUG',
      title: 'Mug',
      image: '/mug.svg',
      price: 1990,
      currency: 'EUR',
      stock: 50,
      perViewer: 2,
      holdMs: 60_000,
      countdownMs: 30_000,
      durationMs: 120_000,
      queue: { perStep: 4, stepMs: 2000 },
    });
  });
});

describe('lowering a sale', () => {
  const sale = saleJson({ stock: 50, held: 5, sold: 20, left: 25, perViewer: 3 });
  const { price } = adjustDraftOf(sale);

  it('[PAGE-111] goes down to what is held and sold, and says so', () => {
    assert.deepEqual(rangesOf(sale), { stock: { min: 25, max: 50 }, perViewer: { min: 1, max: 3 } });
    assert.deepEqual(rangesOf(saleJson()).stock.min, 1);
    assert.deepEqual(readAdjustment(sale, { stock: 25, perViewer: 3, price }).args, { sale: 'sale-1', stock: 25 });
    assert.deepEqual(readAdjustment(sale, { stock: 50, perViewer: 1, price }).args, { sale: 'sale-1', perViewer: 1 });
    assert.equal(readAdjustment(sale, { stock: 24, perViewer: 3, price }).wrong.get('stock')?.kind, 'tooSmall');
    assert.equal(readAdjustment(sale, { stock: 51, perViewer: 4, price }).wrong.get('perViewer')?.kind, 'tooBig');
    assert.equal(readAdjustment(sale, { stock: null, perViewer: 1.5, price }).wrong.size, 2);
  });

  it('[PAGE-119] only what is held or sold is named as what keeps the stock up', () => {
    assert.equal(floorOf(saleJson()), 'least');
    assert.equal(floorOf(saleJson({ held: 1 })), 'taken');
    assert.equal(floorOf(saleJson({ sold: 1 })), 'taken');
  });

  it('[PAGE-111] orders only what changes something and what the server takes', () => {
    assert.equal(readAdjustment(sale, { stock: 50, perViewer: 3, price }).args, null);
    const number = fc.option(fc.oneof(fc.integer({ min: -1, max: 60 }), fc.double()));
    fc.assert(
      fc.property(number, number, (stock, perViewer) => {
        const { args, wrong } = readAdjustment(sale, { stock, perViewer, price });
        if (!args) return;
        assert.equal(wrong.size, 0);
        assert.deepEqual(commands['sale.adjust'].args.parse(args), args);
        assert.ok((args.stock ?? 50) >= 25 && (args.stock ?? 50) <= 50);
      }),
    );
  });

  it('[PAGE-160] the price goes down too, never up, and alone it can be put into the rundown', () => {
    const dear = saleJson({ price: 2490, currency: 'EUR', stock: 50, perViewer: 3 });
    const draft = adjustDraftOf(dear);
    assert.equal(draft.price, '24.90');
    assert.deepEqual(readAdjustment(dear, { ...draft, price: '19,9' }), {
      args: { sale: 'sale-1', price: 1990 },
      onlyPrice: 1990,
      wrong: new Map(),
    });
    assert.equal(readAdjustment(dear, { ...draft, price: '19.90', stock: 40 }).onlyPrice, null);
    const kindOf = (typed: string): string | undefined =>
      readAdjustment(dear, { ...draft, price: typed }).wrong.get('price')?.kind;
    assert.equal(kindOf('24.91'), 'notLower');
    assert.equal(kindOf('24.901'), 'tooFine');
    assert.equal(kindOf('cheap'), 'notPrice');
    assert.equal(readAdjustment(dear, draft).args, null);
    assert.deepEqual(readAdjustment(dear, { ...draft, price: '0' }).args, { sale: 'sale-1', price: 0 });
  });
});

function item(args: unknown, name = 'sale.schedule'): RundownItem {
  return { id: 'x', title: 'x', command: { name, args } };
}

describe('sales in the rundown', () => {
  it('[PAGE-104] are read as far as they can be, whatever stands in the item', () => {
    assert.deepEqual(saleIn(item({ title: 'Mug', price: 5, stock: '5', perViewer: 1.5, evil: {}, queue: { perStep: 1 } })), {
      title: 'Mug',
      price: 5,
    });
    assert.deepEqual(saleIn(item({ queue: { perStep: 1, stepMs: 100 } })), { queue: { perStep: 1, stepMs: 100 } });
    assert.deepEqual(saleIn(item(null)), {});
    assert.equal(saleIn(item({ title: 'Mug' }, 'round.start')), null);
    fc.assert(
      fc.property(fc.jsonValue(), (args) => {
        assert.notEqual(saleIn(item(args)), null);
      }),
    );
  });

  it('[PAGE-104] the last one is what a new sale begins with', () => {
    assert.deepEqual(lastSaleIn([item({ title: 'A' }), item({ title: 'B' }), item({}, 'show.end')]), { title: 'B' });
    assert.equal(lastSaleIn([item({}, 'show.end')]), null);
  });
});

describe('holds of a sale', () => {
  it('[PAGE-112] are counted by what became of them, and a cut list says that it is', () => {
    const hold = { hold: 'h', viewer: 'v', quantity: 1, sale: 's', at: 1 };
    const holds: Hold[] = [
      { ...hold, status: 'held', expiresAt: 2 },
      { ...hold, status: 'confirmed', order: 'o' },
      { ...hold, status: 'confirmed', order: 'p' },
      { ...hold, status: 'queued', number: 4 },
      { ...hold, status: 'released', by: 'viewer' },
      { ...hold, status: 'expired' },
    ];
    const { orders, held, queued, gone, cut } = countHolds({ total: 6, holds });
    assert.deepEqual({ orders, held, queued, gone, cut }, { orders: 2, held: 1, queued: 1, gone: 2, cut: false });
    assert.equal(countHolds({ total: 7, holds }).cut, true);
  });

  it('[PAGE-118] units are told apart from orders and holds, and add up to what the sale says is held and sold', () => {
    const hold = { hold: 'h', viewer: 'v', sale: 's', at: 1 };
    const holds: Hold[] = [
      { ...hold, quantity: 2, status: 'held', expiresAt: 2 },
      { ...hold, quantity: 3, status: 'confirmed', order: 'o' },
      { ...hold, quantity: 5, status: 'queued', number: 4 },
      { ...hold, quantity: 7, status: 'released', by: 'viewer' },
      { ...hold, quantity: 9, status: 'expired' },
    ];
    const { orders, soldUnits, held, heldUnits } = countHolds({ total: 5, holds });
    assert.deepEqual({ orders, soldUnits, held, heldUnits }, { orders: 1, soldUnits: 3, held: 1, heldUnits: 2 });
    assert.equal(soldUnits + heldUnits, taken(saleJson({ sold: 3, held: 2 })));
  });

  it('[PAGE-118] a list of nothing but what ran out comes to no units', () => {
    const gone: Hold = { hold: 'h', viewer: 'v', sale: 's', at: 1, quantity: 2, status: 'expired' };
    const { soldUnits, heldUnits } = countHolds({ total: 1, holds: [gone] });
    assert.equal(soldUnits + heldUnits, 0);
  });
});
