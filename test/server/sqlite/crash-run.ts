/** Kills a writing process at a random moment, and checks what it left behind against what it had acknowledged. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Interface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Journal } from '../../../rooms/journal.ts';
import { openSqliteJournal } from '../../../server/sqlite/journal.ts';
import { keepLog, wholeEntry } from './support.ts';

const writer = fileURLToPath(new URL('./crash-writer.ts', import.meta.url));

/** The writing process, and what it said on stderr. */
export interface Writer {
  child: ChildProcess;
  lines: Interface;
  complaints: () => string;
  exited: Promise<unknown>;
}

/** Starts the writer on a folder; `planted` names a faulty worker. */
export function startWriter(dir: string, planted = ''): Writer {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', writer, dir, planted], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
  return { child, lines: createInterface(child.stdout), complaints: () => said, exited: once(child, 'close') };
}

/** Resolves once the writer has its folder open; rejects when it ends before. */
export async function untilOpen({ lines, complaints, exited }: Writer): Promise<void> {
  const [line] = (await Promise.race([once(lines, 'line'), exited])) as [unknown];
  if (line !== 'open') throw new Error(`the writer ended early: ${complaints()}`);
}

/** Lets it write, kills it some 0 to 15 ms after a random acknowledgement; returns the highest number acknowledged. */
export async function writeAndKill(dir: string, planted = ''): Promise<number> {
  const { child, lines, complaints, exited } = startWriter(dir, planted);
  const killAfter = Math.floor(Math.random() * 60);
  let acknowledged = 0;
  let count = 0;
  for await (const line of lines) {
    if (line === 'open') continue;
    acknowledged = Math.max(acknowledged, Number(line));
    count += 1;
    if (count === killAfter + 1) setTimeout(() => child.kill('SIGKILL'), Math.random() * 15);
  }
  await exited;
  if (child.signalCode !== 'SIGKILL') throw new Error(`the writer ended early: ${complaints()}`);
  return acknowledged;
}

/** What is wrong with a folder in which entries up to `acknowledged` must be; those up to `verified` were looked at before. */
export async function inspectFolder(
  dir: string,
  { acknowledged, verified }: { acknowledged: number; verified: number },
): Promise<{ last: number; faults: string[] }> {
  const journal = await openSqliteJournal({ dir, log: keepLog() });
  const [demo] = await journal.shows();
  const last = demo ? (demo.core as { n: number }).n : 0;
  const faults = last < acknowledged ? [`${acknowledged} was acknowledged, ${last} is the last one found`] : [];
  // Beyond the last one nothing may be, not even a part.
  for (let n = verified + 1; n <= Math.max(last, acknowledged) + 20; n++) {
    const found = await partsOf(journal, n);
    const wanted = n <= last ? JSON.stringify(expectedParts(n)) : JSON.stringify(absentParts);
    if (JSON.stringify(found) !== wanted) faults.push(`entry ${n} of ${last}: ${JSON.stringify(found)}`);
  }
  const audit = (await journal.audit('demo', { limit: last + 20 })).map(({ id }) => id);
  if (audit.join() !== Array.from({ length: last }, (_, i) => `a${last - i}`).join()) faults.push('the audit log has gaps');
  const facts = (await journal.facts('demo', last + 20)).map(({ what }) => what);
  if (facts.join() !== Array.from({ length: last }, (_, i) => `${i + 1}`).join()) faults.push('the facts have gaps');
  await journal.close();
  return { last, faults };
}

const absentParts = [null, null, null, null];

function expectedParts(n: number): unknown {
  const { command, receipts, shard, gifts } = wholeEntry('demo', n);
  return [
    command ? { hash: command.hash, reply: command.reply } : null,
    receipts?.[0]?.body,
    shard ? { state: shard.state, records: shard.records } : null,
    gifts?.[0],
  ];
}

function partsOf(journal: Journal, n: number): Promise<unknown> {
  return Promise.all([
    journal.command('demo', `c${n}`),
    journal.receipt('demo', 'round', String(n)),
    journal.shard('demo', n, 0),
    journal.gift('demo', 'platform', `g${n}`),
  ]);
}
