/** A process to be killed: eight customers ask a ledger without pause; stdout names each ask before it is made, and each answer. */
import { Worker } from 'node:worker_threads';
import { openSqliteLedger } from '../../../server/sqlite/ledger.ts';
import { seededRandom } from '../../../shared/game-kit/index.ts';
import type { HoldId } from '../../../shared/sale/index.ts';
import { granted } from '../../support/ledger-stand.ts';
import { crashTerms } from './ledger-crash-run.ts';
import type { CrashAsk, CrashRecord } from './ledger-crash-run.ts';
import { keepLog } from './support.ts';

const [dir = '', seed = '', planted = ''] = process.argv.slice(2);
const random = seededRandom(seed);

const ledger = await openSqliteLedger({
  dir,
  log: keepLog(),
  ...(planted === ''
    ? {}
    : { startWorker: (workerData) => new Worker(new URL(`./workers/${planted}.ts`, import.meta.url), { workerData }) }),
});
const { show, sale } = crashTerms;
const { generation } = granted(await ledger.open(crashTerms, Date.now()));
const ref = { show, sale, generation };

let asked = 0;
process.stdout.write('open\n');
await Promise.all(Array.from({ length: 8 }, buyForEver));

async function buyForEver(): Promise<never> {
  for (;;) {
    const hold = `${show}.${sale}.${random.hex(8)}`;
    const viewer = `v${random.int(300)}`;
    const grab = { viewer, key: random.hex(8), quantity: 1 + random.int(2), arrivedAt: Date.now(), hold };
    const answer = await ask({ kind: 'grab', ask: grab });
    if ('expiresAt' in answer) await goOn(hold, viewer);
    if (random.int(20) === 0) await ask({ kind: 'expire', at: Date.now() });
  }
}

async function goOn(hold: HoldId, viewer: string): Promise<void> {
  const dice = random.int(4);
  if (dice === 0) await ask({ kind: 'confirm', ask: { hold, order: `o-${hold}` }, at: Date.now() });
  if (dice === 1) await ask({ kind: 'release', ask: { hold, viewer }, at: Date.now() });
}

async function ask(what: CrashAsk): Promise<object> {
  const n = ++asked;
  say({ n, ask: what });
  const answer = await make(what);
  say({ n, answer });
  return answer;
}

function make(what: CrashAsk): Promise<object> {
  switch (what.kind) {
    case 'grab':
      return ledger.grab(ref, what.ask);
    case 'confirm':
      return ledger.confirm(what.ask, what.at);
    case 'release':
      return ledger.release(what.ask, what.at);
    case 'expire':
      return ledger.expire(ref, what.at);
  }
}

function say(record: CrashRecord): void {
  process.stdout.write(`${JSON.stringify(record)}\n`);
}
