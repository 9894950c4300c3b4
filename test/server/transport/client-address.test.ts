/** The caller's address over real sockets: what several proxies wrote is one list, on both transports. */
import assert from 'node:assert/strict';
import { openProbe, transportKinds } from '../../support/probe-transport.ts';
import { openRawHttp } from '../../support/raw-http.ts';

for (const kind of transportKinds) {
  describe(`the caller’s address over ${kind}`, () => {
    it('[SALE-150] is read from the end of all X-Forwarded-For lines together', async () => {
      const lines = ['X-Forwarded-For: 6.6.6.6', 'X-Forwarded-For: 198.51.100.1, 10.0.0.8'];
      assert.equal(await joinedFrom(kind, 1, lines), '10.0.0.8');
      assert.equal(await joinedFrom(kind, 2, lines), '198.51.100.1');
      assert.equal(await joinedFrom(kind, 3, lines), '6.6.6.6');
    });

    it('[SALE-150] is the peer’s without proxies', async () => {
      assert.equal(await joinedFrom(kind, 0, ['X-Forwarded-For: 6.6.6.6', 'X-Real-IP: 6.6.6.6']), '127.0.0.1');
    });
  });
}

/** The address that a join is told of, sent over `hops` trusted proxies with these header lines. */
async function joinedFrom(kind: (typeof transportKinds)[number], hops: number, lines: string[]): Promise<string | undefined> {
  let ip: string | undefined;
  const probe = await openProbe(kind, {
    env: { DRUMROLL_PROXY_HOPS: String(hops) },
    deps: {
      matchmaking: async (_method, _room, { context }) => {
        ip = context.ip;
        return { name: 'crowd', sessionId: 's', roomId: 'r', processId: 'p' };
      },
    },
  });
  const http = await openRawHttp(probe.port);
  const head = ['POST /matchmake/joinOrCreate/crowd HTTP/1.1', `Host: 127.0.0.1:${probe.port}`, 'Content-Length: 2', ...lines];
  http.write(`${[...head, '', ''].join('\r\n')}{}`);
  assert.equal((await http.answer()).status, 200);
  http.close();
  probe.close();
  return ip;
}
