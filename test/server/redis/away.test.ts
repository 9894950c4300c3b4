/** A Redis that is away, hangs, or comes back without what it had. */
import assert from 'node:assert/strict';
import { cp, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { LedgerError } from '../../../rooms/sale-ledger.ts';
import type { SaleLedger } from '../../../rooms/sale-ledger.ts';
import { freshHold, opensAt, refusalOf, SaleStand, termsOf } from '../../support/ledger-stand.ts';
import { poll } from '../../support/within.ts';
import { useRedis } from './support.ts';
import type { LedgerLine } from '../../../shared/sale/index.ts';

describe('a Redis that is away', () => {
  const stand = useRedis();
  const files = () => join(stand.redis.dir, 'appendonlydir');
  const copyOfFiles = () => cp(files(), `${files()}-copy`, { recursive: true });
  const goBackToCopy = async () => {
    await stand.redis.kill();
    await stand.redis.wipe();
    await rename(`${files()}-copy`, files());
    await stand.redis.start();
  };

  afterEach(async () => {
    stand.redis.thaw();
    await stand.redis.kill();
    await stand.redis.wipe();
    await stand.redis.start();
  });

  it('[SALE-65] while Redis is away every ask is refused at once as ledger-unavailable; once it is back all goes on', async () => {
    const ledger = await stand.open();
    const sale = await SaleStand.open(ledger);
    const hold = await sale.take({ viewer: 'ann', key: 'a' });
    await stand.redis.kill();
    await poll('the end is noticed', async () => refusalOf(await ledger.totals(sale.ref)) === 'ledger-unavailable');
    const askedAt = performance.now();
    assert.deepEqual((await all(sale, hold)).map(refusalOf), Array(8).fill('ledger-unavailable'));
    await assert.rejects(ledger.holds(sale.ref), LedgerError);
    await assert.rejects(ledger.tail(null, 10), LedgerError);
    assert.ok(performance.now() - askedAt < 500, 'nothing waits for a Redis that is not there');
    await stand.redis.start();
    await backIn(ledger, sale);
    assert.deepEqual(await sale.kinds(), ['open', 'hold']);
    assert.equal(refusalOf(await sale.confirm(hold, 'o-1')), 'ok');
  });

  it('[SALE-66] a Redis that hangs is waited for no longer than a moment, and what was under way can be asked again', async () => {
    const ledger = await stand.open({ timeoutMs: 1000 });
    const sale = await SaleStand.open(ledger, { stock: 50 });
    const heard: number[] = [];
    ledger.watch((lines) => heard.push(...lines.map(({ after }) => after.seq)));
    stand.redis.freeze();
    const asks = Array.from({ length: 20 }, (_, n) => ({ viewer: `v${n}`, key: 'k' }));
    const askedAt = performance.now();
    const answers = await Promise.all(asks.map((ask) => sale.grab(ask)));
    assert.deepEqual(answers.map(refusalOf), Array(20).fill('ledger-unavailable'));
    assert.ok(performance.now() - askedAt < 5000);
    stand.redis.thaw();
    await backIn(ledger, sale);
    const again = await Promise.all(asks.map((ask) => sale.grab(ask)));
    assert.deepEqual(again.map(refusalOf), Array(20).fill('ok'));
    assert.equal(await sale.stock(), '30/20/0', 'each of them once');
    assert.deepEqual(
      heard,
      Array.from({ length: 20 }, (_, n) => n + 2),
    );
  });

  it('[SALE-67] a Redis that comes back empty has lost the ledger: every ask says so, and nothing opens again by itself', async () => {
    const ledger = await stand.open();
    const sale = await SaleStand.open(ledger);
    const hold = await sale.take({ viewer: 'ann' });
    await stand.redis.kill();
    await stand.redis.wipe();
    await stand.redis.start();
    await backIn(ledger, sale);
    assert.deepEqual((await all(sale, hold)).map(refusalOf), Array(8).fill('ledger-lost'));
    await assert.rejects(ledger.holds(sale.ref), LedgerError);
    await assert.rejects(ledger.tail(null, 10), LedgerError);
    const keys = (await stand.say('KEYS', '*')) as string[];
    assert.deepEqual(
      keys.filter((key) => !key.endsWith(':run')),
      [],
      'asking made nothing of a ledger',
    );
  });

  it('[SALE-67] a new sale then begins a new ledger, with another generation; the old sales stay lost', async () => {
    const ledger = await stand.open();
    const sale = await SaleStand.open(ledger);
    const hold = await sale.take({ viewer: 'ann' });
    const { position } = (await ledger.tail(null, 10)).at(-1)!;
    await stand.redis.kill();
    await stand.redis.wipe();
    await stand.redis.start();
    await backIn(ledger, sale);
    const heard: LedgerLine[] = [];
    ledger.watch((lines) => heard.push(...lines));
    const next = await SaleStand.open(ledger, { sale: 'vase' });
    assert.notEqual(next.ref.generation, sale.ref.generation);
    const ofOld = (await all(sale, hold)).map(refusalOf);
    assert.deepEqual(ofOld.slice(0, 6), Array(6).fill('ledger-lost'));
    assert.deepEqual(ofOld.slice(6), ['hold/unknown', 'hold/unknown']);
    await next.take({ viewer: 'ann' });
    assert.deepEqual(heard, await ledger.tail(null, 10));
    assert.deepEqual(await ledger.tail(position, 10), heard, 'a position of the old ledger says nothing of the new one');
    assert.deepEqual(await ledger.lines(sale.ref, { after: 0, limit: 10 }), []);
  });

  it('[SALE-67] so it is when everything is deleted under a running server, and for every process that shares it', async () => {
    const [ledger, other] = [await stand.open(), await stand.open()];
    const sale = await SaleStand.open(ledger);
    await stand.say('FLUSHALL');
    assert.equal(refusalOf(await ledger.totals(sale.ref)), 'ledger-lost');
    assert.equal(refusalOf(await other.totals(sale.ref)), 'ledger-lost');
    const heard: string[] = [];
    other.watch((lines) => heard.push(...lines.map(({ sale: name, kind }) => `${name} ${kind}`)));
    const next = await SaleStand.open(ledger, { sale: 'vase' });
    await poll('the other process hears of the new ledger', () => heard.includes('vase open'));
    assert.equal(refusalOf(await other.totals(next.ref)), 'ok');
    await next.take({ viewer: 'ann' });
    await poll('and of what comes after', () => heard.length === 2);
    assert.deepEqual(heard, ['vase open', 'vase hold']);
  });

  it('[SALE-68] a Redis that comes back without its newest lines has lost the ledger, too', async () => {
    const ledger = await stand.open();
    const sale = await SaleStand.open(ledger);
    await copyOfFiles();
    await sale.take({ viewer: 'ann' });
    await goBackToCopy();
    await backIn(ledger, sale);
    assert.equal(refusalOf(await sale.grab({ viewer: 'ben' })), 'ledger-lost');
    const errors = stand.log.lines.filter(({ level, message }) => level === 'error' && message.includes('ledger is lost'));
    assert.equal(errors.length, 1);
    const next = await SaleStand.open(ledger, { sale: 'vase' });
    assert.notEqual(next.ref.generation, sale.ref.generation);
  });

  it('[SALE-68] unless it was said that a second may be lost: the sale goes on from there', async () => {
    const ledger = await stand.open({ durability: 'everysec' });
    const sale = await SaleStand.open(ledger);
    await copyOfFiles();
    await sale.take({ viewer: 'ann' });
    await goBackToCopy();
    await backIn(ledger, sale);
    await sale.take({ viewer: 'ben' });
    assert.deepEqual(
      (await ledger.holds(sale.ref)).map(({ viewer }) => viewer),
      ['ben'],
    );
    assert.deepEqual(refusalOf(await ledger.open(termsOf(), opensAt)), 'ok');
  });
});

function backIn(ledger: SaleLedger, sale: SaleStand): Promise<void> {
  return poll('the ledger takes asks again', async () => refusalOf(await ledger.totals(sale.ref)) !== 'ledger-unavailable');
}

/** One ask of each kind. */
async function all({ ledger, ref }: SaleStand, hold: string): Promise<object[]> {
  return [
    await ledger.grab(ref, { viewer: 'ben', key: 'b', quantity: 1, arrivedAt: opensAt, hold: freshHold(ref) }),
    await ledger.adjust(ref, { stock: 1 }, opensAt),
    await ledger.close(ref, 'closed', opensAt),
    await ledger.admit(ref, 1, opensAt),
    await ledger.expire(ref, opensAt),
    await ledger.totals(ref),
    await ledger.confirm({ hold, order: 'o-1' }, opensAt),
    await ledger.release({ hold, viewer: null }, opensAt),
  ];
}
