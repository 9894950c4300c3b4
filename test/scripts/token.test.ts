/** Tokens from the command line, signed as the server signs them. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readRequest } from '../../scripts/token.ts';
import { createTokens } from '../../server/auth/tokens.ts';
import { isRefusal } from '../../shared/protocol/index.ts';

describe('token script', () => {
  it('[OPS-24] reads role, show, person and span', () => {
    assert.deepEqual(readRequest(['--role', 'streamer', '--show', 'demo', '--sub', 's1', '--name', '安', '--ttl', '30m']), {
      role: 'streamer',
      show: 'demo',
      sub: 's1',
      name: '安',
      ttlSeconds: 1800,
    });
    assert.deepEqual(readRequest(['--role', 'service', '--show', '*']), { role: 'service', show: '*', ttlSeconds: 3600 });
    const levelled = readRequest(['--role', 'viewer', '--show', 'demo', '--level', '20']);
    assert.deepEqual(levelled, { role: 'viewer', show: 'demo', level: 20, ttlSeconds: 3600 });
  });

  const wrong: [args: string[], says: RegExp][] = [
    [['--show', 'demo'], /^--role: /],
    [['--role', 'king', '--show', 'demo'], /^--role: /],
    [['--role', 'viewer', '--show', 'Not Good'], /^--show: /],
    [['--role', 'viewer', '--show', 'demo', '--ttl', 'soon'], /^--ttl is "soon"/],
    [['--role', 'viewer', '--show', 'demo', '--ttl', '13h'], /^--ttl must be between 10s and 12h/],
    [['--role', 'viewer', '--show', 'demo', '--level', '1000'], /^--level: /],
    [['--role', 'viewer', '--show', 'demo', '--level', 'high'], /^--level: /],
    [['--role', 'viewer', '--show', 'demo', '--colour', 'red'], /--colour/],
  ];
  for (const [args, says] of wrong) {
    it(`[OPS-24] refuses ${args.join(' ')}`, () => {
      const said = readRequest(args);
      assert.ok(typeof said === 'string');
      assert.match(said, says);
    });
  }

  it('[OPS-24] prints a token that the server on the same data folder takes', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'drumroll-token-'));
    const { stdout, status } = spawnSync(process.execPath, ['scripts/token.ts', '--role', 'streamer', '--show', 'demo'], {
      encoding: 'utf8',
      env: { PATH: process.env['PATH'], DRUMROLL_DATA_DIR: dataDir },
    });
    assert.equal(status, 0);
    const secret = readFileSync(join(dataDir, 'secret'), 'utf8').trim();
    const claims = await createTokens({ secret, now: () => Date.now() }).verify(stdout.trim());
    assert.ok(!isRefusal(claims) && claims.role === 'streamer' && claims.show === 'demo');
    rmSync(dataDir, { recursive: true });
  });

  it('[OPS-24] tells a bad configuration as the server does', () => {
    const { stderr, status } = spawnSync(process.execPath, ['scripts/token.ts', '--role', 'viewer', '--show', 'demo'], {
      encoding: 'utf8',
      env: { PATH: process.env['PATH'], NODE_ENV: 'production' },
    });
    assert.equal(status, 1);
    assert.match(stderr, /DRUMROLL_SECRET is not set/);
    assert.doesNotMatch(stderr, /\n\s+at /);
  });
});
