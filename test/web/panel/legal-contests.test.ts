/** Legal orders about battles, polls and rules follow from the state, and name the refusal that the server would give. */
import assert from 'node:assert/strict';
import type { BattleStatus } from '../../../shared/battle/terms.ts';
import { battleRules } from '../../../shared/protocol/battles.ts';
import { errors } from '../../../shared/protocol/errors.ts';
import type { PanelBattle } from '../../../shared/protocol/messages.ts';
import {
  contestActions,
  isContestAction,
  isInvited,
  obstacleToBoost,
  obstacleToExtend,
} from '../../../web/panel/control/legal-contests.ts';
import type { ContestAction } from '../../../web/panel/control/legal-contests.ts';
import { obstacleTo, obstacleToItem } from '../../../web/panel/control/legal.ts';
import type { Obstacle, Situation } from '../../../web/panel/control/situation.ts';
import { battleJson, pollJson, sideJson } from '../../support/web-contest.ts';

interface Change {
  status?: string;
  role?: PanelBattle['role'];
  battle?: BattleStatus;
  poll?: 'open' | 'closed';
  rehearsal?: boolean;
  boostsLeft?: Record<string, number>;
  extensionLeftMs?: number;
}

const between = [sideJson({ id: 'demo', show: 'demo' }), sideJson({ id: 'night', show: 'night' })];
const items = [
  { id: 'battle', title: '', command: { name: 'battle.start', args: {} } },
  { id: 'poll', title: '', command: { name: 'poll.start', args: {} } },
  { id: 'price', title: '', command: { name: 'sale.adjust', args: { sale: 'gone', price: 1 } } },
];

function situation(change: Change = {}): Situation {
  const { status = 'live', role = 'host', battle, poll, rehearsal = false, boostsLeft = { red: 1, blue: 0 } } = change;
  const sides = role === 'host' ? {} : { sides: between };
  return {
    role: 'streamer',
    connected: true,
    show: {
      show: 'demo',
      status,
      rehearsal,
      sales: {},
      ...(battle ? { battle: battleJson({ status: battle, rehearsal, ...sides }) } : {}),
      ...(poll ? { poll: pollJson({ status: poll, rehearsal }) } : {}),
    },
    panel: {
      rundown: { items, next: 0 },
      rehearsal: rehearsal ? { bots: 5 } : null,
      sales: [],
      battle: battle
        ? {
            id: 'demo.battle-1',
            role,
            rules: battleRules.parse({}),
            boostsLeft,
            extensionLeftMs: change.extensionLeftMs ?? 300_000,
          }
        : null,
    },
  };
}

function all(obstacle: Obstacle): Record<ContestAction, Obstacle> {
  return Object.fromEntries(contestActions.map((action) => [action, obstacle])) as Record<ContestAction, Obstacle>;
}

/** What nothing but the battle stands in the way of. */
const others = { 'poll.start': null, 'poll.close': 'poll/none', 'rule.set': null } as const;
const inTheWay = {
  ...all('battle/wrong-status'),
  'battle.start': 'battle/running',
  'battle.invite': 'battle/running',
  ...others,
} as const;
const fought = {
  ...inTheWay,
  'battle.boost': null,
  'battle.extend': null,
  'battle.end': null,
  'battle.cancel': null,
} as const;
const nothing = { ...all('battle/none'), 'battle.start': null, 'battle.invite': null, ...others } as const;

const table: [name: string, Situation, Record<ContestAction, Obstacle>][] = [
  ['nothing', situation(), nothing],
  [
    'a show before its start',
    situation({ status: 'scheduled' }),
    { ...nothing, 'battle.start': 'show/not-live', 'battle.invite': 'show/not-live', 'poll.start': 'show/not-live' },
  ],
  ['a rehearsal', situation({ rehearsal: true }), { ...nothing, 'battle.invite': 'rehearsal/running' }],
  ['an open poll', situation({ poll: 'open' }), { ...nothing, 'poll.start': 'poll/running', 'poll.close': null }],
  ['a closed poll', situation({ poll: 'closed' }), nothing],
  ['a battle that is prepared', situation({ battle: 'ready' }), { ...inTheWay, 'battle.cancel': null }],
  ['a battle that runs', situation({ battle: 'running' }), fought],
  ['an overtime', situation({ battle: 'overtime' }), fought],
  [
    'no extension left',
    situation({ battle: 'running', extensionLeftMs: 0 }),
    { ...fought, 'battle.extend': 'battle/extend-limit' },
  ],
  ['a verdict', situation({ battle: 'verdict' }), inTheWay],
  ['an invitation of this show', situation({ battle: 'inviting', role: 'referee' }), { ...inTheWay, 'battle.cancel': null }],
  [
    'an invitation of another show',
    situation({ battle: 'inviting', role: 'mirror' }),
    { ...inTheWay, 'battle.accept': null, 'battle.reject': null, 'battle.cancel': null, 'battle.extend': 'battle/not-referee' },
  ],
  [
    'a battle that another show decides, before its start',
    situation({ battle: 'ready', role: 'mirror' }),
    { ...inTheWay, 'battle.end': null, 'battle.extend': 'battle/not-referee', 'battle.cancel': 'battle/not-referee' },
  ],
  [
    'a battle that another show decides',
    situation({ battle: 'running', role: 'mirror' }),
    { ...fought, 'battle.extend': 'battle/not-referee', 'battle.cancel': 'battle/not-referee' },
  ],
  ...(['over', 'rejected', 'expired', 'cancelled', 'forfeited'] as const).map(
    (status): [string, Situation, Record<ContestAction, Obstacle>] => [
      `one that is ${status}`,
      situation({ battle: status }),
      nothing,
    ],
  ),
];

describe('legal orders about battles and polls', () => {
  for (const [name, state, expected] of table)
    it(`[PAGE-167] ${name}`, () => {
      for (const action of contestActions) {
        assert.equal(obstacleTo(action, state), expected[action], action);
        assert.ok(expected[action] === null || expected[action] in errors);
      }
    });

  it('[PAGE-167] an item of the rundown is judged by what it would do', () => {
    assert.equal(obstacleToItem('battle', situation({ battle: 'running' })), 'battle/running');
    assert.equal(obstacleToItem('battle', situation({ battle: 'over' })), null);
    assert.equal(obstacleToItem('poll', situation({ poll: 'open' })), 'poll/running');
    assert.equal(obstacleToItem('price', situation()), 'sale/unknown');
  });

  it('[PAGE-167] no rehearsal begins while a battle goes on or a poll is open', () => {
    assert.equal(obstacleTo('rehearsal.start', situation({ battle: 'verdict' })), 'battle/running');
    assert.equal(obstacleTo('rehearsal.start', situation({ poll: 'open' })), 'poll/running');
    assert.equal(obstacleTo('rehearsal.start', situation({ battle: 'over', poll: 'closed' })), null);
  });

  it('[PAGE-168] a boost needs one that is left, and between shows it is for the own side', () => {
    const own = situation({ battle: 'running' });
    assert.equal(obstacleToBoost('red', own), null);
    assert.equal(obstacleToBoost('blue', own), 'battle/boost-limit');
    assert.equal(obstacleToBoost('green', own), 'battle/unknown-side');
    assert.equal(obstacleToBoost('red', situation({ battle: 'ready' })), 'battle/wrong-status');
    assert.equal(obstacleToBoost('red', situation()), 'battle/none');
    for (const role of ['referee', 'mirror'] as const) {
      const duel = situation({ battle: 'running', role, boostsLeft: { demo: 1, night: 1 } });
      assert.equal(obstacleToBoost('demo', duel), null);
      assert.equal(obstacleToBoost('night', duel), 'battle/unknown-side');
    }
  });

  it('[PAGE-168] an extension is no longer than what is left', () => {
    const short = situation({ battle: 'running', extensionLeftMs: 20_000 });
    assert.equal(obstacleToExtend(10_000, short), null);
    assert.equal(obstacleToExtend(30_000, short), 'battle/extend-limit');
    assert.equal(obstacleToExtend(10_000, situation({ battle: 'running', role: 'mirror' })), 'battle/not-referee');
    assert.equal(obstacleToExtend(10_000, situation()), 'battle/none');
  });

  it('[PAGE-168] neither is for moderators, nor for a panel that does not hear its show', () => {
    const running = situation({ battle: 'running' });
    for (const obstacle of [(now: Situation) => obstacleToBoost('red', now), (now: Situation) => obstacleToExtend(10_000, now)]) {
      assert.equal(obstacle(running), null);
      assert.equal(obstacle({ ...running, role: 'moderator' }), 'auth/wrong-role');
      assert.equal(obstacle({ ...running, connected: false }), 'offline');
      assert.equal(obstacle({ ...running, panel: null }), 'offline');
    }
  });

  it('[PAGE-168] an invitation is answered only by the show that was invited, once its panel knows so', () => {
    const more = situation({ battle: 'inviting', role: 'mirror' }).panel?.battle ?? null;
    assert.ok(isInvited({ status: 'inviting' }, more));
    assert.ok(!isInvited({ status: 'inviting' }, null));
    assert.ok(!isInvited({ status: 'ready' }, more));
    assert.ok(isContestAction('poll.close') && !isContestAction('round.start'));
  });
});
