/** A command happens once: whoever presses twice, at once, later or after a crash, gets the first answer again. */
import assert from 'node:assert/strict';
import { claimsOf, settled, showWorld, streamer } from '../../support/show-world.ts';
import type { ShowWorld } from '../../support/show-world.ts';

const race = { game: 'tap-race', settings: { durationSeconds: 10 } };

async function auditIds(world: ShowWorld): Promise<string[]> {
  return (await world.journal.audit('demo', { limit: 100 })).map((entry) => `${entry.command} ${entry.outcome}`);
}

async function pressOthers(world: ShowWorld): Promise<void> {
  const others = [
    await world.command('viewer.mute', { viewer: 'bob' }, { id: 'press' }),
    await world.command('viewer.ban', { viewer: 'ann' }, { id: 'press' }),
  ];
  for (const reply of others) assert.equal(!reply.ok && reply.code, 'key-reused');
  assert.deepEqual(world.panel().muted, ['ann']);
  assert.deepEqual(world.panel().banned, []);
}

describe('a command and its id', () => {
  it('[ROOM-8] the same id gives the same answer, and nothing is done again', async () => {
    const world = await showWorld();
    const first = await world.command('round.start', race, { id: 'press' });
    assert.deepEqual(first, { ok: true, round: 1 });
    await world.command('round.cancel');
    assert.deepEqual(await world.command('round.start', race, { id: 'press' }), first);
    await world.pass(1000);
    assert.equal(world.json().round?.phase, 'over');
    assert.deepEqual(await auditIds(world), ['round.cancel accepted', 'round.start accepted']);
  });

  it('[ROOM-8] also after a crash', async () => {
    const world = await showWorld();
    const first = await world.command('round.start', race, { id: 'press' });
    const again = await world.crash({ downMs: 500 });
    assert.deepEqual(await again.command('round.start', race, { id: 'press' }), first);
    assert.equal(again.json().round?.id, 1);
    assert.deepEqual(await auditIds(again), ['round.start accepted']);
  });

  it('[ROOM-8] a command whose answer was lost in a crash happens once, whether or not it had been committed', async () => {
    for (const crashAfterMs of [0, 5, 10, 15, 20, 25]) {
      const world = await showWorld({ commitMs: 20 });
      const pressed = world.shows.command('demo', { id: 'press', name: 'round.start', args: race }, streamer);
      void pressed;
      await world.pass(crashAfterMs);
      const again = await world.crash({ downMs: 300 });
      assert.deepEqual(await again.command('round.start', race, { id: 'press' }), { ok: true, round: 1 });
      assert.deepEqual(await auditIds(again), ['round.start accepted'], `crashed after ${crashAfterMs} ms`);
      assert.deepEqual(again.errors, []);
    }
  });

  it('[ROOM-9] pressed twice while the first is being committed, it is one action and one line of the log', async () => {
    const world = await showWorld();
    world.journal.hold();
    const press = () => world.shows.command('demo', { id: 'press', name: 'round.start', args: race }, streamer);
    const replies = [press(), press(), press()];
    await world.pass(500);
    world.journal.release();
    assert.deepEqual(
      await Promise.all(replies),
      replies.map(() => ({ ok: true, round: 1 })),
    );
    await world.pass(100);
    assert.equal(world.json().round?.id, 1);
    assert.deepEqual(await auditIds(world), ['round.start accepted']);
    assert.equal(world.journal.handed.filter((entry) => entry.command).length, 1);
  });

  it('[ROOM-9] different commands given at once are done one after another, in their order', async () => {
    const world = await showWorld();
    world.journal.hold();
    const give = (id: string, name: string, args: unknown) => world.shows.command('demo', { id, name, args }, streamer);
    const replies = [
      give('a', 'round.start', race),
      give('b', 'round.start', race),
      give('c', 'round.cancel', {}),
      give('d', 'round.start', race),
    ];
    await settled();
    world.journal.release();
    const codes = (await Promise.all(replies)).map((reply) => (reply.ok ? (reply.round ?? 'ok') : reply.code));
    assert.deepEqual(codes, [1, 'round/running', 'ok', 2]);
  });

  it('[ROOM-10] the same id with another name or other arguments is refused, also after a crash', async () => {
    const world = await showWorld();
    await world.command('viewer.mute', { viewer: 'ann' }, { id: 'press' });
    await pressOthers(world);
    await pressOthers(await world.crash());
  });

  it('[ROOM-10] arguments that mean the same are the same: defaults filled in, unknown fields left out', async () => {
    const world = await showWorld();
    const first = await world.command('round.start', { game: 'tap-race' }, { id: 'press' });
    const spelt = { game: 'tap-race', settings: {}, mood: 'merry' };
    assert.deepEqual(await world.command('round.start', spelt, { id: 'press' }), first);
  });

  it('[ROOM-11] a refusal is not remembered: the same id may be asked again, and is done when it can be', async () => {
    const world = await showWorld();
    const ask = () => world.command('round.next', {}, { id: 'press' });
    for (let i = 0; i < 3; i++) {
      const reply = await ask();
      assert.equal(!reply.ok && reply.code, 'round/none');
    }
    await world.command('round.start', race);
    assert.deepEqual(await ask(), { ok: true });
    assert.deepEqual(await ask(), { ok: true });
    await world.pass(200);
    assert.equal(world.json().round?.phase, 'race');
    assert.deepEqual(world.errors, []);
  });
});

describe('a command and the journal', () => {
  it('[ROOM-12] it is answered only when it is durable, and until then nobody sees it', async () => {
    const world = await showWorld();
    world.join('ann');
    await world.pass(2000);
    const seen = { state: world.json(), panel: world.panel(), published: world.fanout.published.length };
    world.journal.hold();
    let reply: unknown = 'none yet';
    void world.shows
      .command('demo', { id: 'press', name: 'round.start', args: race }, streamer)
      .then((answer) => (reply = answer));
    await world.pass(3000);
    assert.equal(reply, 'none yet');
    assert.deepEqual({ state: world.json(), panel: world.panel(), published: world.fanout.published.length }, seen);
    world.journal.release();
    await world.pass(1);
    assert.deepEqual(reply, { ok: true, round: 1 });
    assert.equal(world.json().round?.id, 1);
  });

  it('[ROOM-13] when it cannot be written it is answered busy, nothing has changed, and later it works', async () => {
    const world = await showWorld();
    const viewer = world.join('ann');
    await world.command('round.start', race);
    await world.pass(4000);
    const seen = { shown: world.json(), panel: world.panel() };
    world.journal.failing = (call) => call !== 'read' && call.audit !== undefined;
    for (const [name, args] of [
      ['show.end', {}],
      ['round.cancel', {}],
      ['round.next', {}],
      ['viewer.ban', { viewer: 'ann' }],
      ['viewer.mute', { viewer: 'bob' }],
    ] as const) {
      const reply = await world.command(name, args, { id: name });
      assert.equal(!reply.ok && reply.code, 'busy', name);
      assert.ok(!reply.ok && reply.retry && reply.retryAfterMs! > 0);
    }
    await world.pass(200);
    assert.deepEqual({ shown: world.json(), panel: world.panel() }, seen);
    assert.deepEqual(viewer.byes, []);
    world.journal.failing = () => false;
    assert.deepEqual(await world.command('round.next', {}, { id: 'round.next' }), { ok: true });
    await world.pass(200);
    assert.equal(world.json().round?.phase, 'result');
  });

  it('[ROOM-13] when the journal cannot even be asked, it is busy too', async () => {
    const world = await showWorld();
    world.journal.failing = (call) => call === 'read';
    const reply = await world.command('round.start', race, { id: 'press' });
    assert.equal(!reply.ok && reply.code, 'busy');
    world.journal.failing = () => false;
    assert.deepEqual(await world.command('round.start', race, { id: 'press' }), { ok: true, round: 1 });
  });

  it('[ROOM-13] a show that cannot be written is not made', async () => {
    const world = await showWorld();
    world.journal.failing = () => true;
    const refused = await world.shows.create({ id: 'night', title: 'Night' });
    assert.equal('code' in refused && refused.code, 'busy');
    assert.equal(world.shows.summary('night'), null);
    world.journal.failing = () => false;
    const made = await world.shows.create({ id: 'night', title: 'Night' });
    assert.equal('id' in made && made.id, 'night');
  });
});

describe('the audit log', () => {
  it('[ROOM-14] says who did what, when, and what the show was before and after', async () => {
    const world = await showWorld();
    const moderator = claimsOf('moderator', 'mo');
    await world.pass(1234);
    const at = world.clock.now();
    await world.command('round.start', race);
    await world.pass(100);
    await world.command('viewer.mute', { viewer: 'ann' }, { by: moderator });
    await world.command('round.extend', { ms: 1000 });
    const refused = await world.command('show.start');
    assert.equal(refused.ok, false);
    const [last, extended, muted, started] = await world.journal.audit('demo', { limit: 10 });
    assert.deepEqual(started, {
      id: started!.id,
      at,
      by: 'streamer-1',
      role: 'streamer',
      command: 'round.start',
      args: { game: 'tap-race', settings: { durationSeconds: 10 } },
      outcome: 'accepted',
      before: summary({ round: null }),
      after: summary({ round: { id: 1, game: 'tap-race', phase: 'ready', endsAt: at + 3000 } }),
    });
    assert.deepEqual([muted!.by, muted!.role, muted!.at], ['mo', 'moderator', at + 100]);
    const ready = { id: 1, game: 'tap-race', phase: 'ready', endsAt: at + 3000 };
    assert.deepEqual([muted!.before, muted!.after], [summary({ round: ready }), summary({ round: ready, muted: 1 })]);
    assert.deepEqual(extended!.after, summary({ round: { ...ready, endsAt: at + 4000 }, muted: 1 }));
    assert.deepEqual([last!.command, last!.outcome, last!.code], ['show.start', 'refused', 'show/already-live']);
    assert.deepEqual(last!.before, last!.after);
  });

  it('[ROOM-14] goes to the panels as it happens, with ids that are unique also after a crash', async () => {
    const world = await showWorld();
    await world.command('viewer.mute', { viewer: 'ann' });
    await world.command('round.next');
    const again = await world.crash();
    await again.command('viewer.unmute', { viewer: 'ann' });
    await again.command('round.next');
    const entries = await again.journal.audit('demo', { limit: 10 });
    assert.equal(new Set(entries.map((entry) => entry.id)).size, 4);
    assert.deepEqual(again.errors, []);
  });
});

function summary(changed: { round: unknown; muted?: number }): unknown {
  const nothing = { status: 'live', pinned: null, muted: 0, banned: 0, rundown: { items: 0, next: 0 }, rehearsal: 0 };
  return { ...nothing, ...changed };
}
