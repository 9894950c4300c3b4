/** Legal buttons follow from the state, and name the refusal that the server would give. */
import assert from 'node:assert/strict';
import { commands } from '../../../shared/protocol/commands.ts';
import { errors } from '../../../shared/protocol/errors.ts';
import {
  actions,
  mostSales,
  obstacleTo,
  obstacleToItem,
  obstacleToModerate,
  obstacleToSale,
  saleActions,
} from '../../../web/panel/control/legal.ts';
import type { Action, SaleAction } from '../../../web/panel/control/legal.ts';
import type { Obstacle, Situation } from '../../../web/panel/control/situation.ts';
import type { SaleJson } from '../../../web/panel/sales/standing.ts';
import { saleJson } from './sale-json.ts';

type Round = NonNullable<NonNullable<Situation['show']>['round']>;

function round(phase: string): Round {
  return { id: 3, game: 'tap-race', phase, startedAt: 1000, endsAt: 2000, rehearsal: false, prize: '' };
}

const items = [
  { id: 'race', title: 'Race', command: { name: 'round.start', args: { game: 'tap-race' } } },
  { id: 'bye', title: 'Bye', command: { name: 'show.end', args: {} } },
];

interface Change {
  status?: string;
  round?: Round;
  next?: number;
  rehearsal?: boolean;
  sales?: readonly SaleJson[];
}

function situation(change: Change = {}): Situation {
  const { status = 'live', next = 0, rehearsal = false, sales = [] } = change;
  return {
    role: 'streamer',
    connected: true,
    show: {
      show: 'demo',
      rehearsal,
      status,
      ...(change.round ? { round: change.round } : {}),
      sales: Object.fromEntries(sales.map((sale) => [sale.id, sale])),
    },
    panel: { rundown: { items, next }, rehearsal: rehearsal ? { bots: 5 } : null, sales: [], battle: null },
  };
}

const table: [name: string, Situation, Partial<Record<Action, Obstacle>>][] = [
  [
    'a scheduled show',
    situation({ status: 'scheduled' }),
    {
      'show.start': null,
      'show.end': 'show/not-live',
      'round.start': 'show/not-live',
      'round.extend': 'round/none',
      'round.next': 'round/none',
      'round.cancel': 'round/none',
      'rundown.go': 'show/not-live',
      'rehearsal.start': null,
      'rehearsal.end': 'rehearsal/none',
    },
  ],
  [
    'an ended show',
    situation({ status: 'ended' }),
    { 'show.start': null, 'show.end': 'show/not-live', 'rehearsal.start': 'show/not-live' },
  ],
  [
    'a live show with nothing on',
    situation(),
    {
      'show.start': 'show/already-live',
      'show.end': null,
      'round.start': null,
      'round.extend': 'round/none',
      'round.next': 'round/none',
      'round.cancel': 'round/none',
      'rundown.go': null,
      'rehearsal.start': null,
      'rehearsal.end': 'rehearsal/none',
    },
  ],
  [
    'a running round',
    situation({ round: round('race') }),
    {
      'show.end': null,
      'round.start': 'round/running',
      'round.extend': null,
      'round.next': null,
      'round.cancel': null,
      'rundown.go': 'round/running',
      'rehearsal.start': 'round/running',
    },
  ],
  ['an announced round', situation({ round: round('soon') }), { 'round.start': 'round/running', 'round.cancel': null }],
  [
    'a round that is over',
    situation({ round: round('over') }),
    { 'round.start': null, 'round.extend': 'round/none', 'round.next': 'round/none', 'round.cancel': 'round/none' },
  ],
  ['an item that starts no round, beside a running one', situation({ round: round('race'), next: 1 }), { 'rundown.go': null }],
  ['a rundown at its end', situation({ next: 2 }), { 'rundown.go': 'rundown/at-end' }],
  [
    'a rehearsal',
    situation({ rehearsal: true }),
    { 'rehearsal.start': 'rehearsal/running', 'rehearsal.end': null, 'round.start': null },
  ],
];

function all(obstacle: Obstacle): Record<SaleAction, Obstacle> {
  return { 'sale.open': obstacle, 'sale.close': obstacle, 'sale.cancel': obstacle, 'sale.adjust': obstacle };
}

describe('legal buttons', () => {
  for (const [name, given, expected] of table) {
    it(`[PAGE-47] ${name}`, () => {
      for (const [action, obstacle] of Object.entries(expected)) {
        assert.equal(obstacleTo(action as Action, given), obstacle, action);
      }
    });
  }

  it('[PAGE-48] without a connection, or before the state has come, nothing is legal', () => {
    const unknown: Situation[] = [
      { ...situation(), connected: false },
      { ...situation(), show: null, panel: null },
    ];
    for (const given of unknown) {
      for (const action of actions) assert.equal(obstacleTo(action, given), 'offline');
      assert.equal(obstacleToItem('race', given), 'offline');
      assert.equal(obstacleToModerate(given), 'offline');
      for (const action of saleActions) assert.equal(obstacleToSale(action, 'mug', given), 'offline');
    }
  });

  it('[PAGE-59] a moderator’s panel offers moderation, and nothing that the server would refuse to moderators', () => {
    const moderator: Situation = { ...situation({ round: round('race') }), role: 'moderator' };
    for (const action of actions) {
      const may = (commands[action].roles as readonly string[]).includes('moderator');
      assert.equal(obstacleTo(action, moderator) !== 'auth/wrong-role', may, action);
    }
    for (const action of saleActions) {
      assert.equal(obstacleToSale(action, 'mug', moderator), 'auth/wrong-role');
      assert.ok(!(commands[action].roles as readonly string[]).includes('moderator'));
    }
    assert.equal(obstacleToItem('race', moderator), 'auth/wrong-role');
    assert.equal(obstacleToModerate(moderator), null);
  });

  it('[PAGE-47] an item is judged by what it would do', () => {
    assert.equal(obstacleToItem('race', situation({ round: round('race') })), 'round/running');
    assert.equal(obstacleToItem('bye', situation({ round: round('race') })), null);
    assert.equal(obstacleToItem('gone', situation()), 'rundown/unknown-item');
  });

  const bySale: [status: string, Record<SaleAction, Obstacle>][] = [
    ['scheduled', all(null)],
    ['countdown', all(null)],
    ['open', { ...all(null), 'sale.open': 'sale/open' }],
    ['sold-out', { ...all(null), 'sale.open': 'sale/open' }],
    ['closed', all('sale/ended')],
    ['cancelled', all('sale/ended')],
  ];
  for (const [status, expected] of bySale) {
    it(`[PAGE-100] what may be done to a sale follows from its state: ${status}`, () => {
      const given = situation({ sales: [saleJson({ id: 'mug', status })] });
      for (const action of saleActions) assert.equal(obstacleToSale(action, 'mug', given), expected[action], action);
    });
  }

  it('[PAGE-100] a sale opens in a live show only, and one that nobody knows cannot be ordered about', () => {
    const scheduled = situation({ status: 'scheduled', sales: [saleJson({ id: 'mug', status: 'scheduled' })] });
    assert.equal(obstacleToSale('sale.open', 'mug', scheduled), 'show/not-live');
    assert.equal(obstacleToSale('sale.cancel', 'mug', scheduled), null);
    assert.equal(obstacleToSale('sale.cancel', 'gone', scheduled), 'sale/unknown');
  });

  it('[PAGE-100] nothing can be done to a sale whose ledger is lost', () => {
    const given = situation({ sales: [saleJson({ id: 'mug', status: 'closed' })] });
    const stopped = { id: 'mug', holdMs: 1, durationMs: 1, queue: null, rehearsal: false, stopped: 'ledger-lost' } as const;
    const lost: Situation = { ...given, panel: { ...given.panel!, sales: [stopped] } };
    for (const action of saleActions) assert.equal(obstacleToSale(action, 'mug', lost), 'ledger-lost');
  });

  it('[PAGE-101] a sale may be scheduled before the show and in it, not after it, and only so many at once', () => {
    const sales = Array.from({ length: mostSales }, (_, i) => saleJson({ id: `sale-${i}`, status: 'scheduled' }));
    assert.equal(obstacleTo('sale.schedule', situation({ status: 'scheduled' })), null);
    assert.equal(obstacleTo('sale.schedule', situation({ status: 'ended' })), 'show/not-live');
    assert.equal(obstacleTo('sale.schedule', situation({ sales: sales.slice(1) })), null);
    assert.equal(obstacleTo('sale.schedule', situation({ sales })), 'sale/too-many');
    const over = sales.map((sale) => ({ ...sale, status: 'closed' }));
    assert.equal(obstacleTo('sale.schedule', situation({ sales: over })), null);
  });

  it('[PAGE-47] every obstacle is a refusal that the protocol knows', () => {
    for (const [, given] of table) {
      for (const action of actions) {
        const obstacle = obstacleTo(action, given);
        assert.ok(obstacle === null || obstacle === 'offline' || Object.hasOwn(errors, obstacle));
      }
    }
  });
});
