/** On which Redis the ledger starts: one that keeps what it acknowledges, or one whose operator says what may be lost. */
import assert from 'node:assert/strict';
import {
  RedisLedgerError,
  RedisNotDurableError,
  RedisUncheckedError,
  RedisUnreachableError,
} from '../../../server/redis/errors.ts';
import { isRefusal } from '../../../shared/protocol/index.ts';
import { opensAt, termsOf } from '../../support/ledger-stand.ts';
import { poll } from '../../support/within.ts';
import { useRedis } from './support.ts';

describe('durability of a Redis', () => {
  const stand = useRedis();
  const configured = async (config: Record<string, string>) => {
    for (const [name, value] of Object.entries(config)) await stand.say('CONFIG', 'SET', name, value);
  };
  afterEach(() => configured({ appendonly: 'yes', appendfsync: 'always', 'maxmemory-policy': 'noeviction' }));

  const forgetful: [config: Record<string, string>, ...words: string[]][] = [
    [{ appendonly: 'no' }, 'appendonly is no', '"appendonly yes"', '"appendfsync always"'],
    [{ appendfsync: 'no' }, 'appendfsync is no', '"appendfsync always"'],
    [{ appendfsync: 'everysec' }, 'appendfsync is everysec', 'DRUMROLL_LEDGER_DURABILITY=everysec'],
    [{ 'maxmemory-policy': 'allkeys-lru' }, 'maxmemory-policy is allkeys-lru', '"maxmemory-policy noeviction"'],
    [{ 'maxmemory-policy': 'allkeys-random' }, 'which evicts'],
  ];
  for (const [config, ...words] of forgetful) {
    it(`[SALE-60] ${JSON.stringify(config)} stops the start, and the sentence says what to set`, async () => {
      await configured(config);
      await assert.rejects(stand.open(), (error) => {
        assert.ok(error instanceof RedisNotDurableError, String(error));
        for (const word of words) assert.ok(error.message.includes(word), `${word} in: ${error.message}`);
        return true;
      });
    });
  }

  it('[SALE-60] a Redis that syncs every write starts, and one that evicts only what has a time to live does, too', async () => {
    await stand.open();
    await configured({ 'maxmemory-policy': 'volatile-lru' });
    const ledger = await stand.open();
    assert.ok(!isRefusal(await ledger.open(termsOf(), opensAt)));
  });

  it('[SALE-61] stated as everysec, a second may be lost: syncing every second or always will do, nothing less', async () => {
    await configured({ appendfsync: 'everysec' });
    await stand.open({ durability: 'everysec' });
    await configured({ appendfsync: 'always' });
    await stand.open({ durability: 'everysec' });
    for (const less of [{ appendfsync: 'no' }, { appendonly: 'no' }, { 'maxmemory-policy': 'allkeys-lfu' }]) {
      await configured(less);
      await assert.rejects(stand.open({ durability: 'everysec' }), RedisNotDurableError, JSON.stringify(less));
      await configured({ appendonly: 'yes', appendfsync: 'always', 'maxmemory-policy': 'noeviction' });
    }
  });

  it('[SALE-61] a Redis that hides its configuration is not trusted unless the operator vouches for it', async () => {
    await stand.say('ACL', 'SETUSER', 'tenant', 'on', '>s3cret', '~*', '+@all', '-config');
    const url = stand.redis.url.replace('redis://', 'redis://tenant:s3cret@');
    await assert.rejects(stand.open({ url }), (error) => {
      assert.ok(error instanceof RedisUncheckedError, String(error));
      assert.match(error.message, /CONFIG GET/v);
      assert.match(error.message, /DRUMROLL_LEDGER_DURABILITY=unchecked/v);
      return true;
    });
    await assert.rejects(stand.open({ url, durability: 'everysec' }), RedisUncheckedError);
    const ledger = await stand.open({ url, durability: 'unchecked' });
    assert.ok(!isRefusal(await ledger.open(termsOf(), opensAt)));
  });

  it('[SALE-62] a Redis that is not there, or lets nobody in, stops the start, and no sentence or log holds the password', async () => {
    const urls = [
      'redis://someone:canary-9f3@127.0.0.1:1',
      stand.redis.url.replace('redis://', 'redis://someone:canary-9f3@'),
      'redis://someone:canary-9f3@no-such-host.invalid:6379',
    ];
    for (const url of urls) {
      await assert.rejects(stand.open({ url }), (error) => {
        assert.ok(error instanceof RedisUnreachableError && error instanceof RedisLedgerError, String(error));
        assert.ok(error.message.includes(new URL(url).hostname), error.message);
        assert.ok(!`${error.message}${error.stack}`.includes('canary'), error.message);
        return true;
      });
    }
    await stand.say('ACL', 'SETUSER', 'keeper', 'on', '>canary-9f3', '~*', '+@all');
    await stand.open({ url: stand.redis.url.replace('redis://', 'redis://keeper:canary-9f3@') });
    assert.ok(!JSON.stringify(stand.log.lines).includes('canary'));
  });

  it('[SALE-60] a Redis that forgets since it was restarted takes nothing more, and says so once, until it is set right', async () => {
    const ledger = await stand.open();
    await configured({ appendonly: 'no' });
    await stand.say('CLIENT', 'KILL', 'TYPE', 'normal');
    const answer = async () => {
      const opened = await ledger.open(termsOf(), opensAt);
      return isRefusal(opened) ? opened.code : 'ok';
    };
    const complaints = () => stand.log.lines.filter(({ data }) => JSON.stringify(data).includes('appendonly is no'));
    await poll('the new connection was looked at', () => complaints().length > 0);
    assert.equal(await answer(), 'ledger-unavailable');
    await configured({ appendonly: 'yes' });
    await poll('it is trusted again', async () => (await answer()) === 'ok');
    assert.equal(complaints().length, 1);
  });
});
