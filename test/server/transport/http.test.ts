/** HTTP over real sockets, on both transports: limits, aborts, methods, and what may be opened as a socket. */
import assert from 'node:assert/strict';
import { maxPayloadBytes } from '../../../server/transport/limits.ts';
import { openProbe, transportKinds } from '../../support/probe-transport.ts';
import type { Probe } from '../../support/probe-transport.ts';
import { openRawHttp } from '../../support/raw-http.ts';
import type { RawHttp } from '../../support/raw-http.ts';
import { openRawSocket } from '../../support/raw-socket.ts';
import { until } from '../../support/until.ts';

const joinPath = '/matchmake/joinOrCreate/crowd';
const limitBytes = 2048;

for (const kind of transportKinds) {
  describe(`HTTP over ${kind}`, () => {
    let probe: Probe;
    let http: RawHttp;
    /** Called when a join is asked for; its promise is the answer. */
    let seat: () => Promise<object>;
    let draining: boolean;

    beforeEach(async () => {
      seat = async () => ({ name: 'crowd', sessionId: 's', roomId: 'r', processId: 'p' });
      draining = false;
      probe = await openProbe(kind, {
        env: { DRUMROLL_BODY_LIMIT_BYTES: String(limitBytes), DRUMROLL_BODY_TIMEOUT_MS: '5000', DRUMROLL_MAX_CONNECTIONS: '3' },
        deps: { matchmaking: () => seat(), isDraining: () => draining },
      });
      http = await openRawHttp(probe.port);
    });
    afterEach(() => {
      http.close();
      probe.close();
    });

    const head = (method: string, path: string, ...lines: string[]): string =>
      [`${method} ${path} HTTP/1.1`, `Host: 127.0.0.1:${probe.port}`, ...lines, '', ''].join('\r\n');

    it('[WIRE-55] a request is answered with status, headers and body, and the connection serves the next', async () => {
      for (let i = 0; i < 2; i++) {
        http.write(head('GET', '/api/v1/time?x=1'));
        const { status, headers, body } = await http.answer();
        assert.equal(status, 200);
        assert.equal(headers['content-type'], 'application/json; charset=utf-8');
        assert.equal(headers['x-content-type-options'], 'nosniff');
        assert.deepEqual(JSON.parse(body), { now: probe.site.clock.now() });
      }
    });

    it('[WIRE-55] an unknown URL is answered 404, whatever the method', async () => {
      for (const method of ['GET', 'POST', 'DELETE', 'PROPFIND']) {
        http.write(head(method, '/nowhere', 'Content-Length: 0'));
        const { status, body } = await http.answer();
        assert.equal(status, 404, method);
        assert.equal(JSON.parse(body).error.code, 'not-found');
      }
    });

    it('[WIRE-55] HEAD has the headers of GET and no body', async () => {
      http.write(head('GET', '/version'));
      const got = await http.answer();
      http.write(head('HEAD', '/version'));
      const { status, headers } = await http.answer({ head: true });
      assert.deepEqual([status, headers['content-length']], [200, String(got.body.length)]);
      // A body would be read as the beginning of this answer.
      http.write(head('GET', '/livez'));
      assert.equal(JSON.parse((await http.answer()).body).status, 'ok');
    });

    it('[WIRE-55] an answer without a body has no length', async () => {
      http.write(head('OPTIONS', '/api/v1/shows'));
      const { status, headers } = await http.answer();
      assert.deepEqual([status, headers['content-length']], [204, undefined]);
      http.write(head('GET', '/livez'));
      assert.equal((await http.answer()).status, 200);
    });

    it('[WIRE-56] a body up to the limit is read, in one piece or many', async () => {
      const body = JSON.stringify({ show: 'x'.repeat(limitBytes - 11) });
      assert.equal(body.length, limitBytes);
      http.write(head('POST', joinPath, `Content-Length: ${limitBytes}`) + body);
      assert.equal((await http.answer()).status, 200);
      http.write(head('POST', joinPath, `Content-Length: ${limitBytes}`));
      for (let at = 0; at < limitBytes; at += 500) http.write(body.slice(at, at + 500));
      assert.equal((await http.answer()).status, 200);
      http.write(`${head('POST', joinPath, 'Transfer-Encoding: chunked')}800\r\n${body}\r\n0\r\n\r\n`);
      assert.equal((await http.answer()).status, 200);
    });

    it('[WIRE-56] a body that says it is over the limit is 413 at once, and the connection is closed', async () => {
      http.write(head('POST', joinPath, 'Content-Length: 100000000'));
      const { status, body } = await http.answer();
      assert.deepEqual([status, JSON.parse(body).message.split(' ')[0]], [413, 'too-large']);
      await until('it is closed', () => http.isClosed());
    });

    it('[WIRE-56] a body that grows over the limit is 413 as soon as it does', async () => {
      http.write(head('POST', joinPath, 'Transfer-Encoding: chunked'));
      http.write(`600\r\n${'x'.repeat(0x600)}\r\n`);
      http.write(`600\r\n${'x'.repeat(0x600)}\r\n`);
      assert.equal((await http.answer()).status, 413);
      await until('it is closed', () => http.isClosed());
    });

    it('[WIRE-57] a body that does not arrive in time is 408, and the connection is closed', async () => {
      http.write(`${head('POST', joinPath, 'Content-Length: 20')}{"show":`);
      await until('the server waits for the rest', () => probe.site.clock.pending() === 1);
      probe.site.clock.advance(4999);
      assert.equal(probe.site.clock.pending(), 1);
      probe.site.clock.advance(1);
      const { status, body } = await http.answer();
      assert.deepEqual([status, JSON.parse(body).message.split(' ')[0]], [408, 'too-slow']);
      await until('it is closed', () => http.isClosed());
    });

    it('[WIRE-57] who goes away in the middle of a body leaves no timer behind', async () => {
      http.write(`${head('POST', joinPath, 'Content-Length: 20')}{"show":`);
      await until('the server waits for the rest', () => probe.site.clock.pending() === 1);
      http.close();
      await until('nobody waits any more', () => probe.site.clock.pending() === 0);
    });

    it('[WIRE-58] who goes away before the answer does not hurt the server', async () => {
      let asked = false;
      const { promise, resolve: give } = Promise.withResolvers<object>();
      seat = () => {
        asked = true;
        return promise;
      };
      http.write(`${head('POST', joinPath, 'Content-Length: 2')}{}`);
      await until('the seat was asked for', () => asked);
      http.close();
      // Another connection's answer comes after the server has seen the first one go.
      const other = await openRawHttp(probe.port);
      other.write(head('GET', '/livez'));
      await other.answer();
      give({});
      other.write(head('GET', '/livez'));
      assert.equal((await other.answer()).status, 200);
      other.close();
      assert.deepEqual(probe.site.logged, []);
    });

    const join = `POST ${joinPath} HTTP/1.1\r\nHost: a\r\n`;
    const malformed: [what: string, bytes: string][] = [
      ['no HTTP at all', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n'],
      ['no version', 'GET /livez\r\n\r\n'],
      ['another protocol version', 'GET /livez HTTP/9.9\r\nHost: a\r\n\r\n'],
      ['no host', 'GET /livez HTTP/1.1\r\n\r\n'],
      ['a header line without a colon', 'GET /livez HTTP/1.1\r\nHost: a\r\nnonsense\r\n\r\n'],
      ['a folded header', 'GET /livez HTTP/1.1\r\nHost: a\r\nX: a\r\n b\r\n\r\n'],
      ['headers without end', `GET /livez HTTP/1.1\r\nHost: a\r\n${'X: y\r\n'.repeat(20_000)}`],
      ['a length that is no number', `${join}Content-Length: x\r\n\r\n{}`],
      ['a length below zero', `${join}Content-Length: -1\r\n\r\n{}`],
      ['a length and chunks', `${join}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n`],
      ['two lengths', `${join}Content-Length: 2\r\nContent-Length: 200\r\n\r\n{}`],
      ['a chunk of no size', `${join}Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n`],
      ['a chunk of every size', `${join}Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n{}`],
    ];
    for (const [what, bytes] of malformed) {
      it(`[WIRE-62] a request with ${what} is refused or cut, and the server goes on`, async () => {
        let seats = 0;
        seat = async () => ({ seat: ++seats });
        http.write(bytes);
        http.finish();
        await until('it is answered or cut', () => http.isClosed());
        const next = await openRawHttp(probe.port);
        next.write(head('GET', '/livez'));
        assert.equal((await next.answer()).status, 200);
        next.close();
        assert.deepEqual([seats, probe.site.logged], [0, []]);
        assert.equal(probe.site.clock.pending(), 0);
      });
    }

    it('[WIRE-59] a socket from an Origin that is not listed is refused before it is opened', async () => {
      const { status, body } = await openRawSocket(probe.port, '/p/r', { origin: 'https://evil.example' });
      assert.deepEqual([status, JSON.parse(body).error.code], [403, 'origin/refused']);
      for (const headers of [{}, { origin: 'https://shop.example' }, { origin: `http://127.0.0.1:${probe.port}` }])
        assert.equal((await openRawSocket(probe.port, '/p/r', headers)).status, 101);
      assert.ok((await probe.site.metrics.text()).includes('drumroll_refusals_total{code="origin/refused"} 1'));
    });

    it('[WIRE-59] over the limit of connections, and while the server drains, no further socket is opened', async () => {
      const open = [await probe.connect(), await probe.connect(), await probe.connect()];
      const over = await openRawSocket(probe.port);
      assert.deepEqual([over.status, JSON.parse(over.body).error.code], [503, 'busy']);
      open[0]?.socket.close();
      await until('there is room again', async () => (await openRawSocket(probe.port)).status === 101);
      draining = true;
      const late = await openRawSocket(probe.port);
      assert.deepEqual([late.status, JSON.parse(late.body).error.code], [503, 'draining']);
    });

    it('[WIRE-60] a message over the limit closes its socket, and no other', async () => {
      const large = await probe.connect();
      const small = await probe.connect();
      const heard: number[] = [];
      small.client.ref.on('message', (data: Buffer) => void heard.push(data.length));
      large.socket.send(Buffer.alloc(maxPayloadBytes + 1));
      small.socket.send(Buffer.alloc(maxPayloadBytes));
      await until('it is closed', () => large.socket.isClosed() && heard.length === 1);
      assert.deepEqual([heard, small.socket.isClosed()], [[maxPayloadBytes], false]);
    });
  });

  describe(`demo mode over ${kind}`, () => {
    it('[WIRE-28] a Host that is not this machine is refused, on HTTP and for sockets', async () => {
      const probe = await openProbe(kind, { env: { HOST: '' } });
      const http = await openRawHttp(probe.port);
      http.write('GET /livez HTTP/1.1\r\nHost: rebound.example\r\n\r\n');
      const { status, body } = await http.answer();
      assert.deepEqual([status, JSON.parse(body).error.code], [403, 'host/refused']);
      const socket = await openRawSocket(probe.port, '/p/r', { host: 'rebound.example' });
      assert.deepEqual([socket.status, JSON.parse(socket.body).error.code], [403, 'host/refused']);
      assert.equal((await openRawSocket(probe.port)).status, 101);
      http.close();
      probe.close();
    });
  });
}
