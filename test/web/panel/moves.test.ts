/** Buttons and hot keys order the same things, and nothing that is not legal now. */
import assert from 'node:assert/strict';
import { signal } from '@preact/signals';
import { demoSale } from '../../../shared/demo-sale.ts';
import { battleStart, pollStart } from '../../../shared/protocol/battles.ts';
import { commands } from '../../../shared/protocol/commands.ts';
import type { CommandReply } from '../../../shared/protocol/commands.ts';
import { refuse } from '../../../shared/protocol/errors.ts';
import type { PanelState, RundownItem } from '../../../shared/protocol/messages.ts';
import type { ShowJson } from '../../../shared/state/show-state.ts';
import type { Shelf } from '../../../web/kit/storage.ts';
import type { GameInfo } from '../../../web/panel/api.ts';
import type { BattleOrder } from '../../../web/panel/battles/draft.ts';
import { createChoices } from '../../../web/panel/control/choices.ts';
import { battleDraftFor } from '../../../web/panel/control/contest-moves.ts';
import { createDesk } from '../../../web/panel/control/desk.ts';
import { createMoves, draftFor } from '../../../web/panel/control/moves.ts';
import { blankDraft, draftOf } from '../../../web/panel/sales/draft.ts';

const show: ShowJson = {
  show: 'demo',
  title: 'Demo',
  status: 'live',
  viewers: 0,
  tick: 1,
  startsAt: 0,
  rehearsal: false,
  likes: 0,
  pinned: '',
  notices: [],
  sales: {},
};
const race = { id: 1, game: 'tap-race', phase: 'race', startedAt: 0, endsAt: 9, rehearsal: false, prize: '' };
const game: GameInfo = {
  id: 'tap-race',
  title: { en: 'Tap race', 'zh-CN': '点击赛跑' },
  settings: { type: 'object', properties: { seconds: { type: 'integer', default: 20 } } },
};

function items(...ids: string[]): RundownItem[] {
  return ids.map((id) => ({ id, title: id, command: { name: 'round.start', args: { game: 'tap-race' } } }));
}

function shelf(kept: Record<string, string> = {}): Pick<Shelf, 'get' | 'set'> {
  return { get: (key) => kept[key] ?? null, set: (key, value) => void (kept[key] = value) };
}

const mug = { ...demoSale, title: 'Mug' };

interface Given {
  state?: ShowJson;
  next?: number;
  rundown?: RundownItem[];
  reply?: CommandReply;
}

function studio({ state = show, next = 0, rundown = items('a', 'b', 'c'), reply = { ok: true } }: Given = {}) {
  const orders: { name: string; args: unknown }[] = [];
  const timers: (() => void)[] = [];
  const listeners = new Map<string, (payload: unknown) => void>();
  let now = 0;
  const desk = createDesk(
    {
      status: signal('live' as const),
      state: signal(state),
      cue: signal(null),
      on: (type, callback) => {
        listeners.set(type, callback);
        return () => listeners.delete(type);
      },
      command: (name, args) => {
        orders.push({ name, args });
        return Promise.resolve(reply);
      },
    },
    'streamer',
    { monotonic: () => now, after: (_ms, call) => (timers.push(call), () => undefined) },
  );
  const panel: PanelState = {
    rundown: { items: rundown, next },
    muted: [],
    banned: [],
    rehearsal: null,
    winners: [],
    sales: [],
    ledger: 'ok',
    battle: null,
    rules: [],
  };
  listeners.get('panel.state')?.(panel);
  const choices = createChoices(shelf());
  return { moves: createMoves(desk, choices), choices, orders, desk, advance: (ms: number) => (now += ms) };
}

describe('moves', () => {
  it('[PAGE-69] GO fires the next item, or the selected one, whose selection is then over', () => {
    const { moves, choices, orders } = studio({ next: 1 });
    moves.go();
    moves.selectPrevious();
    assert.equal(choices.item.value, 'a');
    moves.go();
    assert.deepEqual(orders, [
      { name: 'rundown.go', args: { item: 'b' } },
      { name: 'rundown.go', args: { item: 'a' } },
    ]);
    assert.equal(choices.item.value, null);
  });

  it('[PAGE-69] while a round runs no other is started, by GO, tile or item', () => {
    const { moves, orders } = studio({ state: { ...show, round: race } });
    moves.go();
    moves.goTo('c');
    moves.startGame(game);
    assert.deepEqual(orders, []);
    moves.extend();
    moves.next();
    assert.deepEqual(
      orders.map(({ name }) => name),
      ['round.extend', 'round.next'],
    );
  });

  it('[PAGE-69] with nothing running there is nothing to extend, end or cancel', () => {
    const { moves, orders, desk } = studio();
    moves.extend();
    moves.next();
    moves.cancel();
    assert.deepEqual(orders, []);
    assert.equal(desk.arming.value.kind, 'safe');
  });

  it('[PAGE-49] the key that cancels arms first and fires second', () => {
    const { moves, orders, advance } = studio({ state: { ...show, round: race } });
    moves.cancel();
    assert.deepEqual(orders, []);
    advance(1000);
    moves.cancel();
    assert.deepEqual(orders, [{ name: 'round.cancel', args: {} }]);
  });

  it('[PAGE-70] a game starts, and goes into the rundown, with the settings as they stand in its form', () => {
    const { moves, choices, orders } = studio();
    moves.startGame(game);
    choices.settings.value = { 'tap-race': { seconds: 5 } };
    moves.addToRundown(game, 'Short race');
    assert.deepEqual(orders[0], { name: 'round.start', args: { game: 'tap-race', settings: { seconds: 20 } } });
    const { items: added } = orders[1]!.args as { items: RundownItem[] };
    assert.deepEqual(
      added.map(({ title }) => title),
      ['a', 'b', 'c', 'Short race'],
    );
    assert.deepEqual(added[3]?.command, { name: 'round.start', args: { game: 'tap-race', settings: { seconds: 5 } } });
  });

  const saleItem = { id: 's', title: 'Mug', command: { name: 'sale.schedule', args: mug } };

  it('[PAGE-114] a sale is looked at before it is fired, from the form and by GO alike', async () => {
    const { moves, choices, orders } = studio({ rundown: [saleItem] });
    moves.go();
    assert.deepEqual(choices.firing.value, { kind: 'item', item: saleItem });
    assert.equal(choices.dialog.value, 'fire');
    assert.deepEqual(orders, []);
    await moves.fire();
    moves.lookAt(mug);
    assert.equal(orders.length, 1);
    await moves.fire();
    assert.deepEqual(orders, [
      { name: 'rundown.go', args: { item: 's' } },
      { name: 'sale.schedule', args: mug },
    ]);
  });

  it('[PAGE-114] the look closes once the server has accepted, and then shows what is live', async () => {
    const { moves, choices } = studio({ reply: { ok: true, sale: 'sale-1' } });
    moves.lookAt(mug);
    const fired = moves.fire();
    assert.equal(choices.dialog.value, 'fire', 'nothing is optimistic');
    await fired;
    assert.deepEqual([choices.dialog.value, choices.firing.value, choices.section.value], [null, null, 'live']);
    assert.equal(choices.fired.value, 'sale-1');
  });

  it('[PAGE-114] a refused sale stays in sight with its reason', async () => {
    const { moves, choices } = studio({ reply: { ok: false, ...refuse('sale/bad-times') } });
    moves.lookAt(mug);
    const reply = await moves.fire();
    assert.equal(reply?.ok, false);
    assert.equal(choices.dialog.value, 'fire');
  });

  it('[PAGE-114] nothing is fired that nobody looks at, and nothing is looked at that is not legal', async () => {
    const { moves, orders, choices } = studio({ state: { ...show, status: 'ended' }, rundown: [saleItem] });
    assert.equal(await moves.fire(), null);
    moves.lookAt(mug);
    moves.go();
    assert.equal(choices.firing.value, null);
    assert.deepEqual(orders, []);
  });

  it('[PAGE-110] a sale goes into the rundown as an item that can be read back', () => {
    const { moves, orders } = studio();
    moves.addSale(mug);
    const { items: added } = orders[0]!.args as { items: RundownItem[] };
    assert.deepEqual(added.slice(0, 3), items('a', 'b', 'c'));
    assert.equal(added[3]!.title, 'Mug');
    assert.deepEqual(added[3]!.command, { name: 'sale.schedule', args: mug });
  });

  it('[PAGE-110] the form begins like the last sale of the rundown, until it is edited', () => {
    const { moves, choices } = studio();
    assert.deepEqual(draftFor([], choices), blankDraft);
    assert.deepEqual(draftFor([saleItem], choices), draftOf(mug));
    moves.prepare({ ...mug, title: 'Bowl' });
    assert.equal(draftFor([saleItem], choices).title, 'Bowl');
    assert.deepEqual([choices.preparing.value, choices.section.value], ['sales', 'sales']);
  });

  it('[PAGE-55] the choice to do without single keys is kept on this device', () => {
    const kept = {};
    createChoices(shelf(kept)).singleKeys.value = false;
    assert.equal(createChoices(shelf(kept)).singleKeys.value, false);
    assert.equal(createChoices(shelf()).singleKeys.value, true);
  });

  const battle: BattleOrder = {
    name: 'battle.start',
    args: battleStart.parse({
      sides: [
        { id: 'red', name: 'Red' },
        { id: 'blue', name: 'Blue' },
      ],
    }),
  };
  const poll = pollStart.parse({
    question: 'What next?',
    choices: [
      { id: 'a', text: 'A' },
      { id: 'b', text: 'B' },
    ],
  });

  it('[PAGE-179] a battle and a poll start now, and the panel shows where they run', () => {
    const { moves, choices, orders } = studio({});
    moves.startBattle(battle);
    moves.startPoll(poll);
    assert.deepEqual(orders, [
      { name: 'battle.start', args: battle.args },
      { name: 'poll.start', args: poll },
    ]);
    assert.equal(choices.section.value, 'live');
  });

  it('[PAGE-179] they go into the rundown as items that the server takes, and come back out of it into their forms', () => {
    const { moves, choices, orders } = studio({});
    moves.addBattle(battle);
    moves.addPoll({ ...poll, question: 'x'.repeat(200) });
    moves.addPrice({ sale: 'mug', price: 990, title: 'Lower the price' });
    const added = orders.map(({ name, args }) => {
      const read = commands['rundown.set'].args.parse(args);
      assert.equal(name, 'rundown.set');
      return read.items.at(-1)!;
    });
    assert.deepEqual(
      added.map(({ title, command }) => [title.length, command.name]),
      [
        ['Red · Blue'.length, 'battle.start'],
        [120, 'poll.start'],
        ['Lower the price'.length, 'sale.adjust'],
      ],
    );
    for (const { command } of added) {
      const schema = commands[command.name as 'sale.adjust'].args;
      assert.deepEqual(schema.parse(command.args), command.args);
    }
    assert.deepEqual(battleDraftFor(added, choices).sides, battle.args.sides);
    moves.prepareBattle({ name: 'battle.invite', args: { show: 'night' } });
    assert.equal(battleDraftFor(added, choices).show, 'night');
    assert.deepEqual([choices.section.value, choices.preparing.value], ['battles', 'battles']);
    moves.preparePoll(poll);
    assert.equal(choices.pollDraft.value?.question, 'What next?');
    assert.deepEqual([choices.section.value, choices.preparing.value], ['polls', 'polls']);
  });

  it('[PAGE-179] nothing is sent that is not legal now', () => {
    const { moves, orders } = studio({ state: { ...show, status: 'scheduled' } });
    moves.startBattle(battle);
    moves.startPoll(poll);
    assert.deepEqual(orders, []);
    moves.setRules([{ id: '1', when: { kind: 'battle-drawn' }, item: 'a' }]);
    assert.deepEqual(
      orders.map(({ name }) => name),
      ['rule.set'],
    );
  });
});
