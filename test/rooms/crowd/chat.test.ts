/** Chat: who may say how much, how a flood becomes readable, and that every line is shown or counted. */
import assert from 'node:assert/strict';
import { Chat } from '../../../rooms/crowd/chat.ts';
import { ChatDigest } from '../../../rooms/stage/chat-digest.ts';
import type { ChatMessage, ModeratedLine } from '../../../shared/protocol/index.ts';
import { seededRandom } from '../../../shared/game-kit/index.ts';
import { shardOf } from '../../../shared/ids.ts';
import { brokenGame } from '../../support/broken-game.ts';
import { decodingViewer } from '../../support/decoding-viewer.ts';
import type { DecodingViewer } from '../../support/decoding-viewer.ts';
import { showWorld } from '../../support/show-world.ts';
import type { ShowWorld, TestMember } from '../../support/show-world.ts';

function heard(viewer: DecodingViewer): { lines: ChatMessage['lines']; skipped: number; digests: number } {
  const digests = viewer.messages.filter(({ type }) => type === 'chat').map(({ payload }) => payload as ChatMessage);
  return {
    lines: digests.flatMap(({ lines }) => lines),
    skipped: digests.reduce((sum, { skipped }) => sum + skipped, 0),
    digests: digests.length,
  };
}

const watch = (world: ShowWorld, panel = false) => decodingViewer(world.shows.get('demo')!.crowd.feed, { panel });
const codeOf = (answer: object) => ('code' in answer ? (answer as { code: string }).code : 'said');

/** Viewers of one shard, so that one shard has to keep all their lines. */
function crowdOf(world: ShowWorld, count: number, shard?: number): TestMember[] {
  const members: TestMember[] = [];
  for (let i = 0; members.length < count; i++) {
    if (shard === undefined || shardOf(`v${i}`, 2) === shard) members.push(world.join(`v${i}`, `V${i}`));
  }
  return members;
}

describe('chat', () => {
  it('[CHAT-6] a line reaches everybody at once, with its id, who said it and when; panels also learn the viewer', async () => {
    const world = await showWorld();
    await world.pass(1000);
    const [viewer, panel] = [watch(world), watch(world, true)];
    const ann = world.join('ann', 'Ann');
    const at = world.clock.now();
    const said = await world.chat(ann, '  hello   everybody ');
    await world.pass(0);
    assert.ok('id' in said);
    const line = { id: said.id, name: 'Ann', text: 'hello everybody', at };
    assert.deepEqual(heard(viewer), { lines: [line], skipped: 0, digests: 1 });
    const told = panel.messages.find(({ type }) => type === 'panel.chat')!.payload as { lines: ModeratedLine[] };
    assert.deepEqual(told.lines, [{ ...line, viewer: 'ann' }]);
    assert.equal(
      viewer.messages.some(({ type }) => type.startsWith('panel.')),
      false,
    );
    assert.equal(
      viewer.frames.some((frame) => Buffer.from(frame).includes('"ann"')),
      false,
    );
  });

  it('[CHAT-7] a viewer may say four lines at once and then one every two seconds; nobody else is slowed', async () => {
    const world = await showWorld();
    const [ann, bob] = [world.join('ann'), world.join('bob')];
    const codes: string[] = [];
    for (let i = 0; i < 6; i++) codes.push(codeOf(await world.chat(ann, `line ${i}`)));
    assert.deepEqual(codes, ['said', 'said', 'said', 'said', 'rate-limited', 'rate-limited']);
    const limited = await world.chat(ann, 'more');
    assert.ok('code' in limited && limited.retry && limited.retryAfterMs === 2000);
    assert.equal(codeOf(await world.chat(bob, 'hi')), 'said');
    await world.pass(1999);
    assert.equal(codeOf(await world.chat(ann, 'more')), 'rate-limited');
    await world.pass(1);
    assert.equal(codeOf(await world.chat(ann, 'more')), 'said');
    world.shard(ann).leave(ann);
    const back = world.join('ann');
    assert.equal(codeOf(await world.chat(back, 'more')), 'rate-limited', 'leaving and coming back gives nobody more');
    world.shows.prune();
    assert.equal(codeOf(await world.chat(back, 'more')), 'rate-limited');
  });

  it('[CHAT-7] what is refused is not shown and costs nothing', async () => {
    const world = await showWorld();
    const viewer = watch(world);
    const ann = world.join('ann');
    for (let i = 0; i < 5; i++) {
      assert.equal(codeOf(await world.chat(ann, '')), 'chat/empty');
      assert.equal(codeOf(await world.chat(ann, 'x'.repeat(201))), 'chat/too-long');
      assert.equal(codeOf(await world.chat(ann, 'b a d w o r d')), 'chat/blocked');
    }
    for (let i = 0; i < 4; i++) assert.equal(codeOf(await world.chat(ann, `fine ${i}`)), 'said');
    await world.pass(1000);
    assert.equal(heard(viewer).lines.length, 4);
  });

  it('[CHAT-8] the same key says a line once and is answered the same; another text is refused', async () => {
    const world = await showWorld();
    const viewer = watch(world);
    const ann = world.join('ann');
    const first = await world.chat(ann, 'hello', 'k');
    assert.deepEqual(await world.chat(ann, 'hello', 'k'), first);
    await world.pass(1000);
    assert.deepEqual(await world.chat(ann, 'hello', 'k'), first);
    assert.equal(codeOf(await world.chat(ann, 'goodbye', 'k')), 'key-reused');
    assert.equal(codeOf(await world.chat(world.join('bob'), 'hello', 'k')), 'said');
    await world.pass(1000);
    assert.equal(heard(viewer).lines.length, 2);
  });

  it('[CHAT-9] a flood is sampled to the readable rate, and shown + skipped is what was accepted', async () => {
    const world = await showWorld();
    const viewer = watch(world);
    const members = crowdOf(world, 600);
    await world.pass(1000);
    const random = seededRandom('flood');
    let accepted = 0;
    const seconds = 12;
    for (let at = 0; at < seconds * 1000; at += 10) {
      for (let i = random.int(6); i > 0; i--) {
        if (codeOf(await world.chat(members[random.int(members.length)]!, `line ${at} ${i}`)) === 'said') accepted++;
      }
      await world.pass(10);
    }
    await world.pass(2000);
    const { lines, skipped, digests } = heard(viewer);
    assert.ok(accepted > 1500, `${accepted} accepted`);
    assert.equal(lines.length + skipped, accepted);
    assert.ok(lines.length >= seconds * 10 && lines.length <= (seconds + 1) * 10 + 1, `${lines.length} lines in ${seconds} s`);
    assert.ok(digests <= (seconds + 2) * 10, 'never more digests than ticks');
    assert.equal(new Set(lines.map(({ id }) => id)).size, lines.length, 'no line twice');
    assert.equal(world.counted.get('drumroll_chat_lines_total{shown}'), lines.length);
    assert.equal(world.counted.get('drumroll_chat_lines_total{skipped}'), skipped);
  });

  it('[CHAT-9] lines pushed out of a shard’s last fifty before the stage came by are counted as skipped', async () => {
    const world = await showWorld();
    const viewer = watch(world);
    await world.pass(1000);
    const members = crowdOf(world, 70, 1);
    // All in one moment: the stage comes by once.
    for (const member of members) await world.chat(member, 'now!');
    await world.pass(3000);
    const { lines, skipped } = heard(viewer);
    assert.deepEqual([lines.length, skipped], [10, 60]);
    assert.equal(world.counted.get('drumroll_chat_lines_total{skipped}'), 60);
  });

  it('[CHAT-10] a keyword counts as an entry, whether its line is shown, sampled out, pushed out, or said in other letters', async () => {
    const world = await showWorld();
    const members = crowdOf(world, 80, 0);
    await world.command('round.start', { game: 'lucky-draw', settings: { keyword: '福袋 Go' } });
    await world.pass(3000);
    const dressed = ['福袋 Go', '福袋 go', '  福袋　ＧＯ ', '福袋 GO'];
    const answers = members.map((member, i) => world.chat(member, dressed[i % 4]!));
    await world.pass(100);
    assert.deepEqual(new Set((await Promise.all(answers)).map(codeOf)), new Set(['said']));
    assert.equal(world.json().round?.view['entries'], 80);
    const shown = world.counted.get('drumroll_chat_lines_total{shown}')!;
    assert.ok(shown <= 12, `${shown} shown`);
    for (const text of ['福袋', '福袋 Go go', 'lucky'])
      await world.chat(world.join(`other ${text}`.replaceAll(/\W/g, '-')), text);
    await world.pass(100);
    assert.equal(world.json().round?.view['entries'], 80);
    await world.pass(60_000);
    const receipt = (await world.journal.receipt('demo', 'round', '1')) as { entries: string[] };
    assert.deepEqual(receipt.entries, members.map(({ viewer }) => viewer).toSorted());
  });

  it('[CHAT-10] who is muted, slowed or says a blocked word does not enter that way', async () => {
    const world = await showWorld({ limits: { blockedWords: ['lucky'] } });
    const ann = world.join('ann');
    await world.command('round.start', { game: 'lucky-draw' });
    await world.pass(3000);
    assert.equal(codeOf(await world.chat(ann, 'lucky')), 'chat/blocked');
    await world.command('viewer.mute', { viewer: 'ann' });
    assert.equal(codeOf(await world.chat(ann, 'lucky')), 'chat/muted');
    await world.pass(200);
    assert.equal(world.json().round?.view['entries'], 0);
  });

  it('[CHAT-11] chat goes on after a crash, and nothing is shown twice', async () => {
    const world = await showWorld();
    const viewer = watch(world);
    const ann = world.join('ann');
    for (const text of ['one', 'two']) await world.chat(ann, text);
    await world.pass(200);
    const again = await world.crash({ downMs: 1000 });
    const later = watch(again);
    const back = again.join('ann');
    for (const text of ['three', 'four', 'five']) await again.chat(back, text);
    await again.pass(200);
    assert.deepEqual(
      heard(viewer).lines.map(({ text }) => text),
      ['one', 'two'],
    );
    assert.deepEqual(
      heard(later).lines.map(({ text }) => text),
      ['three', 'four', 'five'],
    );
    assert.equal(heard(later).skipped, 0);
  });

  it('[CHAT-12] a viewer’s new name stands on the lines that follow, in this connection and the next', async () => {
    const world = await showWorld();
    const viewer = watch(world);
    const ann = world.join('ann', 'Ann');
    await world.chat(ann, 'one');
    assert.deepEqual(world.shard(ann).name(ann, { name: '  Anna ' }), { name: 'Anna' });
    assert.equal(ann.own?.name, 'Anna');
    await world.chat(ann, 'two');
    world.shard(ann).leave(ann);
    const back = world.join('ann', 'Ann');
    await world.chat(back, 'three');
    assert.equal(codeOf(world.shard(back).name(back, { name: 'badword' })), 'viewer/bad-name');
    await world.pass(200);
    assert.deepEqual(
      heard(viewer).lines.map(({ name }) => name),
      ['Ann', 'Anna', 'Anna'],
    );
  });

  it('[CHAT-12] it counts in the running round with the next input', async () => {
    const scored: string[] = [];
    const keepName = (_tally: unknown, _mine: unknown, cue: { final: boolean }, from: { name: string }) => {
      if (cue.final) scored.push(from.name);
    };
    const world = await showWorld({ games: { broken: brokenGame('onCue', { instead: keepName }) } });
    const [ann, bob] = [world.join('ann', 'Ann'), world.join('bob', 'Bob')];
    await world.command('round.start', { game: 'broken' });
    await world.pass(100);
    const press = { type: 'press', payload: { again: true } };
    for (const member of [ann, bob]) {
      await world.input(member, press);
      world.shard(member).name(member, { name: `New ${member.name}` });
    }
    await world.input(bob, press);
    await world.pass(5000);
    assert.deepEqual(scored.toSorted(), ['Ann', 'New Bob']);
  });

  it('[CHAT-12] a name that comes with the token is filtered like a chosen one', async () => {
    const world = await showWorld();
    const named = (viewer: string, name: string) => world.join(viewer, name).name;
    assert.equal(named('a', ' Ann\u202e '), 'Ann');
    assert.match(named('b', 'b.a.d.w.o.r.d'), /^Guest \d{4}$/);
    assert.match(named('c', ''), /^Guest \d{4}$/);
    assert.equal(named('d', 'x'.repeat(64)), 'x'.repeat(24));
  });
});

const line = (n: number) => ({ n, viewer: 'ann', name: 'Ann', text: `line ${n}`, at: n });
const chat = (since: number, from: number, to: number) => ({
  since,
  last: to,
  lines: Array.from({ length: to - from + 1 }, (_, i) => line(from + i)),
});

describe('the digest of all shards’ chat', () => {
  it('[CHAT-13] takes each line once, however often, late or overlapping it comes', () => {
    const digest = new ChatDigest(1000, 0);
    digest.take({ shard: 0, chat: chat(5, 1, 3) }, 0);
    digest.take({ shard: 0, chat: chat(5, 1, 3) }, 0);
    digest.take({ shard: 0, chat: chat(5, 2, 6) }, 0);
    const { lines, skipped } = digest.drain()!.public;
    assert.deepEqual([lines.map(({ text }) => text), skipped], [[1, 2, 3, 4, 5, 6].map((n) => `line ${n}`), 0]);
    assert.equal(digest.drain(), null);
  });

  it('[CHAT-13] a shard that begins anew numbers from 1 again, and its lines are new ones', () => {
    const digest = new ChatDigest(1000, 0);
    digest.take({ shard: 0, chat: chat(5, 1, 3) }, 0);
    const before = digest.drain()!.public.lines.map(({ id }) => id);
    digest.take({ shard: 0, chat: chat(9, 1, 2) }, 0);
    digest.take({ shard: 0, chat: chat(9, 1, 4) }, 0);
    const after = digest.drain()!.public.lines.map(({ id }) => id);
    assert.deepEqual([before.length, after.length, new Set([...before, ...after]).size], [3, 4, 7]);
  });

  it('[CHAT-13] is given a shard’s last fifty lines, however many there were', () => {
    const limits = {
      chatLinesPerSecond: 10,
      chatMaxLength: 200,
      blockedWords: [],
      maxMessagesPerSecond: 60,
      staleKillMs: 20_000,
    };
    const chatter = new Chat({ shard: 1, since: 5 }, limits);
    for (let i = 0; i < 70; i++) {
      const player = { viewer: `v${i}`, name: `V${i}` };
      const said = chatter.say(player, { text: `line ${i}`, key: 'k' }, { now: i, monotonic: i });
      assert.ok('id' in said);
    }
    const { last, lines } = chatter.snapshot();
    assert.deepEqual([last, lines.length, lines[0]?.n, lines[0]?.text], [70, 50, 21, 'line 20']);
  });

  it('[CHAT-13] counts what it never saw, and remembers the last lines for a pin', () => {
    const digest = new ChatDigest(1000, 0);
    digest.take({ shard: 1, chat: chat(5, 61, 110) }, 0);
    assert.equal(digest.drain()!.public.skipped, 60);
    digest.take({ shard: 1, chat: chat(5, 261, 310) }, 0);
    const { panel, public: shown } = digest.drain()!;
    assert.equal(shown.skipped, 150);
    assert.equal(digest.line(panel[0]!.id)?.text, 'line 261');
    assert.equal(digest.line('1:5:0'), null);
  });
});
