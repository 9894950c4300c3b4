/** The server under test in a process of its own: the real one with its real store, and one more game. */
import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startApp } from '../../../server/app.ts';
import { loadConfig } from '../../../server/config.ts';
import { games } from '../../../shared/games/index.ts';
import { answerParent } from '../../child-process.ts';
import { cpuMicroseconds, memoryNow } from '../../process-cost.ts';
import { beatGame } from './beat-game.ts';
import { secret } from './tokens.ts';

const dir = mkdtempSync(join(tmpdir(), 'drumroll-bench-'));
/** Messages to everybody that each beat carries besides its patch. */
let messages = 0;
/** Ticks that have shown a beat: two beats that come late may leave in one. */
let ticks = 0;
const beat = beatGame(() => {
  ticks++;
  for (let n = 0; n < messages; n++) app.shows.get('demo')!.stage.announce('draining');
});
const config = loadConfig({
  PORT: '0',
  TRANSPORT: 'uws',
  DRUMROLL_DATA_DIR: dir,
  DRUMROLL_SECRET: secret,
  DRUMROLL_LOG_LEVEL: 'warn',
  DRUMROLL_MAX_MESSAGES_PER_SECOND: '1000',
});
const app = await startApp(config, { games: { ...games, beat } });

answerParent({
  listen: () => app.url,
  viewers: () => app.shows.heads(),
  begin: () =>
    app.shows.command(
      'demo',
      { id: 'begin', name: 'round.start', args: { game: 'beat' } },
      { sub: 'bench', role: 'streamer', show: '*', exp: 4e9 },
    ),
  carry: (count: number) => {
    messages = count;
  },
  ticks: () => ticks,
  cpu: cpuMicroseconds,
  memory: memoryNow,
  stop: async () => {
    await app.stop();
    await rm(dir, { recursive: true, force: true });
  },
});
