/** Every command: who may give it, what it makes of the show, and when it is refused. */
import assert from 'node:assert/strict';
import { commands, roles } from '../../../shared/protocol/index.ts';
import type { CommandName, Role } from '../../../shared/protocol/index.ts';
import { claimsOf, showWorld } from '../../support/show-world.ts';
import type { ShowWorld } from '../../support/show-world.ts';

/** Arguments that fit, for each command. */
const fitting: Record<CommandName, unknown> = {
  'show.start': {},
  'show.end': {},
  'round.start': { game: 'tap-race' },
  'round.extend': { ms: 5000 },
  'round.next': {},
  'round.cancel': {},
  'chat.pin': { line: null },
  'viewer.mute': { viewer: 'ann' },
  'viewer.unmute': { viewer: 'ann' },
  'viewer.ban': { viewer: 'ann' },
  'viewer.unban': { viewer: 'ann' },
  'rundown.set': { items: [] },
  'rundown.go': {},
  'rehearsal.start': {},
  'rehearsal.end': {},
  'prize.mark': { round: 1, viewer: 'ann', status: 'sent' },
  'sale.schedule': { product: 'cup', title: 'A cup', price: 900, currency: 'EUR', stock: 3 },
  'sale.open': { sale: 'sale-1' },
  'sale.close': { sale: 'sale-1' },
  'sale.cancel': { sale: 'sale-1' },
  'sale.adjust': { sale: 'sale-1', stock: 2 },
  'battle.start': {
    sides: [
      { id: 'red', name: 'Red' },
      { id: 'blue', name: 'Blue' },
    ],
  },
  'battle.invite': { show: 'other' },
  'battle.accept': { battle: 'other.battle-1' },
  'battle.reject': { battle: 'other.battle-1' },
  'battle.boost': { side: 'red' },
  'battle.extend': { ms: 5000 },
  'battle.end': {},
  'battle.cancel': {},
  'poll.start': { question: 'Which one?', choices: [{ text: 'This' }, { text: 'That' }] },
  'poll.close': {},
  'rule.set': { rules: [] },
};
const names = Object.keys(commands) as CommandName[];

/** What the architecture says of rights, told apart from the code: a moderator looks after people, not after the show. */
const moderatorMay = [
  'chat.pin',
  'viewer.mute',
  'viewer.unmute',
  'viewer.ban',
  'viewer.unban',
  'prize.mark',
  'poll.start',
  'poll.close',
];

function may(role: Role, name: CommandName): boolean {
  if (role === 'moderator') return moderatorMay.includes(name);
  return role === 'streamer' || role === 'service';
}

describe('commands', () => {
  for (const role of roles) {
    it(`[ROOM-3] a ${role} may give exactly the commands of that role`, async () => {
      const world = await showWorld();
      for (const name of names) {
        const reply = await world.command(name, fitting[name], { by: claimsOf(role) });
        const refused = !reply.ok && reply.code === 'auth/wrong-role';
        assert.equal(refused, !may(role, name), `${role} ${name}: ${JSON.stringify(reply)}`);
      }
      const audit = await world.journal.audit('demo', { limit: 100 });
      // What was settled by its time, nobody ordered.
      const ordered = audit.filter(({ by }) => by !== 'drumroll');
      assert.ok(ordered.every((entry) => entry.role === role && may(role, entry.command as CommandName)));
      assert.deepEqual(world.errors, []);
    });
  }

  it('[ROOM-4] what is no command at all is refused as a bad request', async () => {
    const world = await showWorld();
    const malformed: unknown[] = [
      undefined,
      null,
      7,
      'show.end',
      [],
      {},
      { id: 'a' },
      { name: 'show.end' },
      { id: '', name: 'show.end' },
      { id: 'x'.repeat(65), name: 'show.end' },
      { id: 7, name: 'show.end' },
      { id: 'a', name: 7 },
      { id: 'a', name: '' },
      { id: 'a', name: 'show.end', args: 'now' },
      { id: 'a', name: 'show.end', args: [] },
      { id: 'a', name: 'round.extend', args: { ms: 999 } },
      { id: 'a', name: 'round.extend', args: { ms: 1500.5 } },
      { id: 'a', name: 'round.extend', args: { ms: 600_001 } },
      { id: 'a', name: 'round.extend', args: {} },
      { id: 'a', name: 'round.start', args: {} },
      { id: 'a', name: 'round.start', args: { game: '' } },
      { id: 'a', name: 'round.start', args: { game: 'tap-race', at: -1 } },
      { id: 'a', name: 'round.start', args: { game: 'tap-race', at: 'noon' } },
      { id: 'a', name: 'round.start', args: { game: 'tap-race', settings: { count: 1n } } },
      { id: 'a', name: 'chat.pin', args: {} },
      { id: 'a', name: 'viewer.mute', args: { viewer: 'a b' } },
      { id: 'a', name: 'viewer.ban', args: { viewer: '' } },
      { id: 'a', name: 'rundown.set', args: {} },
      { id: 'a', name: 'rundown.set', args: { items: [{ id: '1', title: 'no command' }] } },
      {
        id: 'a',
        name: 'rundown.set',
        args: { items: [{ id: '1', title: 'x', command: { name: 'show.end', args: { x: 1n } } }] },
      },
      { id: 'a', name: 'rehearsal.start', args: { bots: 0 } },
      { id: 'a', name: 'rehearsal.start', args: { bots: 501 } },
      { id: 'a', name: 'prize.mark', args: { round: 0, viewer: 'ann', status: 'sent' } },
      { id: 'a', name: 'prize.mark', args: { round: 1, viewer: 'ann', status: 'lost' } },
    ];
    for (const envelope of malformed) {
      const reply = await world.shows.command('demo', envelope, claimsOf('streamer'));
      assert.equal(!reply.ok && reply.code, 'bad-request', JSON.stringify(reply));
      assert.ok(!reply.ok && reply.detail, 'the detail says what to mend');
    }
    assert.equal(world.json().status, 'live');
    assert.deepEqual(await world.journal.audit('demo', { limit: 10 }), []);
    assert.deepEqual(world.errors, []);
  });

  it('[ROOM-5] a name that is no command, or only a word of the language, is unknown', async () => {
    const world = await showWorld();
    for (const name of ['show.stop', 'SHOW.END', 'toString', 'constructor', '__proto__', 'sale.pause']) {
      assert.equal(codeOf(await world.command(name)), 'command/unknown', name);
    }
    assert.deepEqual(world.errors, []);
  });

  it('[ROOM-6] a token for another show may give no command, and an unknown show takes none', async () => {
    const world = await showWorld();
    for (const name of names) {
      const reply = await world.command(name, fitting[name], { by: claimsOf('streamer', 's1', 'other') });
      assert.equal(codeOf(reply), 'auth/wrong-show', name);
    }
    const reply = await world.shows.command('nowhere', { id: 'a', name: 'show.end' }, claimsOf('streamer'));
    assert.equal(codeOf(reply), 'show/unknown');
    assert.equal(world.json().status, 'live');
  });

  it('[ROOM-7] every refusal names its code, says whether to try again, and changes nothing', async () => {
    for (const { says, prepare = [], name, args, code, detail } of refusals) {
      const world = await showWorld();
      for (const [before, with_] of prepare)
        assert.deepEqual((await world.command(before, with_)).ok, true, `${says}: ${before}`);
      await world.pass(200);
      const seen = stateOf(world);
      const reply = await world.command(name, args);
      assert.ok(!reply.ok, says);
      assert.equal(reply.code, code, says);
      assert.equal(typeof reply.retry, 'boolean');
      if (detail) assert.match(reply.detail ?? '', detail, says);
      await world.pass(100);
      assert.deepEqual(stateOf(world), seen, says);
      assert.deepEqual(world.errors, [], says);
    }
  });
});

interface RefusedCase {
  says: string;
  prepare?: [name: string, args?: unknown][];
  name: CommandName;
  args?: unknown;
  code: string;
  detail?: RegExp;
}

const race = ['round.start', { game: 'tap-race' }] as [string, unknown];
const ended = ['show.end'] as [string];
const item = (id: string, name: string, args: unknown = {}) => ({ id, title: id, command: { name, args } });

const refusals: RefusedCase[] = [
  { says: 'a live show cannot start', name: 'show.start', code: 'show/already-live' },
  { says: 'an ended show cannot end', prepare: [ended], name: 'show.end', code: 'show/not-live' },
  { says: 'a round needs a live show', prepare: [ended], name: 'round.start', args: { game: 'tap-race' }, code: 'show/not-live' },
  { says: 'one round at a time', prepare: [race], name: 'round.start', args: { game: 'quick-quiz' }, code: 'round/running' },
  { says: 'an unknown game', name: 'round.start', args: { game: 'chess' }, code: 'game/unknown' },
  { says: 'a game named like an object’s own things', name: 'round.start', args: { game: 'constructor' }, code: 'game/unknown' },
  { says: 'a game named like a prototype', name: 'round.start', args: { game: '__proto__' }, code: 'game/unknown' },
  {
    says: 'settings out of range',
    name: 'round.start',
    args: { game: 'tap-race', settings: { durationSeconds: 1 } },
    code: 'round/bad-settings',
    detail: /durationSeconds/,
  },
  {
    says: 'settings of another kind',
    name: 'round.start',
    args: { game: 'tap-race', settings: 'fast' },
    code: 'round/bad-settings',
  },
  {
    says: 'a deep setting',
    name: 'round.start',
    args: {
      game: 'quick-quiz',
      settings: {
        questions: [
          { text: 'a', right: 'b', wrong: ['c'] },
          { text: 'a', right: 7 },
        ],
      },
    },
    code: 'round/bad-settings',
    detail: /questions\.1/,
  },
  { says: 'no round to extend', name: 'round.extend', args: { ms: 1000 }, code: 'round/none' },
  { says: 'no round to hurry', name: 'round.next', code: 'round/none' },
  { says: 'no round to cancel', name: 'round.cancel', code: 'round/none' },
  {
    says: 'a cancelled round cannot be extended',
    prepare: [race, ['round.cancel']],
    name: 'round.extend',
    args: { ms: 1000 },
    code: 'round/none',
  },
  { says: 'a line that nobody wrote', name: 'chat.pin', args: { line: '0:1' }, code: 'chat/unknown-line' },
  { says: 'an empty rundown', name: 'rundown.go', code: 'rundown/at-end' },
  { says: 'an item that is not there', name: 'rundown.go', args: { item: 'x' }, code: 'rundown/unknown-item' },
  {
    says: 'a rundown of unknown commands',
    name: 'rundown.set',
    args: { items: [item('a', 'show.explode')] },
    code: 'bad-request',
    detail: /show\.explode/,
  },
  {
    says: 'a rundown that would change itself',
    name: 'rundown.set',
    args: { items: [item('a', 'rundown.go')] },
    code: 'bad-request',
    detail: /rundown/,
  },
  {
    says: 'a rundown in which an id would mean two items',
    name: 'rundown.set',
    args: { items: [item('a', 'show.start'), item('b', 'show.end'), item('a', 'show.end')] },
    code: 'bad-request',
    detail: /"a"/,
  },
  {
    says: 'a rundown item with bad arguments',
    name: 'rundown.set',
    args: { items: [item('a', 'round.extend', { ms: 1 })] },
    code: 'bad-request',
  },
  {
    says: 'a rundown item that would be refused now',
    prepare: [['rundown.set', { items: [item('a', 'round.next')] }]],
    name: 'rundown.go',
    code: 'round/none',
  },
  { says: 'a second rehearsal', prepare: [['rehearsal.start']], name: 'rehearsal.start', code: 'rehearsal/running' },
  { says: 'a rehearsal beside a round', prepare: [race], name: 'rehearsal.start', code: 'round/running' },
  { says: 'a rehearsal of an ended show', prepare: [ended], name: 'rehearsal.start', code: 'show/not-live' },
  { says: 'no rehearsal to end', name: 'rehearsal.end', code: 'rehearsal/none' },
  { says: 'a prize nobody won', name: 'prize.mark', args: { round: 1, viewer: 'ann', status: 'sent' }, code: 'prize/unknown' },
];

function stateOf(world: ShowWorld): unknown {
  return { shown: world.json(), panel: world.panel() };
}

function codeOf(reply: { ok: boolean; code?: string }): string | undefined {
  return reply.code;
}
