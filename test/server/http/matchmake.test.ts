/** Asking for a seat: what stock clients send, and refusals that they can read. */
import assert from 'node:assert/strict';
import { ServerError } from '@colyseus/core';
import type { AuthContext } from '@colyseus/core';
import { joinRefusalText, parseJoinRefusal, refuse } from '../../../shared/protocol/index.ts';
import { testFront } from '../../support/front.ts';

const seat = { name: 'crowd', sessionId: 's', roomId: 'r', processId: 'p' };
const path = '/matchmake/joinOrCreate/crowd';

function refusing(thrown: unknown) {
  return testFront({
    deps: {
      matchmaking: async () => {
        throw thrown;
      },
    },
  });
}

describe('matchmaking', () => {
  it('[WIRE-45] a seat is asked for with method, room, options and the caller’s token, and answered as it is', async () => {
    const calls: { method: string; room: string; options: object; context: AuthContext }[] = [];
    const { call } = testFront({
      deps: {
        matchmaking: async (method, room, rest) => {
          calls.push({ method, room, ...rest });
          return seat;
        },
      },
    });
    const answer = await call('POST', path, { body: { show: 'demo' }, token: 'the-token', ip: '203.0.113.7' });
    assert.deepEqual([answer.status, answer.json], [200, seat]);
    const [asked] = calls;
    assert.deepEqual([asked?.method, asked?.room, asked?.options], ['joinOrCreate', 'crowd', { show: 'demo' }]);
    assert.deepEqual([asked?.context.token, asked?.context.ip], ['the-token', '203.0.113.7']);
  });

  it('[WIRE-45] only joining and coming back are offered', async () => {
    const { call } = testFront();
    for (const method of ['joinOrCreate', 'join', 'joinById'])
      assert.equal((await call('POST', `/matchmake/${method}/crowd`, { body: {} })).status, 200, method);
    assert.equal((await call('POST', '/matchmake/reconnect/r1', { body: { reconnectionToken: 't' } })).status, 200);
    for (const method of ['create', 'remoteRoomCall', 'gracefullyShutdown', 'constructor', '__proto__'])
      assert.equal((await call('POST', `/matchmake/${method}/crowd`, { body: {} })).status, 404, method);
  });

  it('[WIRE-45] a malformed request for a seat is bad-request', async () => {
    const { call } = testFront();
    for (const body of ['', '[]', '"x"', '{'])
      assert.ok((await call('POST', path, { body })).json.message.startsWith('bad-request '), body);
    assert.equal((await call('POST', '/matchmake/reconnect/r1', { body: {} })).status, 400);
  });

  it('[WIRE-46] a typed refusal of a room reaches the client with its code and status', async () => {
    for (const code of ['auth/expired', 'auth/wrong-role', 'show/unknown', 'viewer/banned', 'rate-limited'] as const) {
      const { call, logged } = refusing(new ServerError(525, joinRefusalText(refuse(code))));
      const answer = await call('POST', path, { body: {} });
      const { status, message, error } = { status: answer.status, ...answer.json };
      assert.deepEqual([answer.json.code, message], [status, error]);
      assert.equal(parseJoinRefusal(message).code, code);
      assert.deepEqual(logged, []);
    }
  });

  it('[WIRE-46] what stock clients know of the library keeps its code', async () => {
    const { call } = refusing(new ServerError(522, 'room "x" not found'));
    const answer = await call('POST', '/matchmake/joinById/x', { body: {} });
    assert.deepEqual([answer.status, answer.json.code, answer.json.message], [522, 522, 'room "x" not found']);
  });

  it('[WIRE-46] a bug in a room is internal, logged, and tells the client nothing of itself', async () => {
    for (const bug of [new TypeError('x is undefined'), new ServerError(523, 'x is undefined'), 'thrown text']) {
      const { call, logged } = refusing(bug);
      const answer = await call('POST', path, { body: {} });
      assert.equal(answer.status, 500);
      assert.equal(parseJoinRefusal(answer.json.message).code, 'internal');
      assert.ok(!answer.text.includes('undefined'));
      assert.equal(logged.length, 1);
    }
  });

  it('[WIRE-47] while the server drains no seat is given', async () => {
    const { call } = testFront({ deps: { isDraining: () => true } });
    const answer = await call('POST', path, { body: {} });
    assert.deepEqual([answer.status, parseJoinRefusal(answer.json.message).code], [503, 'draining']);
  });

  it('[WIRE-47] a refused Origin is told in the words that stock clients read', async () => {
    const { call } = testFront();
    const answer = await call('POST', path, { body: {}, headers: { origin: 'https://evil.example' } });
    assert.deepEqual([answer.status, parseJoinRefusal(answer.json.message).code], [403, 'origin/refused']);
  });
});
