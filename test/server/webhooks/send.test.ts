/** Attempts over real sockets: signed, bounded, following nothing, and only to where webhooks may go. */
import assert from 'node:assert/strict';
import type { lookup } from 'node:dns';
import type { ServerResponse } from 'node:http';
import { createSender } from '../../../server/webhooks/send.ts';
import type { Answered, Sender, SenderOptions } from '../../../server/webhooks/send.ts';
import { signedHeaders } from '../../../server/webhooks/sign.ts';
import { until } from '../../support/until.ts';
import { openWebhookShop } from '../../support/webhook-shop.ts';
import type { WebhookShop } from '../../support/webhook-shop.ts';
import { secret } from '../../support/webhook-world.ts';

const body = JSON.stringify({ type: 'hold.created', timestamp: new Date().toISOString(), data: { hold: '福' } });
const demo = { demo: true, privateToo: false, userAgent: 'Drumroll/1.2.3' };

describe('webhook sender', () => {
  let shop: WebhookShop;
  const senders: Sender[] = [];
  beforeEach(async () => {
    shop = await openWebhookShop(secret);
  });
  afterEach(async () => {
    for (const sender of senders.splice(0)) sender.close();
    await shop.close();
  });

  const open = (options: Partial<SenderOptions> = {}): Sender => {
    const sender = createSender({ ...demo, ...options });
    senders.push(sender);
    return sender;
  };
  const post = (sender: Sender, url = shop.url, signal = new AbortController().signal): Promise<Answered> => {
    const headers = signedHeaders({ message: 'msg_1', body, secrets: [{ secret, until: null }], now: Date.now() });
    return sender.send({ url, headers, body }, signal);
  };
  const status = (code: number, headers = {}) => {
    shop.answer = (_got, response) => void response.writeHead(code, headers).end('some words');
  };

  it('[HOOK-21] a delivery is a signed POST of JSON, and connections are used again', async () => {
    const sender = open();
    assert.deepEqual(await post(sender), { kind: 'answered', status: 204, retryAfterMs: null });
    await post(sender, `${shop.url}?key=1`);
    const [first, second] = shop.received;
    assert.deepEqual([first?.method, first?.path, second?.path], ['POST', '/hooks', '/hooks?key=1']);
    assert.deepEqual(first?.event, JSON.parse(body));
    assert.deepEqual(
      ['content-type', 'user-agent', 'webhook-id'].map((name) => first?.headers[name]),
      ['application/json', 'Drumroll/1.2.3', 'msg_1'],
    );
    assert.equal(shop.connections(), 1);
  });

  it('[HOOK-21] no redirect is followed', async () => {
    status(302, { location: `${shop.url}/elsewhere` });
    assert.deepEqual(await post(open()), { kind: 'answered', status: 302, retryAfterMs: null });
    assert.equal(shop.received.length, 1);
  });

  it('[HOOK-21] Retry-After is read as seconds or as a date, and anything else is none', async () => {
    const sender = open();
    const waits: (number | null)[] = [];
    for (const value of ['120', new Date(Date.now() + 60_000).toUTCString(), new Date(0).toUTCString(), 'soon', '-5']) {
      status(429, { 'retry-after': value });
      const answered = await post(sender);
      waits.push(answered.kind === 'answered' ? answered.retryAfterMs : NaN);
    }
    const [seconds, date, past, word, negative] = waits;
    assert.deepEqual([seconds, past, word], [120_000, 0, null]);
    assert.ok(date! > 55_000 && date! <= 60_000, String(date));
    assert.ok(negative === null || negative === 0, String(negative));
  });

  it('[HOOK-21] an answer’s body is not waited for, and one without end costs its connection only', async () => {
    let closed = false;
    shop.answer = (_got, response) => {
      response.on('close', () => {
        closed = true;
      });
      response.writeHead(200);
      pour(response);
    };
    assert.deepEqual(await post(open()), { kind: 'answered', status: 200, retryAfterMs: null });
    await until('the sender hangs up', () => closed);
  });

  it('[HOOK-21] an attempt that is broken off, or that nobody answers, says why', async () => {
    shop.answer = () => undefined;
    const controller = new AbortController();
    const pending = post(open(), shop.url, controller.signal);
    await until('the shop has it', () => shop.received.length === 1);
    controller.abort();
    assert.deepEqual(await pending, { kind: 'unanswered', error: 'no answer in time' });
    shop.answer = (_got, response) => response.destroy();
    assert.deepEqual(await post(open()), { kind: 'unanswered', error: 'ECONNRESET' });
    const { port } = shop;
    await shop.close();
    assert.deepEqual(await post(open(), `http://127.0.0.1:${port}/`), { kind: 'unanswered', error: 'ECONNREFUSED' });
    shop = await openWebhookShop(secret);
  });

  it('[SALE-200] an answer that switches protocols ends the attempt like any other that says nothing', async () => {
    shop.answer = (_got, response) =>
      void response.socket?.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: tea\r\nConnection: upgrade\r\n\r\n');
    assert.deepEqual(await post(open()), { kind: 'unanswered', error: 'no answer' });
  });

  it('[HOOK-21] a kept connection that the shop had closed is no failed attempt', async () => {
    const sender = open();
    await post(sender);
    let seen = 0;
    shop.answer = (_got, response) => {
      // The second request comes over the kept connection, which dies; the third over a new one.
      if (++seen === 1) response.destroy();
      else response.writeHead(204).end();
    };
    assert.deepEqual(await post(sender), { kind: 'answered', status: 204, retryAfterMs: null });
    assert.equal(shop.connections(), 2);
  });

  it('[HOOK-22] https is TLS, and no plain answer will do', async () => {
    const answered = await post(open(), shop.url.replace('http:', 'https:'));
    assert.equal(answered.kind, 'unanswered');
    assert.equal(shop.received.length, 0);
  });

  it('[HOOK-22] in production this machine is out of reach, however its address is written', async () => {
    const sender = open({ demo: false });
    const { port } = shop;
    for (const host of [
      '127.0.0.1',
      '127.1',
      '2130706433',
      '0x7f.0.0.1',
      '017700000001',
      '[::1]',
      '[::ffff:127.0.0.1]',
      '0.0.0.0',
      '[::]',
    ])
      for (const scheme of ['http', 'https']) {
        const answered = await post(sender, `${scheme}://${host}:${port}/hooks`);
        assert.deepEqual(answered, { kind: 'unanswered', error: 'this address is not allowed' }, `${scheme}://${host}`);
      }
    assert.equal(shop.connections(), 0);
  });

  it('[HOOK-22] a name is judged by the address that is connected to, whatever it meant a moment ago', async () => {
    const addresses = [
      ['93.184.216.34'],
      ['127.0.0.1'],
      ['10.0.0.1'],
      ['93.184.216.34', '127.0.0.1'],
      ['::ffff:7f00:1'],
      ['169.254.169.254'],
    ];
    for (const found of addresses.slice(1)) {
      const sender = open({ demo: false, resolve: resolving(found) });
      const answered = await post(sender, `https://rebound.example:${shop.port}/hooks`);
      assert.deepEqual(answered, { kind: 'unanswered', error: 'this address is not allowed' }, found.join(' '));
    }
    const plain = await post(open({ demo: false, resolve: resolving(addresses[0]!) }), 'http://shop.example/');
    assert.deepEqual(plain, { kind: 'unanswered', error: 'this address is not allowed' }, 'public, but not https');
    assert.equal(shop.connections(), 0);
    const local = open({ resolve: resolving(['127.0.0.1']) });
    assert.deepEqual(await post(local, `http://shop.localhost:${shop.port}/hooks`), {
      kind: 'answered',
      status: 204,
      retryAfterMs: null,
    });
  });

  it('[SALE-205] a name whose servers are silent is asked for once, however many attempts want it', async () => {
    const asked: string[] = [];
    const answers: (() => void)[] = [];
    const resolve = ((name: string, _options: object, found: (error: null, all: object[]) => void) => {
      asked.push(name);
      const here = (): void => found(null, [{ address: '127.0.0.1', family: 4 }]);
      if (name === 'silent.localhost') answers.push(here);
      else here();
    }) as unknown as typeof lookup;
    const sender = open({ resolve });
    const silent = [1, 2, 3].map(() => post(sender, `http://silent.localhost:${shop.port}/hooks`));
    assert.equal((await post(sender, `http://shop.localhost:${shop.port}/hooks`)).kind, 'answered');
    assert.deepEqual(asked, ['silent.localhost', 'shop.localhost']);
    for (const answer of answers) answer();
    assert.deepEqual(new Set((await Promise.all(silent)).map(({ kind }) => kind)), new Set(['answered']));
    await post(open({ resolve }), `http://shop.localhost:${shop.port}/hooks`);
    assert.equal(asked.length, 3);
  });

  it('[HOOK-22] a name that nobody knows is an attempt that failed', async () => {
    const unknown = open({ resolve: resolving([]) });
    const answered = await post(unknown, 'https://nobody.example/');
    assert.deepEqual(answered, { kind: 'unanswered', error: 'ENOTFOUND' });
  });
});

/** A resolver that always finds these; none is `ENOTFOUND`. */
function resolving(found: readonly string[]): typeof lookup {
  const resolve = (_name: string, _options: object, callback: (error: Error | null, all: object[]) => void): void => {
    const error = found.length === 0 ? Object.assign(new Error('not found'), { code: 'ENOTFOUND' }) : null;
    const all = found.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
    queueMicrotask(() => callback(error, all));
  };
  return resolve as unknown as typeof lookup;
}

function pour(response: ServerResponse): void {
  const more = (): void => {
    while (!response.destroyed && response.write('x'.repeat(8192)));
    if (!response.destroyed) response.once('drain', more);
  };
  more();
}
