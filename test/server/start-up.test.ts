/** The command line: a start that cannot succeed says why in words, ends with 1, and leaves nothing behind. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { within } from '../support/within.ts';

interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

function saysWhy({ code, stderr }: Ended, ...words: string[]): void {
  assert.equal(code, 1, stderr);
  for (const word of words) assert.ok(stderr.includes(word), `${word} in: ${stderr}`);
  assert.doesNotMatch(stderr, /\n\s+at /);
}

describe('start-up', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'drumroll-start-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  /** Runs the server until it ends by itself. */
  async function run(env: Record<string, string>, ...args: string[]): Promise<Ended> {
    const settings = { PATH: process.env['PATH'], DRUMROLL_DATA_DIR: join(folder, 'data'), ...env };
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'server/main.ts', ...args], {
      env: settings,
    });
    const ended: Ended = { code: null, stdout: '', stderr: '' };
    child.stdout.on('data', (chunk: Buffer) => (ended.stdout += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (ended.stderr += chunk.toString()));
    try {
      [ended.code] = (await within(15_000, 'the server ends', once(child, 'close'))) as [number | null];
    } finally {
      child.kill('SIGKILL');
    }
    return ended;
  }

  it('[OPS-3] a bad configuration ends the start with all that is wrong, before anything is opened', async () => {
    const ended = await run({ PORT: 'http', DRUMROLL_CHAT_MAX_LENGHT: '5', NODE_ENV: 'production' });
    saysWhy(ended, 'PORT is "http"', '0 to 65535', 'did you mean DRUMROLL_CHAT_MAX_LENGTH?', 'production needs it');
    assert.equal(existsSync(join(folder, 'data')), false);
  });

  it('[OPS-3] production without a secret does not start', async () => {
    saysWhy(await run({ NODE_ENV: 'production', PORT: '0' }), 'DRUMROLL_SECRET is not set, but production needs it');
  });

  it('[OPS-42] --help prints what there is to ask, and starts nothing', async () => {
    for (const option of ['--help', '-h']) {
      const { code, stdout } = await run({ PORT: 'http' }, option);
      assert.equal(code, 0);
      for (const word of ['usage: npm start', '--print-config', 'docs/configuration.md']) assert.ok(stdout.includes(word), word);
    }
    assert.equal(existsSync(join(folder, 'data')), false);
  });

  it('[OPS-42] an argument that there is not is refused with the nearest one, instead of starting', async () => {
    saysWhy(
      await run({ PORT: '0' }, '--print-confg'),
      'There is no option --print-confg; did you mean --print-config?',
      'usage:',
    );
    saysWhy(await run({ PORT: '0' }, '3000'), 'There is no option 3000.', 'usage:');
    assert.equal(existsSync(join(folder, 'data')), false);
  });

  for (const transport of ['uws', 'ws']) {
    it(`[OPS-15] a port that is taken ends the start over ${transport}`, async () => {
      const other = createServer();
      await new Promise<void>((resolve) => void other.listen(0, '127.0.0.1', resolve));
      const { port } = other.address() as AddressInfo;
      const ended = await run({ TRANSPORT: transport, PORT: String(port) });
      saysWhy(ended, `Cannot listen on 127.0.0.1 port ${port}`, 'Set PORT or HOST');
      other.close();
    });
  }

  it('[SALE-62] a Redis that cannot be used ends the start, without saying the password', async () => {
    const ended = await run({ REDIS_URL: 'redis://someone:canary@127.0.0.1:1', PORT: '0' });
    saysWhy(ended, 'Redis at 127.0.0.1:1 cannot be used', 'ECONNREFUSED', 'REDIS_URL');
    assert.ok(!`${ended.stdout}${ended.stderr}`.includes('canary'));
  });

  it('[OPS-6] --print-config prints what is in force, without secrets, and ends', async () => {
    const { code, stdout, stderr } = await run({ DRUMROLL_SECRET: 'canary'.repeat(8), PORT: '4199' }, '--print-config');
    assert.deepEqual([code, stderr], [0, '']);
    assert.ok(stdout.includes('PORT=4199') && stdout.includes('DRUMROLL_SECRET=[redacted]') && !stdout.includes('canary'));
  });
});
