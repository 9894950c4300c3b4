/** Every order of the few things that can happen to an invitation and to a short battle: both shows end with the same record. */
import assert from 'node:assert/strict';
import { goingOn } from '../../../rooms/stage/core-battle-facts.ts';
import { duelFaults } from '../../support/duel-faults.ts';
import { DuelStand } from '../../support/duel-stand.ts';

const rules = { durationMs: 10_000, prepareMs: 0, critical: null, overtimes: 0, gifts: 'none', verdict: { durationMs: 0 } };

/** What can happen. Notes that are told while the line is held arrive with the next `talk`, or never. */
const happenings: Record<string, (stand: DuelStand) => void> = {
  talk: (stand) => stand.pass(1100),
  lose: (stand) => hushed(stand, ['day>night', 'night>day']),
  'lose one way': (stand) => hushed(stand, ['day>night']),
  'lose the other way': (stand) => hushed(stand, ['night>day']),
  accept: (stand) => void stand.show('night').give('battle.accept', { battle: 'day.battle-1' }),
  reject: (stand) => void stand.show('night').give('battle.reject', { battle: 'day.battle-1' }),
  cancel: (stand) => void stand.show('day').give('battle.cancel'),
  end: (stand) => void stand.show('day').give('battle.end'),
  'give up': (stand) => void stand.show('night').give('battle.end'),
  'day ends': (stand) => void stand.show('day').give('show.end'),
  'night ends': (stand) => void stand.show('night').give('show.end'),
  'day crashes': (stand) => crashed(stand, 'day'),
  'night crashes': (stand) => crashed(stand, 'night'),
  'time passes': (stand) => hushed(stand, ['day>night', 'night>day'], 15_100),
};

describe('two shows that do battle, step by step', function () {
  this.timeout(240_000);

  it('[BATTLE-134] agree on the record after every order of four things that can happen to an invitation', () => {
    tryAll(4, (stand) => stand.pass(100));
  });

  it('[BATTLE-134] agree on the record after every order of three things that can happen to a running battle', () => {
    tryAll(3, (stand) => {
      stand.pass(1100);
      happenings['accept']!(stand);
      stand.pass(1100);
      for (const show of stand.shows.values()) show.vote('ann', 'day');
    });
  });
});

function tryAll(depth: number, begin: (stand: DuelStand) => void): void {
  let tried = 0;
  const seen = new Set<string>();
  const go = (path: readonly string[]): void => {
    const stand = played(path, begin);
    // What has led to the very same shows before has been gone on from.
    const where = fingerprintOf(stand);
    if (seen.has(`${path.length} ${where}`)) return;
    seen.add(`${path.length} ${where}`);
    tried++;
    const isQuiet = stand.settle(120_000);
    const { faults } = duelFaults(stand);
    assert.deepEqual(faults, [], path.join(', '));
    assert.ok(isQuiet, path.join(', '));
    assert.ok([...stand.shows.values()].every(({ core }) => goingOn(core) === null));
    if (path.length < depth) for (const next of Object.keys(happenings)) go([...path, next]);
  };
  go([]);
  assert.ok(tried > 1000, String(tried));
}

function played(path: readonly string[], begin: (stand: DuelStand) => void): DuelStand {
  const stand = new DuelStand('orders');
  stand.show('day').give('battle.invite', { show: 'night', ...rules });
  begin(stand);
  for (const name of path) happenings[name]!(stand);
  return stand;
}

function hushed(stand: DuelStand, ways: string[], ms = 1100): void {
  for (const way of ways) stand.cut.set(way, stand.now + ms);
  stand.pass(ms);
}

function crashed(stand: DuelStand, name: string): void {
  stand.show(name).crash();
  stand.show(name).comeBack();
}

function fingerprintOf({ shows, now }: DuelStand): string {
  return JSON.stringify([now, ...[...shows.values()].map(({ core }) => core)]);
}
