/** Start-up configuration: every bad value is named with its key and what is allowed. */
import assert from 'node:assert/strict';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigError, loadConfig, printConfig } from '../../server/config.ts';
import { settingKeys, settings } from '../../server/settings.ts';

const secret = 'a'.repeat(32);

function problemsOf(env: Record<string, string>): readonly string[] {
  try {
    loadConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

/** Each bad environment, and all the words its one problem must hold. */
const bad: [env: Record<string, string>, ...words: string[]][] = [
  [{ PORT: 'http' }, 'PORT', '"http"', '0 to 65535'],
  [{ PORT: '65536' }, 'PORT', '"65536"', '0 to 65535'],
  [{ PORT: '-1' }, 'PORT', '"-1"'],
  [{ PORT: '80.5' }, 'PORT', '"80.5"'],
  [{ HOST: 'localhost/x' }, 'HOST', '"localhost/x"', 'without a port'],
  [{ TRANSPORT: 'h3' }, 'TRANSPORT', '"h3"', 'uws, ws'],
  [{ NODE_ENV: 'prod' }, 'NODE_ENV', '"prod"', 'production, development, test'],
  [{ NODE_ENV: 'production' }, 'DRUMROLL_SECRET', 'production needs it', '32 characters'],
  [{ NODE_ENV: 'production', DRUMROLL_SECRET: 'tooshort-9f3' }, 'DRUMROLL_SECRET', '12 characters', 'at least 32'],
  [{ REDIS_URL: 'http://user:hunter2@redis' }, 'REDIS_URL', '25 characters', 'redis://127.0.0.1:6379'],
  [{ REDIS_URL: 'redis://' }, 'REDIS_URL', '8 characters'],
  [{ DRUMROLL_LEDGER_DURABILITY: 'sometimes' }, 'DRUMROLL_LEDGER_DURABILITY', '"sometimes"', 'always, everysec, unchecked'],
  [{ DRUMROLL_ROLE: 'stage' }, 'DRUMROLL_ROLE', '"stage"', 'all'],
  [{ DRUMROLL_ROLE: 'edge' }, 'DRUMROLL_ROLE', '"edge"', 'all'],
  [{ DRUMROLL_DATA_DIR: '  ' }, 'DRUMROLL_DATA_DIR', 'a folder'],
  [{ DRUMROLL_ORIGINS: '*' }, 'DRUMROLL_ORIGINS', '"*"', 'https://shop.example'],
  [{ DRUMROLL_ORIGINS: 'null' }, 'DRUMROLL_ORIGINS'],
  [{ DRUMROLL_ORIGINS: 'https://shop.example/path' }, 'DRUMROLL_ORIGINS'],
  [{ DRUMROLL_ORIGINS: 'https://ok.example, shop.example' }, 'DRUMROLL_ORIGINS'],
  [{ DRUMROLL_PROXY_HOPS: '-1' }, 'DRUMROLL_PROXY_HOPS', '"-1"', '0 to 10'],
  [{ DRUMROLL_METRICS_TOKEN: 'short' }, 'DRUMROLL_METRICS_TOKEN', '5 characters', 'at least 16'],
  [{ DRUMROLL_LOG_LEVEL: 'loud' }, 'DRUMROLL_LOG_LEVEL', '"loud"', 'info'],
  [{ DRUMROLL_BLOCKED_WORDS: '@/does/not/exist' }, 'DRUMROLL_BLOCKED_WORDS', '/does/not/exist', 'readable file'],
  [{ DRUMROLL_CHAT_LINES_PER_SECOND: '0' }, 'DRUMROLL_CHAT_LINES_PER_SECOND', '"0"', '1 to 1000'],
  [{ DRUMROLL_CHAT_MAX_LENGTH: '1e3' }, 'DRUMROLL_CHAT_MAX_LENGTH', '"1e3"', '1 to 2000'],
  [{ DRUMROLL_MAX_MESSAGES_PER_SECOND: '39' }, 'DRUMROLL_MAX_MESSAGES_PER_SECOND', '"39"', 'from 40'],
  [{ DRUMROLL_MAX_CONNECTIONS: '0' }, 'DRUMROLL_MAX_CONNECTIONS', '"0"'],
  [{ DRUMROLL_STALE_KILL_MS: '10' }, 'DRUMROLL_STALE_KILL_MS', '"10"', 'from 1000'],
  [{ DRUMROLL_BODY_LIMIT_BYTES: '64k' }, 'DRUMROLL_BODY_LIMIT_BYTES', '"64k"'],
  [{ DRUMROLL_BODY_TIMEOUT_MS: '0' }, 'DRUMROLL_BODY_TIMEOUT_MS', '"0"'],
  [{ DRUMROLL_WEBHOOK_URL: 'shop.example' }, 'DRUMROLL_WEBHOOK_URL', 'not shown', 'http or https address'],
  [{ DRUMROLL_WEBHOOK_URL: 'https://shop.example/hooks' }, 'DRUMROLL_WEBHOOK_SECRET', 'needs it', 'whsec_'],
  [{ DRUMROLL_WEBHOOK_URL: 'http://shop.example/hooks' }, 'DRUMROLL_WEBHOOK_URL', 'public https'],
  [
    { NODE_ENV: 'production', DRUMROLL_SECRET: secret, DRUMROLL_WEBHOOK_URL: 'https://10.0.0.7/' },
    'DRUMROLL_WEBHOOK_URL',
    'public https',
  ],
  [{ DRUMROLL_WEBHOOK_SECRET: 'whsec_dG9vIHNob3J0' }, 'DRUMROLL_WEBHOOK_SECRET', '18 characters', '24 to 64'],
  [{ DRUMROLL_WEBHOOK_PRIVATE: 'yes' }, 'DRUMROLL_WEBHOOK_PRIVATE', '"yes"', 'true, false'],
  [{ DRUMROLL_SECERT: secret }, 'DRUMROLL_SECERT', 'not a known setting', 'did you mean DRUMROLL_SECRET?'],
  [{ DRUMROLL_ZZZ: '1' }, 'DRUMROLL_ZZZ', 'not a known setting', '--print-config'],
];

describe('config', () => {
  for (const [env, ...words] of bad) {
    it(`[OPS-3] ${JSON.stringify(env)} stops the start with key, value and what is allowed`, () => {
      const problems = problemsOf(env);
      assert.equal(problems.length, 1, problems.join('\n'));
      for (const word of words) assert.ok(problems[0]?.includes(word), `${word} in: ${problems[0]}`);
    });
  }

  it('[OPS-3] every key has at least one bad value in this table', () => {
    const tried = new Set(bad.flatMap(([env]) => Object.keys(env)));
    assert.deepEqual(
      settingKeys.filter((key) => !tried.has(key)),
      [],
    );
  });

  it('[OPS-3] all problems are told at once', () => {
    assert.equal(problemsOf({ PORT: 'x', TRANSPORT: 'y', DRUMROLL_CHAT_MAXLENGTH: '1' }).length, 3);
  });

  it('[OPS-4] secrets appear neither in problems nor in what is printed', () => {
    const canary = 'canary-canary-canary-canary-canary-canary';
    const good = { DRUMROLL_SECRET: canary, DRUMROLL_METRICS_TOKEN: canary, REDIS_URL: `rediss://u:${canary}@h:6380` };
    const shown = printConfig(loadConfig(good));
    const told = problemsOf({ REDIS_URL: `http://u:${canary}@h`, DRUMROLL_SECRET: 'canary', DRUMROLL_METRICS_TOKEN: 'canary' });
    assert.ok(!(shown + told.join()).includes('canary'));
    assert.ok(shown.includes('DRUMROLL_SECRET=[redacted]'));
    assert.ok(shown.includes('REDIS_URL=[redacted]'));
  });

  it('[OPS-5] with no configuration the server is in demo mode, on loopback, and answers to localhost only', () => {
    const config = loadConfig({});
    assert.deepEqual(
      [config.demo, config.host, config.localHostsOnly, config.port, config.transport],
      [true, '127.0.0.1', true, 2567, 'uws'],
    );
    assert.equal(config.secret, null);
  });

  it('[OPS-5] naming HOST opens demo mode to other names', () => {
    const config = loadConfig({ HOST: '0.0.0.0' });
    assert.deepEqual([config.demo, config.host, config.localHostsOnly], [true, '0.0.0.0', false]);
  });

  it('[OPS-5] production is no demo and binds every interface unless told otherwise', () => {
    const config = loadConfig({ NODE_ENV: 'production', DRUMROLL_SECRET: secret });
    assert.deepEqual([config.demo, config.host, config.localHostsOnly], [false, '0.0.0.0', false]);
  });

  it('[OPS-6] an empty value counts as not set', () => {
    assert.equal(loadConfig({ PORT: '', HOST: '', REDIS_URL: '' }).port, 2567);
  });

  it('[OPS-6] lists are split, and blocked words may come from a file', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'drumroll-')), 'words.txt');
    writeFileSync(file, 'Damn\n\n heck , Darn\n');
    assert.deepEqual(loadConfig({ DRUMROLL_BLOCKED_WORDS: `@${file}` }).limits.blockedWords, ['damn', 'heck', 'darn']);
    assert.deepEqual(loadConfig({ DRUMROLL_ORIGINS: 'https://a.example, http://b.example:8080' }).origins, [
      'https://a.example',
      'http://b.example:8080',
    ]);
  });

  it('[OPS-6] the configuration is frozen all through', () => {
    const config = loadConfig({});
    assert.throws(() => Object.assign(config.limits, { chatMaxLength: 1 }), TypeError);
    assert.throws(() => Object.assign(config, { demo: false }), TypeError);
  });

  it('[OPS-6] --print-config names every key and what it is for', () => {
    const shown = printConfig(loadConfig({}));
    for (const key of settingKeys) {
      assert.ok(shown.includes(`\n${key}=`) || shown.startsWith(`${key}=`), key);
      assert.ok((settings.shape[key].description ?? '').length > 10, key);
    }
    assert.ok(shown.includes('HOST=127.0.0.1'));
  });
});
