/** The server under test in a process of its own: the real one, with its real store on disk, and the bench as its streamer. */
import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startApp } from '../../server/app.ts';
import type { App } from '../../server/app.ts';
import { loadConfig } from '../../server/config.ts';
import type { CommandReply } from '../../shared/protocol/index.ts';
import { secret } from './fanout/tokens.ts';

export interface ServerUnderTest {
  app: App;
  /** Throws where the show refuses. */
  command: (name: string, args: object) => Promise<Extract<CommandReply, { ok: true }>>;
  /** What every bench asks of its server. */
  answers: { listen: () => string; stop: () => Promise<void> };
}

export interface Own {
  settings?: Record<string, string>;
  games?: NonNullable<Parameters<typeof startApp>[1]>['games'];
}

export async function serverUnderTest({ settings = {}, games }: Own = {}): Promise<ServerUnderTest> {
  const dir = mkdtempSync(join(tmpdir(), 'drumroll-bench-'));
  const config = loadConfig({
    PORT: '0',
    TRANSPORT: 'uws',
    DRUMROLL_DATA_DIR: dir,
    DRUMROLL_SECRET: secret,
    DRUMROLL_LOG_LEVEL: 'warn',
    ...settings,
  });
  const app = await startApp(config, games ? { games } : {});
  let commands = 0;
  return {
    app,
    async command(name, args) {
      const by = { sub: 'bench', role: 'streamer', show: '*', exp: 4e9 } as const;
      const reply = await app.shows.command('demo', { id: `bench-${++commands}`, name, args }, by);
      if (!reply.ok) throw new Error(`${name}: ${reply.message}`);
      return reply;
    },
    answers: {
      listen: () => app.url,
      async stop() {
        await app.stop();
        await rm(dir, { recursive: true, force: true });
      },
    },
  };
}
