/** Listening: on the host asked for, on a port of one's own, or not at all and loudly. */
import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { ListenError } from '../../../server/transport/http-rules.ts';
import { openProbe, openProbeOn, transportKinds } from '../../support/probe-transport.ts';
import { openRawHttp } from '../../support/raw-http.ts';

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => void server.close(resolve));
  return port;
}

describe('listening', () => {
  for (const kind of transportKinds) {
    for (const other of transportKinds) {
      it(`[OPS-15] ${kind} fails loudly on a port that ${other} listens on`, async () => {
        const first = await openProbe(other);
        await assert.rejects(openProbeOn(kind, first.port, '127.0.0.1'), (error: Error) => {
          assert.ok(error instanceof ListenError);
          assert.ok(error.message.includes(`127.0.0.1 port ${first.port}`), error.message);
          return true;
        });
        first.close();
      });
    }

    it(`[OPS-15] ${kind} fails loudly on a port that another program has, and on an address that is not ours`, async () => {
      const foreign = createServer();
      await new Promise<void>((resolve) => void foreign.listen(0, '127.0.0.1', resolve));
      await assert.rejects(openProbeOn(kind, (foreign.address() as AddressInfo).port, '127.0.0.1'), ListenError);
      await assert.rejects(openProbeOn(kind, 0, '203.0.113.7'), ListenError);
      foreign.close();
    });

    it(`[OPS-16] ${kind} binds the host asked for and no other`, async () => {
      const probe = await openProbeOn(kind, 0, '127.0.0.1');
      const other = await openRawHttp(probe.port, '127.0.0.2');
      assert.equal(other.isClosed(), true);
      const here = await openRawHttp(probe.port, '127.0.0.1');
      assert.equal(here.isClosed(), false);
      here.close();
      probe.close();
    });

    it(`[OPS-16] ${kind} gives its port back when it is shut down`, async () => {
      const port = await freePort();
      const first = await openProbeOn(kind, port, '127.0.0.1');
      const idle = await openRawHttp(port);
      first.close();
      const second = await openProbeOn(kind, port, '127.0.0.1');
      assert.equal(second.port, port);
      idle.close();
      second.close();
    });
  }
});
