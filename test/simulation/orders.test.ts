/** Random orders from random people at random times: whatever is ordered, the show stays sound and explains itself. */
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { RoundReceipt } from '../../rooms/stage/core-events.ts';
import { createMemoryJournal } from '../../server/memory/journal.ts';
import { checkBattleReceipt } from '../../shared/battle/index.ts';
import type { BattleReceipt } from '../../shared/battle/index.ts';
import { games } from '../../shared/games/index.ts';
import { checkPollReceipt } from '../../shared/poll/index.ts';
import type { PollReceipt } from '../../shared/poll/index.ts';
import { commands, roles } from '../../shared/protocol/index.ts';
import type { CommandName, CommandReply } from '../../shared/protocol/index.ts';
import { decodingViewer } from '../support/decoding-viewer.ts';
import { claimsOf, showWorld } from '../support/show-world.ts';
import type { ShowWorld } from '../support/show-world.ts';
import { grab, inLedger } from '../support/stage-sales.ts';

const viewer = fc.constantFrom('ann', 'bob', 'cid');
const prepared = fc.constantFrom(
  { name: 'round.start', args: { game: 'lucky-draw', settings: { entrySeconds: 5 } } },
  { name: 'round.next', args: {} },
  { name: 'viewer.mute', args: { viewer: 'bob' } },
  { name: 'rehearsal.start', args: { bots: 3 } },
  {
    name: 'sale.schedule',
    args: { product: 'cup', title: 'A cup', price: 900, currency: 'EUR', stock: 2, countdownMs: 1000, durationMs: 9000 },
  },
  { name: 'sale.open', args: { sale: 'sale-1' } },
  { name: 'sale.close', args: { sale: 'sale-1' } },
);
const items = fc.uniqueArray(fc.record({ id: fc.constantFrom('a', 'b', 'c'), title: fc.constant('x'), command: prepared }), {
  selector: ({ id }) => id,
});
const none = fc.constant({});
const sale = fc.constantFrom('sale-1', 'sale-2', 'sale-3', 'cup');
const schedule = fc.record(
  {
    id: fc.constantFrom('cup', 'sale-2'),
    product: fc.constant('cup'),
    title: fc.constant('A cup'),
    price: fc.constant(900),
    currency: fc.constant('EUR'),
    stock: fc.integer({ min: 1, max: 6 }),
    perViewer: fc.integer({ min: 1, max: 3 }),
    holdMs: fc.integer({ min: 5000, max: 20_000 }),
    durationMs: fc.integer({ min: 5000, max: 60_000 }),
    countdownMs: fc.integer({ min: 0, max: 20_000 }),
    queue: fc.constant({ perStep: 1, stepMs: 500 }),
  },
  { requiredKeys: ['product', 'title', 'price', 'currency', 'stock', 'holdMs', 'durationMs'] },
);

const shortBattle = fc.record(
  {
    durationMs: fc.integer({ min: 10_000, max: 30_000 }),
    prepareMs: fc.integer({ min: 0, max: 3000 }),
    critical: fc.constantFrom(null, { lastMs: 5000, factor: 3 }),
    mistMs: fc.integer({ min: 0, max: 5000 }),
    overtimes: fc.integer({ min: 0, max: 3 }),
    giftGraceMs: fc.integer({ min: 0, max: 3000 }),
  },
  { requiredKeys: ['durationMs'] },
);
const sides = fc.constantFrom(['red', 'blue'], ['red', 'blue', 'green'], ['red', 'red']);
const side = fc.constantFrom('red', 'blue', 'demo', 'grey');
const anyBattle = fc.constantFrom('demo.battle-1', 'night.battle-1');
const start = fc
  .tuple(shortBattle, sides)
  .map(([rules, ids]) => ({ ...rules, sides: ids.map((id) => ({ id, name: id.toUpperCase() })) }));
const anyPoll = fc.record(
  {
    question: fc.constant('Which one?'),
    choices: fc.constant([{ text: 'This' }, { text: 'That' }]),
    durationMs: fc.integer({ min: 10_000, max: 30_000 }),
    results: fc.constantFrom('live', 'end'),
  },
  { requiredKeys: ['question', 'choices', 'durationMs'] },
);
const rules = fc.uniqueArray(
  fc.record({
    id: fc.constantFrom('r', 's'),
    when: fc.constantFrom({ kind: 'battle-won' }, { kind: 'poll-won' }, { kind: 'round-won', game: 'lucky-draw' }),
    item: fc.constantFrom('a', 'b', 'z'),
  }),
  { selector: ({ id }) => id, maxLength: 2 },
);

const argsOf: Record<CommandName, fc.Arbitrary<unknown>> = {
  'show.start': none,
  'show.end': none,
  'round.start': fc.record(
    { game: fc.constantFrom(...Object.keys(games), 'chess'), settings: fc.constantFrom({}, { winners: 1 }, { winners: -1 }) },
    { requiredKeys: ['game'] },
  ),
  'round.extend': fc.record({ ms: fc.integer({ min: 900, max: 5000 }) }),
  'round.next': none,
  'round.cancel': none,
  'chat.pin': fc.record({ line: fc.constantFrom(null, '0:x:1') }),
  'viewer.mute': fc.record({ viewer }),
  'viewer.unmute': fc.record({ viewer }),
  'viewer.ban': fc.record({ viewer }),
  'viewer.unban': fc.record({ viewer }),
  'rundown.set': fc.record({ items }),
  'rundown.go': fc.oneof(none, fc.record({ item: fc.constantFrom('a', 'b', 'z') })),
  'rehearsal.start': fc.record({ bots: fc.integer({ min: 0, max: 4 }) }),
  'rehearsal.end': none,
  'sale.schedule': schedule,
  'sale.open': fc.record({ sale }),
  'sale.close': fc.record({ sale }),
  'sale.cancel': fc.record({ sale }),
  'sale.adjust': fc.record({ sale, stock: fc.integer({ min: 1, max: 6 }), perViewer: fc.integer({ min: 1, max: 3 }) }),
  'battle.start': start,
  'battle.invite': shortBattle.map((rest) => ({ ...rest, show: 'night' })),
  'battle.accept': fc.record({ battle: anyBattle }),
  'battle.reject': fc.record({ battle: anyBattle }),
  'battle.boost': fc.record({ side, ms: fc.integer({ min: 5000, max: 9000 }) }, { requiredKeys: ['side'] }),
  'battle.extend': fc.record({ ms: fc.integer({ min: 1000, max: 20_000 }) }),
  'battle.end': none,
  'battle.cancel': none,
  'poll.start': anyPoll,
  'poll.close': none,
  'rule.set': fc.record({ rules }),
  'prize.mark': fc.record({ round: fc.constant(1), viewer, status: fc.constantFrom('claimed', 'sent') }),
};
/** Orders that begin something come more often than those that end it, so that there is something to end. */
const names = [
  ...(Object.keys(commands) as CommandName[]),
  'round.start',
  'round.start',
  'round.start',
  'round.next',
  'round.next',
  'show.start',
  'sale.schedule',
  'sale.schedule',
  'sale.open',
  'sale.open',
  'battle.start',
  'battle.start',
  'battle.boost',
  'poll.start',
] as CommandName[];
const order = fc.constantFrom(...names).chain((name) =>
  fc.record({
    name: fc.constant(name),
    args: argsOf[name],
    role: fc.constantFrom(...roles, 'streamer', 'streamer', 'streamer'),
    id: fc.nat({ max: 60 }),
  }),
);
const happening = fc.record({
  afterMs: fc.oneof(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 0, max: 9000 })),
  order,
  crash: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
});

describe('random orders', function () {
  this.timeout(120_000);
  it('[ROOM-79] leave the show sound: nothing fails, every answer is explained, every round has one receipt, viewers see the stage', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(happening, { minLength: 5, maxLength: 25 }), async (happenings) => {
        const inner = createMemoryJournal();
        let world = await showWorld({ journal: inner, commitMs: 7, ledgerMs: 5 });
        let decoder = decodingViewer(world.shows.get('demo')!.crowd.feed);
        const answers = new Map<string, CommandReply>();
        let audited = 0;
        let began = 0;
        for (const { afterMs, order: given, crash } of happenings) {
          await world.pass(afterMs);
          play(world);
          const { id, name, args, role } = given;
          const reply = await world.command(name, args, { id: `order-${id}`, by: claimsOf(role) });
          const explained = reply.ok || !['internal', 'busy'].includes(reply.code);
          assert.ok(explained, `${name}: ${JSON.stringify(reply)}`);
          const what = JSON.stringify([id, name, args]);
          const first = answers.get(what);
          // A remembered answer is given again, and not written again.
          if (first) {
            if (may(name, role)) assert.deepEqual(reply, first);
          } else if (reply.ok) answers.set(what, reply);
          if (!first && (reply.ok || !unchecked.includes(reply.code))) audited++;
          if (!first && reply.ok && reply.round) began = reply.round;
          if (!crash) continue;
          assert.deepEqual(world.errors, []);
          world = await world.crash({ downMs: 300 });
          decoder = decodingViewer(world.shows.get('demo')!.crowd.feed);
        }
        await world.pass(200_000);
        assert.deepEqual(world.errors, []);
        assert.equal(world.shows.summary('demo')!.round, null, 'every round ends by itself');
        const receipts = (await inner.receipts('demo', 'round', 100)) as RoundReceipt[];
        assert.deepEqual(
          receipts.map(({ round }) => round).toReversed(),
          Array.from({ length: began }, (_, i) => i + 1),
        );
        const ordered = (await inner.audit('demo', { limit: 100 })).filter(({ by }) => by !== 'drumroll');
        assert.equal(ordered.length, audited, 'what happens by itself has lines of its own');
        await checkContests(world);
        assert.deepEqual(decoder.json(), world.json());
        const { status, rehearsal } = world.json();
        assert.equal(rehearsal, world.panel().rehearsal !== null);
        assert.ok(!rehearsal || status === 'live');
        await checkSales(world);
      }),
      { numRuns: 60 },
    );
  });
});

/** Refusals that come before anything is looked at: they leave no line in the log. */
const unchecked = ['bad-request', 'command/unknown', 'auth/wrong-role', 'auth/wrong-show', 'key-reused'];

function may(name: CommandName, role: string): boolean {
  return (commands[name].roles as readonly string[]).includes(role);
}

/** Somebody does what can be done. */
function play(world: ShowWorld): void {
  for (const name of ['ann', 'bob', 'cid']) {
    if (world.panel().banned.includes(name)) continue;
    const member = world.join(name);
    void world.input(member, { type: 'tap', payload: { count: 2 } });
    void world.input(member, { type: 'answer', payload: { question: 1, choice: 0 }, key: `k ${world.clock.now()}` });
    void world.chat(member, 'lucky');
  }
  for (const { id } of world.panel().sales) {
    const at = world.clock.now();
    void grab(world, 'ann', { sale: id }).then((answer) => {
      if ('hold' in answer) void world.ledger.confirm({ hold: answer.hold, order: `order of ${answer.hold}` }, at);
    });
    void grab(world, 'bob', { sale: id });
  }
}

/** Every battle and poll has ended, and has one record that adds up; what was rehearsed is shown no more. */
async function checkContests(world: ShowWorld): Promise<void> {
  const { battle, poll, rehearsal } = world.json();
  assert.ok(!battle?.id || ['over', 'cancelled', 'expired', 'rejected'].includes(battle.status), battle?.status);
  assert.ok(!poll?.id || poll.status === 'closed');
  const battles = (await world.journal.receipts('demo', 'battle', 100)) as BattleReceipt[];
  const polls = (await world.journal.receipts('demo', 'poll', 100)) as PollReceipt[];
  for (const receipt of battles) assert.deepEqual(checkBattleReceipt(receipt), []);
  for (const receipt of polls) assert.deepEqual(checkPollReceipt(receipt), []);
  for (const receipts of [battles, polls]) {
    const numbers = receipts.map(({ id }) => Number(id.split('-').at(-1))).toReversed();
    assert.deepEqual(
      numbers.toSorted((a, b) => a - b),
      Array.from(numbers, (_, i) => i + 1),
    );
  }
  if (!rehearsal) assert.ok(!battle?.rehearsal && !poll?.rehearsal);
}

/** Everybody sees what the ledger has, nothing is held or open for ever, and what a rehearsal sold is gone. */
async function checkSales(world: ShowWorld): Promise<void> {
  const { status, sales: rows } = world.json();
  for (const { id, rehearsal } of world.panel().sales) {
    const { left, held, sold, stock, perViewer, opensAt, closesAt, status: shown } = rows[id]!;
    const { terms, totals, ended } = await inLedger(world, id);
    assert.deepEqual([left, held, sold, stock, perViewer], [totals.available, 0, totals.sold, totals.stock, totals.perViewer]);
    assert.deepEqual([opensAt, closesAt, rehearsal], [terms.opensAt, terms.closesAt, terms.rehearsal]);
    assert.equal(left + sold, stock);
    assert.ok(ended === null ? shown === 'scheduled' && opensAt === 0 : shown === ended, `${id} ${shown} ${ended}`);
    assert.ok(ended !== null || status !== 'ended', 'the end of the show ends its sales');
    assert.ok(!rehearsal || world.panel().rehearsal !== null);
  }
}
