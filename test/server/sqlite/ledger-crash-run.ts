/** Kills a process in the middle of a sale, and checks the ledger that it left behind against what it had asked and been answered. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { brokenIn, checkHistory } from '../../../loadtest/sale-history.ts';
import type { SaleRecord } from '../../../loadtest/sale-history.ts';
import { openSqliteLedger } from '../../../server/sqlite/ledger.ts';
import type { Random } from '../../../shared/game-kit/index.ts';
import { isRefusal } from '../../../shared/protocol/index.ts';
import type { ConfirmAsk, GrabAsk, ReleaseAsk, SaleTerms } from '../../../shared/sale/index.ts';
import { keepLog } from './support.ts';

const writer = fileURLToPath(new URL('./ledger-crash-writer.ts', import.meta.url));

/** Never sold out; a hold lasts so long that some are always about to run out. */
export const crashTerms: SaleTerms = {
  show: 'demo',
  sale: 'crash',
  stock: 1_000_000,
  perViewer: 1000,
  holdMs: 60,
  opensAt: 1,
  closesAt: Number.MAX_SAFE_INTEGER,
  queue: false,
  rehearsal: false,
};

export type CrashAsk =
  | { kind: 'grab'; ask: GrabAsk }
  | { kind: 'confirm'; ask: ConfirmAsk; at: number }
  | { kind: 'release'; ask: ReleaseAsk; at: number }
  | { kind: 'expire'; at: number };

/** An ask, said before it was made; or its answer, said after it was given. */
export type CrashRecord = { n: number; ask: CrashAsk } | { n: number; answer: object };

/** What a process had asked, and been answered if it lived to see it. */
export interface Asked {
  ask: CrashAsk;
  answer: object | null;
}

interface Run {
  dir: string;
  random: Random;
  /** Names a faulty worker. */
  planted?: string;
}

/** Lets it sell, and kills it some 0 to 15 ms after a random answer. */
export async function sellAndKill({ dir, random, planted = '' }: Run): Promise<Asked[]> {
  const seed = String(random.int(1_000_000_000));
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', writer, dir, seed, planted], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = once(child, 'close');
  let complaints = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (complaints += text));
  const [killAfter, delayMs] = [10 + random.int(120), random.int(15)];
  const asked = new Map<number, Asked>();
  let answers = 0;
  for await (const line of createInterface(child.stdout)) {
    const record = readRecord(line);
    if (record === null) continue;
    if ('ask' in record) asked.set(record.n, { ask: record.ask, answer: null });
    else asked.get(record.n)!.answer = record.answer;
    if ('answer' in record && ++answers === killAfter) setTimeout(() => child.kill('SIGKILL'), delayMs);
  }
  await exited;
  if (child.signalCode !== 'SIGKILL') throw new Error(`the writer ended early: ${complaints}`);
  return [...asked.values()];
}

/** Null for what is no record, as a last line that the kill has cut. */
function readRecord(line: string): CrashRecord | null {
  try {
    return JSON.parse(line) as CrashRecord;
  } catch {
    return null;
  }
}

/** What is wrong with a folder's ledger, after all that was ever asked of it. */
export async function faultsOf(dir: string, asked: readonly Asked[]): Promise<string[]> {
  const ledger = await openSqliteLedger({ dir, log: keepLog() });
  const lines = await ledger.lines(crashTerms, { after: 0, limit: 1_000_000 });
  const records = asked.map(recordOf).filter((record) => record !== null);
  const broken = brokenIn(checkHistory({ records, lines, until: 0 }));
  const faults = broken === null ? [] : [broken];
  const { generation } = (await ledger.open(crashTerms, 0)) as { generation: string };
  const ref = { show: crashTerms.show, sale: crashTerms.sale, generation };
  await Promise.all(
    asked.map(async ({ ask, answer }) => {
      if (ask.kind !== 'grab' || answer === null || isRefusal(answer)) return;
      const again = await ledger.grab(ref, ask.ask);
      if (JSON.stringify(again) !== JSON.stringify(answer)) faults.push(`${ask.ask.key} is answered otherwise now`);
    }),
  );
  await ledger.stop();
  return faults;
}

/** As its client would have written it down; null for what is nobody's in particular. */
function recordOf({ ask, answer: given }: Asked): SaleRecord | null {
  const { show, sale } = crashTerms;
  const told = { show, sale, sentAt: 0, answer: given ?? 'unknown' };
  switch (ask.kind) {
    case 'grab':
      return { verb: 'grab', ...ask.ask, ...told } as SaleRecord;
    case 'confirm':
      return { verb: 'confirm', ...ask.ask, ...told } as SaleRecord;
    case 'release':
      return { verb: 'release', ...ask.ask, ...told } as SaleRecord;
    case 'expire':
      return null;
  }
}
