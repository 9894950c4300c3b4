/** The Lua scripts: what they say of themselves, how they count, and what they leave in Redis. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { readScript, verbs } from '../../../server/redis/scripts.ts';
import { isRefusal } from '../../../shared/protocol/index.ts';
import { sweepLimit } from '../../../shared/sale/index.ts';
import { freshHold, granted, holdMs, opensAt, refusalOf, SaleStand, termsOf } from '../../support/ledger-stand.ts';
import { poll } from '../../support/within.ts';
import { useRedis } from './support.ts';

const folder = new URL('../../../server/redis/scripts/', import.meta.url);

describe('scripts of the ledger', () => {
  const stand = useRedis();

  it('[SALE-73] every script begins with its contract: what it does, its keys, its arguments, what it returns', () => {
    const files = readdirSync(folder).filter((name) => name.endsWith('.lua'));
    assert.deepEqual(files.toSorted(), verbs.map((verb) => `${verb}.lua`).toSorted());
    for (const verb of verbs) {
      const [contract = ''] = readFileSync(new URL(`${verb}.lua`, folder), 'utf8').split(' ]]\n');
      assert.match(contract, new RegExp(`^--\\[\\[ ${verb}: .+\\n  KEYS  .+\\n  ARGV  .+\\n(?:  .+\\n)*  Returns `, 'v'), verb);
      assert.ok(!readScript(verb).includes('-- include:'), `${verb} has all its parts`);
    }
  });

  it('[SALE-69] a Redis that has forgotten the scripts is given them again: nobody notices, the order is kept', async () => {
    const ledger = await stand.open();
    const sale = await SaleStand.open(ledger, { stock: 3 });
    const hold = await sale.take({ viewer: 'ann' });
    await stand.say('SCRIPT', 'FLUSH');
    const answers = await Promise.all([
      sale.grab({ viewer: 'ben', quantity: 2 }),
      sale.grab({ viewer: 'cem' }),
      sale.release(hold, 'ann'),
      sale.grab({ viewer: 'cem' }),
      sale.grab({ viewer: 'dan' }),
      ledger.totals(sale.ref),
    ]);
    assert.deepEqual(answers.map(refusalOf), ['ok', 'sold-out', 'ok', 'ok', 'sold-out', 'ok']);
    assert.deepEqual(await sale.kinds(), ['open', 'hold', 'hold', 'release', 'hold']);
  });

  it('[SALE-70] a Redis that has no memory left takes nothing, keeps nothing half, and goes on when it has', async () => {
    const ledger = await stand.open();
    const sale = await SaleStand.open(ledger, { stock: 100 });
    const before = await sale.take({ viewer: 'ann' });
    const { totals } = await sale.standing();
    await stand.say('CONFIG', 'SET', 'maxmemory', '1');
    try {
      const answers = [await sale.grab({ viewer: 'ben', key: 'k' }), await sale.confirm(before, 'o-1')];
      assert.deepEqual(answers.map(refusalOf), ['ledger-unavailable', 'ledger-unavailable']);
      assert.deepEqual(refusalOf(await ledger.open(termsOf({ sale: 'vase' }), opensAt)), 'ledger-unavailable');
      assert.deepEqual((await sale.standing()).totals, totals, 'reading goes on');
    } finally {
      await stand.say('CONFIG', 'SET', 'maxmemory', '0');
    }
    assert.equal(refusalOf(await sale.grab({ viewer: 'ben', key: 'k' })), 'ok');
    assert.deepEqual(await sale.kinds(), ['open', 'hold', 'hold']);
  });

  it('[SALE-71] counts and times are exact however large, and texts are kept as they are', async () => {
    const ledger = await stand.open();
    const most = Number.MAX_SAFE_INTEGER;
    const far = 8_640_000_000_000_000;
    const terms = termsOf({ stock: most, perViewer: most, opensAt: far - 10_000, closesAt: far, holdMs: 999_999_999 });
    const { generation, standing } = granted(await ledger.open(terms, far - 20_000));
    assert.deepEqual(standing.terms, terms);
    const sale = new SaleStand(ledger, { show: 'demo', sale: 'lamp', generation });
    const odd = ['a b', '"quoted" \\ and / slashed', 'naïve 漢字 🛍️', 'line\nbreak\ttab\u0001', "'); return 1 --", '%s %d', ''];
    for (const [n, text] of odd.entries()) {
      const hold = await sale.take({ viewer: `viewer ${text}`, key: text, at: far - 10_000 + n });
      if (n % 2 === 0) assert.equal(refusalOf(await sale.confirm(hold, text, far - 9000)), 'ok');
    }
    const hold = freshHold(sale.ref);
    const rest = most - odd.length;
    const answer = await sale.grab({ viewer: 'ann', quantity: rest, hold, at: far - 9000 });
    assert.deepEqual(answer, { hold, expiresAt: far - 9000 + 999_999_999 });
    assert.equal(await sale.stock(), `0/${rest + 3}/4`);
    const lines = await sale.lines();
    const holds = lines.flatMap((line) => (line.kind === 'hold' ? [line] : []));
    assert.deepEqual(
      holds.map(({ viewer, key }) => [viewer, key]).slice(0, -1),
      odd.map((text) => [`viewer ${text}`, text]),
    );
    const orders = (await ledger.holds(sale.ref)).flatMap((each) => (each.status === 'confirmed' ? [each.order] : []));
    assert.deepEqual(
      orders,
      odd.filter((_, n) => n % 2 === 0),
    );
  });

  it('[SALE-72] a ledger has a place of its own in Redis, and nothing of it has a time to live', async () => {
    const ledger = await stand.open({ place: 'shelf-9' });
    const sale = await SaleStand.open(ledger, { queue: true });
    await sale.take({ viewer: 'ann' });
    await sale.take({ viewer: 'ben' });
    await sale.admit(1);
    const keys = (await stand.say('KEYS', '*{shelf-9}*')) as string[];
    assert.equal(keys.length, 10);
    for (const key of keys) {
      assert.ok(key.startsWith('drumroll:{shelf-9}:'), key);
      assert.equal(await stand.say('TTL', key), -1, key);
    }
    const other = await stand.open({ place: 'shelf-10' });
    assert.equal(refusalOf(await other.totals(sale.ref)), 'ledger-lost', 'ledgers of two places have nothing in common');
  });

  it('[SALE-74] grabs that come in one moment share a run of the script', async () => {
    const ledger = await stand.open();
    const sale = await SaleStand.open(ledger, { stock: 5000 });
    await stand.say('CONFIG', 'RESETSTAT');
    const answers = await Promise.all(Array.from({ length: 2000 }, (_, n) => sale.grab({ viewer: `v${n}` })));
    assert.ok(answers.every((answer) => !isRefusal(answer)));
    const stats = String(await stand.say('INFO', 'commandstats'));
    const runs = Number(/cmdstat_evalsha:calls=(?<calls>\d+)/v.exec(stats)?.groups?.['calls']);
    assert.ok(runs >= 1 && runs <= 20, `${runs} runs`);
    assert.equal((await sale.sweep(opensAt + holdMs)).totals.available, 5000);
    assert.equal((await sale.lines()).length, 4001);
  });

  it('[SALE-209] grabs that share a run of the script share its step, too', async () => {
    const ledger = await stand.open();
    const sale = await SaleStand.open(ledger, { stock: 3 * sweepLimit });
    await Promise.all(Array.from({ length: 3 * sweepLimit }, (_, n) => sale.take({ viewer: `v${n}` })));
    await Promise.all(Array.from({ length: 50 }, (_, n) => sale.take({ viewer: `w${n}`, at: opensAt + holdMs })));
    const kinds = (await sale.kinds()).slice(1 + 3 * sweepLimit);
    assert.deepEqual([kinds.length, kinds.lastIndexOf('expire')], [sweepLimit + 50, sweepLimit - 1]);
  });

  it('[SALE-74] a script that fails is a bug: it is answered internal, logged, and stops its own sale only', async () => {
    const ledger = await stand.open({ place: 'bent' });
    const [lamp, vase] = [await SaleStand.open(ledger), await SaleStand.open(ledger, { sale: 'vase' })];
    await stand.say('HSET', `drumroll:{bent}:${lamp.ref.generation}:demo.lamp:book`, 'moved', '1 3 0 0 0 0 0 0');
    assert.equal(refusalOf(await lamp.grab({ viewer: 'ann' })), 'internal');
    assert.ok(stand.log.lines.some(({ level, data }) => level === 'error' && JSON.stringify(data).includes('does not add up')));
    assert.deepEqual(await lamp.kinds(), ['open']);
    assert.equal(refusalOf(await vase.grab({ viewer: 'ann' })), 'ok');
  });
});

describe('scripts of the ledger in a cluster', () => {
  const stand = useRedis({ config: { 'cluster-enabled': 'yes' } });

  it('[SALE-72] all of a ledger is in one slot, so that a Redis Cluster can place it', async () => {
    await stand.say('CLUSTER', 'ADDSLOTSRANGE', '0', '16383');
    await poll('the cluster is up', async () => String(await stand.say('CLUSTER', 'INFO')).includes('cluster_state:ok'));
    for (const place of ['a', 'b', 'c']) {
      const sale = await SaleStand.open(await stand.open({ place }), { queue: true });
      const hold = await sale.take({ viewer: 'ann' });
      await sale.admit(1);
      assert.equal(refusalOf(await sale.confirm(hold, 'o-1')), 'ok');
      assert.deepEqual(await sale.kinds(), ['open', 'queue', 'hold', 'confirm']);
    }
    const keys = (await stand.say('KEYS', '*')) as string[];
    const slots = new Set(await Promise.all(keys.map((key) => stand.say('CLUSTER', 'KEYSLOT', key))));
    assert.equal(slots.size, 3);
  });
});
