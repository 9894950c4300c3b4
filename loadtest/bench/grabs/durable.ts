/** Grabs that are acknowledged once they are on disk: an open loop, so that a slow commit delays nobody's asking. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Log } from '../../../rooms/services.ts';
import { openSqliteLedger } from '../../../server/sqlite/ledger.ts';
import type { SqliteLedger } from '../../../server/sqlite/ledger.ts';
import { isRefusal } from '../../../shared/protocol/index.ts';
import { holdIdOf } from '../../../shared/sale/index.ts';
import { median, quantile, round } from '../statistics.ts';
import { undisturbedRounds } from '../undisturbed.ts';
import { method, patienceFor, tooBusy } from './patience.ts';
import type { SaleRef } from '../../../shared/sale/index.ts';

/** Grabs a second; each arrives at its time, whatever became of those before it. */
const offered = [10_000, 20_000, 25_000];
const roundMs = 3000;
const silent: Log = { info() {}, warn() {}, error() {} };
const opensAt = 1_800_000_000_000;

interface Figures {
  acknowledgedPerSecond: number;
  /** From the time at which it should have arrived to the answer. */
  p50Ms: number;
  p99Ms: number;
  mostMs: number;
  grabsPerCommit: number;
}

export async function durable(): Promise<object> {
  const dir = await mkdtemp(join(tmpdir(), 'drumroll-bench-'));
  const ledger = await openSqliteLedger({ dir, log: silent });
  try {
    const rates = [];
    for (const perSecond of offered) rates.push({ offeredPerSecond: perSecond, ...(await atRate(ledger, perSecond)) });
    return { roundMs, ...method, rates };
  } finally {
    await ledger.stop();
    await rm(dir, { recursive: true, force: true });
  }
}

async function atRate(ledger: SqliteLedger, perSecond: number): Promise<object> {
  const measured = await undisturbedRounds(patienceFor(process.pid), (n) => sample(ledger, `s-${perSecond}-${n}`, perSecond));
  if (!measured) return tooBusy;
  const middle = (figure: keyof Figures) => round(median(measured.good.map((each) => each[figure])), 1);
  const figures = ['acknowledgedPerSecond', 'p50Ms', 'p99Ms', 'mostMs', 'grabsPerCommit'] as const;
  return { ...Object.fromEntries(figures.map((figure) => [figure, middle(figure)])), ...measured };
}

/** One sale with a unit for everybody: every grab is written. */
async function sample(ledger: SqliteLedger, name: string, perSecond: number): Promise<Figures> {
  const sale = await openSale(ledger, name);
  const total = (perSecond * roundMs) / 1000;
  const before = ledger.stats();
  const latencies: number[] = [];
  const answers: Promise<void>[] = [];
  const startedAt = performance.now();
  while (answers.length < total) {
    const due = Math.min(total, Math.floor(((performance.now() - startedAt) * perSecond) / 1000));
    while (answers.length < due) {
      const n = answers.length;
      const intendedAt = startedAt + (n / perSecond) * 1000;
      const hold = holdIdOf(sale, n.toString(16).padStart(16, '0'));
      const ask = { viewer: `viewer-${n}`, key: `key-${n}`, quantity: 1, arrivedAt: opensAt, hold };
      const answered = ledger.grab(sale, ask).then((answer) => {
        if (isRefusal(answer)) throw new Error(answer.code);
        latencies.push(performance.now() - intendedAt);
      });
      answers.push(answered);
    }
    await new Promise(setImmediate);
  }
  await Promise.all(answers);
  const elapsedMs = performance.now() - startedAt;
  const after = ledger.stats();
  latencies.sort((a, b) => a - b);
  return {
    acknowledgedPerSecond: Math.round((latencies.length / elapsedMs) * 1000),
    p50Ms: round(quantile(latencies, 0.5), 1),
    p99Ms: round(quantile(latencies, 0.99), 1),
    mostMs: round(latencies.at(-1) ?? 0, 1),
    grabsPerCommit: round((after.entries - before.entries) / (after.batches - before.batches), 1),
  };
}

async function openSale(ledger: SqliteLedger, name: string): Promise<SaleRef> {
  const stock = 1_000_000;
  const terms = { show: 'bench', sale: name, stock, perViewer: 1, holdMs: 600_000, opensAt, closesAt: opensAt + 600_000 };
  const opened = await ledger.open({ ...terms, queue: false, rehearsal: false }, opensAt - 1);
  if (isRefusal(opened)) throw new Error(opened.message);
  return { show: 'bench', sale: name, generation: opened.generation };
}
