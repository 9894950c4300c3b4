/** Moderators' work: muting, banning, pinning lines, and marking prizes as handed out. */
import assert from 'node:assert/strict';
import { decodingViewer } from '../../support/decoding-viewer.ts';
import type { DecodingViewer } from '../../support/decoding-viewer.ts';
import { showWorld, testMember } from '../../support/show-world.ts';
import type { ChatMessage } from '../../../shared/protocol/index.ts';

const chatLines = (viewer: DecodingViewer) =>
  viewer.messages.filter(({ type }) => type === 'chat').flatMap(({ payload }) => (payload as ChatMessage).lines);

describe('muting', () => {
  it('[ROOM-19] takes the viewer’s voice and nothing else, tells them, and can be taken back', async () => {
    const world = await showWorld();
    const [ann, bob] = [world.join('ann'), world.join('bob')];
    await world.command('viewer.mute', { viewer: 'ann' });
    await world.pass(100);
    assert.equal(ann.own?.muted, true);
    assert.equal(bob.own, null);
    const refused = await world.chat(ann, 'hello');
    assert.equal('code' in refused && refused.code, 'chat/muted');
    assert.ok('id' in (await world.chat(bob, 'hello')));
    await world.command('round.start', { game: 'tap-race' });
    await world.pass(3500);
    assert.deepEqual(await world.input(ann, { type: 'tap', payload: { count: 1 } }), { accepted: true });
    await world.command('viewer.unmute', { viewer: 'ann' });
    await world.pass(100);
    assert.equal(ann.own?.muted, false);
    assert.ok('id' in (await world.chat(ann, 'hello')));
  });

  it('[ROOM-19] is done once however often it is asked, holds in the next connection, and survives a crash', async () => {
    const world = await showWorld();
    await world.command('viewer.mute', { viewer: 'ann' });
    await world.command('viewer.mute', { viewer: 'ann' });
    assert.deepEqual(world.panel().muted, ['ann']);
    const again = await world.crash();
    const ann = again.join('ann');
    assert.equal(again.shard(ann).ownOf(ann).muted, true);
    const refused = await again.chat(ann, 'hello');
    assert.equal('code' in refused && refused.code, 'chat/muted');
  });
});

describe('banning', () => {
  it('[ROOM-20] says bye, ends the connection, takes back what nobody has read, and keeps the viewer out', async () => {
    const world = await showWorld();
    const viewer = decodingViewer(world.shows.get('demo')!.crowd.feed);
    const [ann, bob] = [world.join('ann'), world.join('bob')];
    await world.pass(1100);
    world.journal.hold();
    const banned = world.shows.command('demo', { id: 'b', name: 'viewer.ban', args: { viewer: 'ann' } }, modo);
    await world.chat(ann, 'one last insult');
    await world.chat(bob, 'a kind word');
    world.journal.release();
    assert.deepEqual(await banned, { ok: true });
    await world.pass(1000);
    assert.deepEqual(ann.byes, ['banned']);
    assert.deepEqual(bob.byes, []);
    assert.deepEqual(
      chatLines(viewer).map(({ text }) => text),
      ['a kind word'],
    );
    assert.equal(world.shows.get('demo')!.stage.isBanned('ann'), true);
    world.shard(ann).leave(ann);

    const back = testMember('ann');
    const refusal = world.shard(back).enter(back);
    assert.equal(refusal?.code, 'viewer/banned');
    const again = await world.crash();
    const afterCrash = testMember('ann');
    assert.equal(again.shard(afterCrash).enter(afterCrash)?.code, 'viewer/banned');
    await again.command('viewer.unban', { viewer: 'ann' });
    assert.equal(again.shard(afterCrash).enter(afterCrash), null);
  });
});

const modo = { sub: 'mo', role: 'moderator', show: 'demo', exp: 4e9 } as const;

describe('pinning', () => {
  it('[CHAT-1] shows a line to everybody until it is unpinned', async () => {
    const world = await showWorld();
    const viewer = decodingViewer(world.shows.get('demo')!.crowd.feed);
    const ann = world.join('ann', 'Ann');
    await world.chat(ann, 'where is the blue one?');
    await world.pass(1100);
    const [line] = chatLines(viewer);
    assert.deepEqual(await world.command('chat.pin', { line: line!.id }), { ok: true });
    await world.pass(100);
    assert.equal((viewer.json() as { pinned: string }).pinned, 'Ann: where is the blue one?');
    const again = await world.crash();
    assert.equal(again.json().pinned, 'Ann: where is the blue one?');
    await again.command('chat.pin', { line: null });
    await again.pass(100);
    assert.equal(again.json().pinned, '');
  });

  it('[CHAT-1] an id names one line for ever: after a crash no new line has the id of an old one', async () => {
    const world = await showWorld();
    const ids: string[] = [];
    for (const text of ['one', 'two', 'three']) {
      const said = await world.chat(world.join('ann'), text);
      if ('id' in said) ids.push(said.id);
    }
    const again = await world.crash({ downMs: 1 });
    for (const text of ['four', 'five', 'six']) {
      const said = await again.chat(again.join('ann'), text);
      if ('id' in said) ids.push(said.id);
    }
    assert.equal(ids.length, 6);
    assert.equal(new Set(ids).size, 6, ids.join(' '));
    await again.pass(1100);
    const reply = await again.command('chat.pin', { line: ids[0] });
    assert.equal(!reply.ok && reply.code, 'chat/unknown-line');
  });
});

describe('prizes', () => {
  it('[ROOM-21] are listed for the panel with who won what, and marked as they are claimed and sent', async () => {
    const world = await showWorld();
    for (const [viewer, count] of [
      ['ann', 3],
      ['bob', 2],
      ['cid', 1],
    ] as const) {
      const member = world.join(viewer, viewer.toUpperCase());
      if (count === 3) {
        const prize = { name: 'Lamp', amount: 2 };
        await world.command('round.start', { game: 'tap-race', settings: { durationSeconds: 5, winners: 2, prize } });
        await world.pass(3100);
      }
      await world.input(member, { type: 'tap', payload: { count } });
    }
    await world.pass(5200);
    const won = { round: 1, game: 'tap-race', prize: 'Lamp', amount: 2, status: 'won', rehearsal: false };
    assert.deepEqual(world.panel().winners, [
      { ...won, viewer: 'ann', name: 'ANN', rank: 1 },
      { ...won, viewer: 'bob', name: 'BOB', rank: 2 },
    ]);
    await world.command('prize.mark', { round: 1, viewer: 'bob', status: 'sent' });
    const again = await world.crash();
    assert.deepEqual(
      again.panel().winners.map(({ status }) => status),
      ['won', 'sent'],
    );
    const ann = again.join('ann', 'ANN');
    await again.pass(8000);
    await again.command('round.start', { game: 'tap-race', settings: { durationSeconds: 5, winners: 2 } });
    await again.pass(3100);
    await again.input(ann, { type: 'tap', payload: { count: 1 } });
    await again.pass(5200);
    await again.command('prize.mark', { round: 2, viewer: 'ann', status: 'claimed' });
    assert.deepEqual(
      again.panel().winners.map(({ round, viewer, status }) => [round, viewer, status]),
      [
        [1, 'ann', 'won'],
        [1, 'bob', 'sent'],
        [2, 'ann', 'claimed'],
      ],
    );
    const reply = await again.command('prize.mark', { round: 1, viewer: 'cid', status: 'sent' });
    assert.equal(!reply.ok && reply.code, 'prize/unknown');
    const facts = await again.journal.facts('demo', 100);
    assert.deepEqual(
      facts.filter(({ kind }) => kind === 'won').map(({ viewer }) => viewer),
      ['ann', 'bob', 'ann'],
    );
  });
});
