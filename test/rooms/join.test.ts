/** Who may join: judged by the token alone, before a seat is kept. */
import assert from 'node:assert/strict';
import { admit } from '../../rooms/join.ts';
import { parseJoinRefusal, refuse, roles } from '../../shared/protocol/index.ts';
import type { Claims, Refusal, Role } from '../../shared/protocol/index.ts';
import { claimsOf } from '../support/show-world.ts';

const crowd: readonly Role[] = ['viewer', 'overlay'];
const stage: readonly Role[] = ['streamer', 'moderator'];

async function outcome(token: Claims | Refusal, wanted: { show?: unknown; roles?: readonly Role[] } = {}): Promise<string> {
  const counted: string[] = [];
  const services = {
    identity: { verify: () => Promise.resolve(token) },
    metrics: {
      count: (name: string, _by: number, labels?: object) =>
        void counted.push(`${name} ${Object.values(labels ?? {}).join(' ')}`),
      set: () => {},
      observe: () => {},
    },
  };
  const judged = admit(services, 'a token', {
    show: 'show' in wanted ? wanted.show : 'demo',
    roles: wanted.roles ?? crowd,
    exists: (show) => show === 'demo',
    banned: (_show, viewer) => viewer === 'bad-bob',
  });
  const code = await judged.then(
    () => 'ok',
    (error: Error) => parseJoinRefusal(error.message).code,
  );
  const role = 'role' in token ? token.role : 'unknown';
  assert.deepEqual(counted, [`drumroll_joins_total ${role} ${code}`]);
  return code;
}

describe('joining', () => {
  it('[ROOM-64] each room takes its own roles and no other', async () => {
    for (const role of roles) {
      assert.equal(await outcome(claimsOf(role), { roles: crowd }), crowd.includes(role) ? 'ok' : 'auth/wrong-role');
      assert.equal(await outcome(claimsOf(role), { roles: stage }), stage.includes(role) ? 'ok' : 'auth/wrong-role');
    }
  });

  it('[ROOM-64] needs a good token for that show, a show that is there, and no ban', async () => {
    assert.equal(await outcome(refuse('auth/expired')), 'auth/expired');
    assert.equal(await outcome(refuse('auth/missing')), 'auth/missing');
    assert.equal(await outcome(claimsOf('viewer', 'ann', 'demo')), 'ok');
    assert.equal(await outcome(claimsOf('viewer', 'ann', 'other')), 'auth/wrong-show');
    assert.equal(await outcome(claimsOf('viewer', 'bad-bob')), 'viewer/banned');
    for (const show of [undefined, null, 7, {}, ['demo']])
      assert.equal(await outcome(claimsOf('viewer'), { show }), 'bad-request');
  });

  it('[ROOM-64] whether a show exists is told only to those whose token is good for it', async () => {
    assert.equal(await outcome(claimsOf('viewer', 'ann', 'demo'), { show: 'secret' }), 'auth/wrong-show');
    assert.equal(await outcome(claimsOf('viewer', 'ann', 'secret'), { show: 'secret' }), 'show/unknown');
    assert.equal(await outcome(claimsOf('viewer'), { show: 'secret' }), 'show/unknown');
  });
});
