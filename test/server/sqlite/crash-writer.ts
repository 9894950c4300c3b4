/** A process to be killed: writes whole entries from eight writers at once, and names on stdout each that was acknowledged. */
import { Worker } from 'node:worker_threads';
import { openSqliteJournal } from '../../../server/sqlite/journal.ts';
import { keepLog, wholeEntry } from './support.ts';

const [dir = '', planted = ''] = process.argv.slice(2);

const journal = await openSqliteJournal({
  dir,
  log: keepLog(),
  ...(planted === ''
    ? {}
    : { startWorker: (workerData) => new Worker(new URL(`./workers/${planted}.ts`, import.meta.url), { workerData }) }),
});

const [demo] = await journal.shows();
let last = demo ? (demo.core as { n: number }).n : 0;

process.stdout.write('open\n');
await Promise.all(Array.from({ length: 8 }, writeForEver));

async function writeForEver(): Promise<never> {
  for (;;) {
    const n = ++last;
    await journal.commit(wholeEntry('demo', n));
    process.stdout.write(`${n}\n`);
  }
}
