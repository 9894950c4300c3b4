/** The log: structured lines that hold no secret, however it got in. */
import assert from 'node:assert/strict';
import { consoleLike, createLog, scrub } from '../../server/log.ts';

const canary = 'c4nary-c4nary-c4nary';
const webToken = `eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ2MSJ9.${canary}`;

function written(level: 'debug' | 'info', write: (log: ReturnType<typeof createLog>) => void): Record<string, unknown>[] {
  const lines: string[] = [];
  write(createLog(level, { write: (line) => void lines.push(line) }));
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

describe('log', () => {
  it('[OPS-8] a line is JSON with time, level, message and the data given', () => {
    const [line] = written('info', (log) => log.warn({ show: 'demo', err: new Error('broken') }, 'odd'));
    assert.equal(line?.level, 'warn');
    assert.equal(line?.msg, 'odd');
    assert.equal(line?.show, 'demo');
    assert.ok(!Number.isNaN(Date.parse(String(line?.time))));
    assert.equal((line?.err as { message: string } | undefined)?.message, 'broken');
  });

  it('[OPS-8] lines below the level are not written', () => {
    assert.equal(written('info', (log) => log.debug({}, 'detail')).length, 0);
    assert.equal(written('debug', (log) => log.debug({}, 'detail')).length, 1);
  });

  const leaks: [what: string, data: object, message?: string][] = [
    ['a token field', { token: canary }],
    ['a field deep inside', { a: [{ b: { DRUMROLL_SECRET: canary, metricsToken: `${canary}"quoted` } }] }],
    ['headers', { headers: { authorization: `Bearer ${canary}`, cookie: canary } }],
    ['a socket URL', { url: `ws://h/p/r?sessionId=1&_authToken=${canary}&x=1` }],
    ['a page URL', { url: `http://h/panel#token=${canary}` }],
    ['a message', {}, `refused Bearer ${canary} from /x?token=${canary}`],
    ['a bare web token', { text: `got ${webToken}` }],
    ['an error', { err: new Error(`bad token ${webToken} at /?_authToken=${canary}`) }],
  ];
  for (const [what, data, message = 'x'] of leaks) {
    it(`[OPS-9] ${what} leaves no secret in the line`, () => {
      const [line] = written('info', (log) => log.error(data, message));
      assert.ok(!JSON.stringify(line).includes('c4nary'), JSON.stringify(line));
      assert.ok(JSON.stringify(line).includes('[redacted]'));
    });
  }

  it('[OPS-9] what is not secret stays', () => {
    const line = '{"sub":"v1","url":"/x?show=demo&page=2","msg":"token bucket empty, secretly"}';
    assert.equal(scrub(line), line);
  });

  it('[OPS-8] what the room library logs through a console-like logger comes out as lines', () => {
    const [line] = written('info', (log) => consoleLike(log).error('seat', new Error('gone')));
    assert.equal(line?.msg, 'seat Error: gone');
    assert.equal(line?.from, 'colyseus');
  });
});
