/** What goes wrong with the ledger's disk or thread stays as small as it can, is never silent, and acknowledges nothing that is lost. */
import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { Worker } from 'node:worker_threads';
import { LedgerError } from '../../../rooms/sale-ledger.ts';
import { openSqliteLedger } from '../../../server/sqlite/ledger.ts';
import type { SqliteLedger } from '../../../server/sqlite/ledger.ts';
import type { StoreData } from '../../../server/sqlite/turns.ts';
import { isGrabbed } from '../../../shared/sale/index.ts';
import type { GrabAnswer, LedgerLine } from '../../../shared/sale/index.ts';
import { opensAt, refusalOf, SaleStand } from '../../support/ledger-stand.ts';
import { smallDisks } from './small-disks.ts';
import type { SmallDisk } from './small-disks.ts';
import { keepLog, useTempDirs } from './support.ts';
import type { KeptLog } from './support.ts';

describe('ledger faults', () => {
  const tempDir = useTempDirs();

  for (const [what, makeDisk] of Object.entries(smallDisks())) {
    describe(`on a full disk: ${what}`, () => {
      const log = keepLog();
      let disk: SmallDisk;
      let ledger: SqliteLedger;
      const openIt = async (): Promise<SqliteLedger> => {
        const { dir, startWorker } = disk;
        return openSqliteLedger({ dir, log, ...(startWorker ? { startWorker } : {}) });
      };
      beforeEach(async () => {
        log.lines.length = 0;
        disk = makeDisk();
        ledger = await openIt();
      });
      afterEach(async () => {
        await ledger.stop();
        disk.remove();
      });

      it('[SALE-47] grabs are refused as ledger-unavailable, nothing acknowledged is lost, and it is over when there is space', async () => {
        const sale = await SaleStand.open(ledger, { stock: 10_000, perViewer: 10_000 });
        const heard: LedgerLine[] = [];
        ledger.watch((lines) => heard.push(...lines));
        const answered = new Map<string, GrabAnswer>();
        const grab = async (key: string): Promise<GrabAnswer> => {
          const answer = await sale.grab({ viewer: 'ann', key });
          answered.set(key, answer);
          return answer;
        };
        await grab('first');
        disk.fill();
        let last: GrabAnswer;
        for (let n = 0; ; n++) {
          // Many at once, so that a transaction is large enough to feel it.
          await Promise.all(Array.from({ length: 50 }, (_, i) => grab(`k${n}-${i}`)));
          last = await grab(`k${n}`);
          if (!isGrabbed(last)) break;
        }
        assert.equal(refusalOf(last), 'ledger-unavailable');
        // What was acknowledged is answered the same, full disk or not.
        assert.deepEqual(await sale.grab({ viewer: 'ann', key: 'first' }), answered.get('first'));
        assert.equal(refusalOf(await sale.grab({ viewer: 'ann', key: 'more' })), 'ledger-unavailable');
        const acknowledged = [...answered].filter(([, answer]) => isGrabbed(answer)).map(([key]) => key);
        const written = async (): Promise<string[]> =>
          (await sale.lines()).flatMap((line) => (line.kind === 'hold' ? [line.key] : []));
        assert.deepEqual((await written()).toSorted(), acknowledged.toSorted());
        assert.deepEqual(heard, (await sale.lines()).slice(1), 'nobody heard of a line that is not there');
        const complaints = errorsOf(log);
        assert.ok(complaints > 0);
        for (let n = 0; n < 5; n++) assert.equal(refusalOf(await sale.grab({ viewer: 'ann', key: 'm' })), 'ledger-unavailable');
        assert.equal(errorsOf(log), complaints, 'not one for each failure');

        disk.free();
        const refused = [...answered].find(([, answer]) => !isGrabbed(answer))![0];
        assert.ok(isGrabbed(await sale.grab({ viewer: 'ann', key: refused })));
        assert.equal(log.lines.at(-1)?.message, 'the ledger writes again');
        assert.equal((await sale.standing()).totals.held, acknowledged.length + 1);
        await ledger.stop();
        ledger = await openIt();
        const after = new SaleStand(ledger, sale.ref);
        for (const key of acknowledged) assert.deepEqual(await after.grab({ viewer: 'ann', key }), answered.get(key));
      });
    });
  }

  it('[SALE-48] a sale whose ledger does not add up refuses, loudly; what others asked in the same moment is done', async () => {
    const dir = tempDir();
    const log = keepLog();
    const first = await openSqliteLedger({ dir, log });
    const { ref } = await SaleStand.open(first, { sale: 'vase' });
    await SaleStand.open(first);
    await first.stop();
    spoil(`${dir}/ledger.sqlite`);
    const ledger = await openSqliteLedger({ dir, log });
    const [vase, lamp] = [new SaleStand(ledger, ref), new SaleStand(ledger, { ...ref, sale: 'lamp' })];
    const answers = await Promise.all([lamp, vase, lamp].map((sale, n) => sale.grab({ viewer: `v${n}` })));
    assert.deepEqual(answers.map(refusalOf), ['ok', 'internal', 'ok']);
    assert.deepEqual(await lamp.kinds(), ['open', 'hold', 'hold']);
    assert.deepEqual(await vase.kinds(), ['open', 'adjust']);
    const errors = log.lines.filter(({ level }) => level === 'error');
    assert.equal(errors.length, 1);
    assert.match(
      JSON.stringify(errors[0]),
      /did not decide.*demo\/vase does not add up|demo\/vase does not add up.*did not decide/,
    );
    await ledger.stop();
  });

  const deaths: Record<string, { body: string; kill: (worker: Worker) => Promise<unknown> }> = {
    'it is ended from outside': { body: 'ledger-stalled', kill: (worker) => worker.terminate() },
    'it throws': { body: 'ledger-throwing', kill: () => Promise.resolve() },
  };
  for (const [what, { body, kill }] of Object.entries(deaths)) {
    it(`[SALE-49] when the ledger’s thread dies, all that was asked and will be asked is refused, and a new start goes on: ${what}`, async () => {
      const dir = tempDir();
      const log = keepLog();
      const before = await openSqliteLedger({ dir, log });
      const { ref } = await SaleStand.open(before);
      await before.stop();
      let worker: Worker | undefined;
      const startWorker = (data: StoreData) => (worker = workerOf(body, data));
      const ledger = await openSqliteLedger({ dir, log, startWorker });
      const sale = new SaleStand(ledger, ref);
      const underWay = [sale.grab({ viewer: 'ann' }), sale.grab({ viewer: 'ben' })];
      await Promise.resolve();
      const waiting = [sale.grab({ viewer: 'cem' }), sale.confirm('demo.lamp.0000000000000000', 'o-1')];
      const reads = [ledger.holds(ref), ledger.tail(null, 1)].map((read) => assert.rejects(read, LedgerError));
      assert.ok(worker);
      await kill(worker);
      const answers = await Promise.all([...underWay, ...waiting]);
      assert.deepEqual(answers.map(refusalOf), Array(4).fill('ledger-unavailable'));
      await Promise.all(reads);
      assert.equal(refusalOf(await sale.grab({ viewer: 'dan' })), 'ledger-unavailable');
      await assert.rejects(ledger.lines(ref, { after: 0, limit: 1 }), /The ledger has broken.*Restart the server/);
      assert.equal(ledger.stats().state, 'broken');
      assert.equal(errorsOf(log), 1);
      await ledger.stop();
      const after = await openSqliteLedger({ dir, log });
      assert.deepEqual(await new SaleStand(after, ref).kinds(), ['open']);
      await after.stop();
    });
  }

  it('[SALE-50] more asks than may wait are refused at once, and those that wait are done', async () => {
    const ledger = await openSqliteLedger({ dir: tempDir(), log: keepLog(), limits: { queueSize: 10_000 } });
    const sale = await SaleStand.open(ledger, { stock: 1000 });
    const answers = await Promise.all(Array.from({ length: 500 }, (_, n) => sale.grab({ viewer: `v${n}` })));
    const outcomes = answers.map(refusalOf);
    const taken = outcomes.indexOf('ledger-unavailable');
    assert.ok(taken > 10 && taken < 100, `${taken} were taken`);
    assert.deepEqual(outcomes, [...Array<string>(taken).fill('ok'), ...Array<string>(500 - taken).fill('ledger-unavailable')]);
    assert.equal((await sale.standing()).totals.held, taken);
    assert.equal(refusalOf(await sale.grab({ viewer: 'later', at: opensAt })), 'ok');
    await ledger.stop();
  });

  it('[SALE-50] an ask beyond all measure is refused alone', async () => {
    const ledger = await openSqliteLedger({ dir: tempDir(), log: keepLog() });
    const sale = await SaleStand.open(ledger);
    assert.equal(refusalOf(await sale.grab({ viewer: 'ann', key: 'x'.repeat(100_000) })), 'ledger-unavailable');
    assert.equal(refusalOf(await sale.grab({ viewer: 'ann' })), 'ok');
    await ledger.stop();
  });
});

function errorsOf(log: KeptLog): number {
  return log.lines.filter(({ level }) => level === 'error').length;
}

function workerOf(name: string, workerData: object): Worker {
  return new Worker(new URL(`./workers/${name}.ts`, import.meta.url), { workerData });
}

/** Adds a line after which the vase has more units than its stock: what no ledger of ours writes. */
function spoil(file: string): void {
  const db = new DatabaseSync(file);
  const { body } = db.prepare("SELECT body FROM lines WHERE sale = 'vase'").get() as { body: string };
  const { terms, at, after } = JSON.parse(body) as { terms: object; at: number; after: { available: number } };
  const wrong = JSON.stringify({ kind: 'adjust', terms, at, after: { ...after, seq: 2, available: after.available + 1 } });
  db.prepare("INSERT INTO lines (show, sale, seq, kind, body) VALUES ('demo', 'vase', 2, 'adjust', ?)").run(wrong);
  db.close();
}
