/** A stock client and a real room over both transports, with our front in place of the library's routes. */
import assert from 'node:assert/strict';
import { Room, Server, ServerError } from '@colyseus/core';
import type { AuthContext } from '@colyseus/core';
import { Client as StockClient } from '@colyseus/sdk';
import { loadConfig } from '../../../server/config.ts';
import { colyseusMatchmaking } from '../../../server/http/matchmaking.ts';
import { createTransport } from '../../../server/transport/create-transport.ts';
import type { TransportKit } from '../../../server/transport/create-transport.ts';
import { joinRefusalText, parseJoinRefusal, refuse } from '../../../shared/protocol/index.ts';
import { testFront } from '../../support/front.ts';
import { transportKinds } from '../../support/probe-transport.ts';
import { until } from '../../support/until.ts';

/** Lets in who says `please`, and answers what it is sent. */
class EchoRoom extends Room {
  static override async onAuth(token: string, options: { show?: string }, context: AuthContext): Promise<object> {
    if (options.show === 'broken') throw new Error('a bug with details');
    if (token !== 'please') throw new ServerError(525, joinRefusalText(refuse('auth/wrong-show')));
    return { ip: context.ip };
  }

  override messages = {
    echo: (client: { send: (type: string, message: unknown) => void }, message: unknown) => client.send('echo', message),
  };
}

for (const kind of transportKinds) {
  describe(`a stock client over ${kind}`, () => {
    let server: Server;
    let kit: TransportKit;
    let site: ReturnType<typeof testFront>;

    before(async () => {
      const env = { HOST: '127.0.0.1', PORT: '0', TRANSPORT: kind };
      site = testFront({ env, deps: { matchmaking: colyseusMatchmaking } });
      kit = await createTransport({ config: loadConfig(env), front: site.front, clock: site.clock, log: site.deps.log });
      assert.equal(kit.kind, kind);
      server = new Server({ transport: kit.transport, greet: false, gracefullyShutdown: false });
      server.define('echo', EchoRoom);
      await server.listen(0, '127.0.0.1');
    });
    after(async () => {
      await server.gracefullyShutdown(false);
      site.metrics.close();
    });

    function client(token = 'please'): StockClient {
      const made = new StockClient(`http://127.0.0.1:${kit.transport.port}`);
      made.http.authToken = token;
      return made;
    }

    it('[WIRE-61] joins, sends and is answered', async () => {
      const room = await client().joinOrCreate('echo', { show: 'demo' });
      const heard: unknown[] = [];
      room.onMessage('echo', (message: unknown) => void heard.push(message));
      room.send('echo', { hello: '世界' });
      await until('the answer came', () => heard.length > 0);
      assert.deepEqual(heard, [{ hello: '世界' }]);
      await room.leave();
    });

    it('[WIRE-61] reads why it was refused', async () => {
      const refusals: [join: () => Promise<unknown>, code: string][] = [
        [() => client('nope').joinOrCreate('echo', {}), 'auth/wrong-show'],
        [() => client().joinOrCreate('echo', { show: 'broken' }), 'internal'],
        [() => client().create('echo', {}), 'not-found'],
      ];
      for (const [join, code] of refusals)
        await assert.rejects(join, (error: Error) => {
          const refusal = parseJoinRefusal(error.message);
          assert.equal(refusal.code, code);
          assert.equal(refusal.detail, undefined);
          return true;
        });
      await assert.rejects(client().joinById('nothing-here', {}), { code: 522 });
      await assert.rejects(client().joinOrCreate('monitor', {}), { code: 520 });
    });

    it('[WIRE-61] finds none of the library’s own routes', async () => {
      const base = `http://127.0.0.1:${kit.transport.port}`;
      for (const path of ['/__healthcheck', '/__apidocs', '/matchmake', '/colyseus', '/monitor', '/playground']) {
        const response = await fetch(base + path);
        assert.equal(response.status, 404, path);
        await response.arrayBuffer();
      }
      const foreign = await fetch(`${base}/livez`, { headers: { origin: 'https://evil.example' } });
      assert.equal(foreign.headers.get('access-control-allow-origin'), null);
      await foreign.arrayBuffer();
    });
  });
}
