/** Sales from the stage's side: prepared orders, and viewers who grab straight at the ledger. */
import assert from 'node:assert/strict';
import type { SaleSchedule } from '../../shared/protocol/index.ts';
import { holdIdOf } from '../../shared/sale/index.ts';
import type { GrabAnswer, HoldId, SaleRef, SaleStanding } from '../../shared/sale/index.ts';
import type { SaleJson, ShowWorld } from './show-world.ts';

/** Arguments of a sale that opens by hand. */
export const cup = {
  product: 'sku-cup',
  title: 'A cup',
  price: 1250,
  currency: 'EUR',
  stock: 3,
  perViewer: 2,
  holdMs: 10_000,
  durationMs: 60_000,
};

/** Schedules a sale; it has to be accepted. Returns its id. */
export async function schedule(world: ShowWorld, over: Partial<SaleSchedule> = {}): Promise<string> {
  const reply = await world.command('sale.schedule', { ...cup, ...over });
  assert.ok(reply.ok, JSON.stringify(reply));
  return reply.sale!;
}

/** Schedules a sale and opens it at once. */
export async function openNow(world: ShowWorld, over: Partial<SaleSchedule> = {}): Promise<string> {
  const sale = await schedule(world, over);
  assert.deepEqual(await world.command('sale.open', { sale }), { ok: true });
  await world.pass(100);
  return sale;
}

export function refOf(sale: string, generation = 'memory'): SaleRef {
  return { show: 'demo', sale, generation };
}

let grabs = 0;

/** Asks the ledger for units, as the desk would. */
export function grab(world: ShowWorld, viewer: string, { sale = 'sale-1', quantity = 1 } = {}): Promise<GrabAnswer> {
  const n = ++grabs;
  const hold = holdIdOf({ show: 'demo', sale }, n.toString(16).padStart(16, '0'));
  return world.ledger.grab(refOf(sale), { viewer, key: `grab-${n}`, quantity, arrivedAt: world.clock.now(), hold });
}

/** Grabs, and has to get a hold. */
export async function grabbed(
  world: ShowWorld,
  viewer: string,
  what: { sale?: string; quantity?: number } = {},
): Promise<HoldId> {
  const answer = await grab(world, viewer, what);
  assert.ok('hold' in answer, JSON.stringify(answer));
  return answer.hold;
}

/** How a sale stands in the ledger itself. */
export async function inLedger(world: ShowWorld, sale = 'sale-1'): Promise<SaleStanding> {
  const standing = await world.ledger.inner.totals(refOf(sale));
  assert.ok('totals' in standing, JSON.stringify(standing));
  return standing;
}

/** What everybody sees of a sale. */
export function shown(world: ShowWorld, sale = 'sale-1'): SaleJson {
  const row = world.json().sales[sale];
  assert.ok(row, `no sale ${sale} is shown`);
  return row;
}

/** The moving numbers that everybody sees. */
export function numbers(world: ShowWorld, sale = 'sale-1'): { status: string; left: number; held: number; sold: number } {
  const { status, left, held, sold } = shown(world, sale);
  return { status, left, held, sold };
}

export function codeOf(answer: object): string {
  return 'code' in answer ? String(answer.code) : 'ok';
}
