/** The server under test in a process of its own: the real one, with its real ledger on disk. */
import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startApp } from '../../../server/app.ts';
import { loadConfig } from '../../../server/config.ts';
import { answerParent } from '../../child-process.ts';
import { cpuMicroseconds } from '../../process-cost.ts';
import { secret } from '../fanout/tokens.ts';
import type { LedgerLine } from '../../../shared/sale/index.ts';

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

export interface Scheduled {
  sale: string;
  /** Server time, epoch ms. */
  opensAt: number;
}

async function command(name: string, args: object): Promise<{ sale?: string | undefined }> {
  const by = { sub: 'bench', role: 'streamer', show: '*', exp: 4e9 } as const;
  const reply = await app.shows.command('demo', { id: `bench-${++commands}`, name, args }, by);
  if (!reply.ok) throw new Error(`${name}: ${reply.message}`);
  return reply;
}

async function linesOf(sale: string): Promise<LedgerLine[]> {
  const lines: LedgerLine[] = [];
  for (;;) {
    const page = await app.services.ledger.lines({ show: 'demo', sale }, { after: lines.length, limit: 1000 });
    if (page.length === 0) return lines;
    lines.push(...page);
  }
}

answerParent({
  listen: () => app.url,
  viewers: () => app.shows.heads(),
  schedule: async ({ stock, countdownMs }: { stock: number; countdownMs: number }): Promise<Scheduled> => {
    const product = { product: 'lamp', title: 'A lamp', price: 1900, currency: 'EUR' };
    const { sale } = await command('sale.schedule', {
      ...product,
      stock,
      perViewer: 1,
      holdMs: 600_000,
      durationMs: 60_000,
      countdownMs,
    });
    const [open] = await linesOf(sale!);
    if (open?.kind !== 'open') throw new Error('the ledger has no such sale');
    return { sale: sale!, opensAt: open.terms.opensAt };
  },
  /** Ends a sale, so that the next round begins as this one did, and hands out its lines. */
  finish: async (sale: string): Promise<LedgerLine[]> => {
    const lines = await linesOf(sale);
    await command('sale.cancel', { sale });
    return lines;
  },
  cpu: cpuMicroseconds,
  stop: async () => {
    await app.stop();
    await rm(dir, { recursive: true, force: true });
  },
});
