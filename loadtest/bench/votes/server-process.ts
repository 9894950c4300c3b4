/** The server under test in a process of its own: the real one, with its real store on disk. */
import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startApp } from '../../../server/app.ts';
import { loadConfig } from '../../../server/config.ts';
import { answerParent } from '../../child-process.ts';
import { cpuMicroseconds } from '../../process-cost.ts';
import { secret } from '../fanout/tokens.ts';

const dir = mkdtempSync(join(tmpdir(), 'drumroll-bench-'));
const config = loadConfig({
  PORT: '0',
  TRANSPORT: 'uws',
  DRUMROLL_DATA_DIR: dir,
  DRUMROLL_SECRET: secret,
  DRUMROLL_LOG_LEVEL: 'warn',
});
const app = await startApp(config);
let commands = 0;

/** What the server has done since it began. */
export interface Work {
  cpuMicroseconds: number;
  ticks: number;
  snapshots: number;
  shards: number;
}

async function command(name: string, args: object): Promise<{ battle?: string | undefined }> {
  const by = { sub: 'bench', role: 'streamer', show: '*', exp: 4e9 } as const;
  const reply = await app.shows.command('demo', { id: `bench-${++commands}`, name, args }, by);
  if (!reply.ok) throw new Error(`${name}: ${reply.message}`);
  return reply;
}

async function work(): Promise<Work> {
  const page = await (await fetch(`${app.url}/metrics`)).text();
  const counted = (name: string) => Number(new RegExp(`^${name} (\\d+)$`, 'mv').exec(page)?.[1] ?? Number.NaN);
  const [ticks, snapshots] = [counted('drumroll_ticks_total'), counted('drumroll_snapshots_total')];
  return { cpuMicroseconds: cpuMicroseconds(), ticks, snapshots, shards: app.shows.summary('demo')!.shards };
}

/** The settled record, once there is one. */
async function receiptOf(battle: string): Promise<unknown> {
  for (let tries = 0; tries < 100; tries++) {
    const receipt = await app.services.journal.receipt('demo', 'battle', battle);
    if (receipt !== null) return receipt;
    await sleep(100);
  }
  throw new Error(`${battle} does not settle`);
}

answerParent({
  listen: () => app.url,
  work,
  start: async (args: object) => (await command('battle.start', args)).battle,
  /** Ends the battle, so that the next one can begin, and hands out its record. */
  finish: async (battle: string) => {
    await command('battle.end', {});
    return receiptOf(battle);
  },
  stop: async () => {
    await app.stop();
    await rm(dir, { recursive: true, force: true });
  },
});
