/** A Redis that was killed while it wrote: what it left in its file of a transaction must not be played at a later start. */
import assert from 'node:assert/strict';
import { appendFile, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freshHold, refusalOf, SaleStand } from '../../support/ledger-stand.ts';
import { poll } from '../../support/within.ts';
import { useRedis } from './support.ts';

describe('a Redis that was killed while it wrote', () => {
  const stand = useRedis();

  /** As if it had been killed in the middle of one more transaction: the last one again, with other ids, and cut. */
  async function leaveHalfOfOneMore(hold: string): Promise<void> {
    const folder = join(stand.redis.dir, 'appendonlydir');
    const file = join(
      folder,
      (await readdir(folder))
        .filter((name) => name.endsWith('.incr.aof'))
        .toSorted()
        .at(-1)!,
    );
    const text = await readFile(file, 'latin1');
    const last = text.slice(text.lastIndexOf('*1\r\n$5\r\nMULTI\r\n'));
    const id = /\d{13}-\d/v.exec(last)![0];
    const more = last
      .replaceAll(id, `${Number(id.slice(0, 13)) + 1}-0`)
      .replaceAll(hold, freshHold({ show: 'demo', sale: 'lamp' }));
    await appendFile(file, more.slice(0, -60), 'latin1');
  }

  it('[SALE-77] half a transaction in its file is nothing, after the next start and after any later one', async () => {
    const ledger = await stand.open();
    const sale = await SaleStand.open(ledger);
    const goesOn = () => poll('Redis is back', async () => refusalOf(await ledger.totals(sale.ref)) === 'ok');
    const first = await sale.take({ viewer: 'ann', key: 'a' });
    await stand.redis.kill();
    await leaveHalfOfOneMore(first);
    for (const viewer of ['ben', 'cy']) {
      await stand.redis.start();
      await goesOn();
      await sale.take({ viewer, key: 'k' });
      await stand.redis.kill();
    }
    await stand.redis.start();
    await goesOn();
    const lines = await ledger.tail(null, 100);
    assert.deepEqual(
      lines.map(({ kind, after }) => [kind, after.seq]),
      [
        ['open', 1],
        ['hold', 2],
        ['hold', 3],
        ['hold', 4],
      ],
    );
    assert.deepEqual(await sale.kinds(), ['open', 'hold', 'hold', 'hold']);
  });
});
