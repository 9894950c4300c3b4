/** A show that an older version of the server has stored goes on with today's; one that a newer has stored is refused. */
import assert from 'node:assert/strict';
import { coreVersion, newCore } from '../../../rooms/stage/core-state.ts';
import { readCore } from '../../../rooms/stage/stored-core.ts';
import { createMemoryJournal } from '../../../server/memory/journal.ts';
import { showWorld } from '../../support/show-world.ts';
import { openNow, shown } from '../../support/stage-sales.ts';

const today = newCore({ id: 'demo', title: 'Demo', locale: 'en', status: 'live', shards: 2, startsAt: 0, now: 1 });

/** As the first version stored it: without a version, and without sales. */
function firstVersion(): Record<string, unknown> {
  const { version: _version, sales: _sales, lastSale: _lastSale, ...first } = today;
  return JSON.parse(JSON.stringify({ ...first, muted: ['bob'], lastRound: 7 })) as Record<string, unknown>;
}

/** As the second version stored it: with sales, without battles, polls and rules. */
function secondVersion(): Record<string, unknown> {
  const { battle: _1, lastBattle: _2, duels: _3, poll: _4, lastPoll: _5, rules: _6, streaks: _7, ...second } = today;
  return JSON.parse(JSON.stringify({ ...second, version: 2, lastSale: 4, lastRound: 7 })) as Record<string, unknown>;
}

describe('a stored show', () => {
  it('[SALE-112] of the first version is brought up to today’s, with nothing lost', () => {
    assert.deepEqual(readCore(firstVersion()), { ...today, muted: ['bob'], lastRound: 7 });
    assert.deepEqual(readCore(JSON.parse(JSON.stringify(today))), today);
  });

  it('[SALE-112] of the first version goes on, can sell, and is stored as today’s', async () => {
    const journal = createMemoryJournal();
    await journal.commit({ show: 'demo', core: firstVersion() });
    const world = await showWorld({ journal });
    assert.deepEqual([world.panel().muted, world.json().sales], [['bob'], {}]);
    await openNow(world);
    assert.equal(shown(world).status, 'open');
    const [stored] = await journal.shows();
    assert.equal((stored!.core as { version: number }).version, coreVersion);
    assert.equal(shown(await world.crash()).opensAt, shown(world).opensAt);
  });

  it('[BATTLE-135] of the version before battles goes on, can do battle, ask and set rules, and loses nothing', async () => {
    assert.deepEqual(readCore(secondVersion()), { ...today, lastSale: 4, lastRound: 7 });
    const journal = createMemoryJournal();
    await journal.commit({ show: 'demo', core: secondVersion() });
    const world = await showWorld({ journal });
    const sides = [
      { id: 'red', name: 'Red' },
      { id: 'blue', name: 'Blue' },
    ];
    assert.deepEqual(await world.command('battle.start', { sides }), { ok: true, battle: 'demo.battle-1' });
    const choices = [{ text: 'This' }, { text: 'That' }];
    assert.deepEqual(await world.command('poll.start', { question: 'Which?', choices }), { ok: true, poll: 'poll-1' });
    assert.deepEqual(await world.command('rule.set', { rules: [] }), { ok: true });
    const again = await world.crash();
    assert.deepEqual([again.json().battle?.id, again.json().poll?.id], ['demo.battle-1', 'poll-1']);
    assert.deepEqual(again.errors, []);
  });

  it('[SALE-112] of a newer version is refused with a sentence, and not touched', async () => {
    const journal = createMemoryJournal();
    await journal.commit({ show: 'demo', core: { ...today, version: coreVersion + 1 } });
    await assert.rejects(showWorld({ journal }), /show demo was stored by a newer version/);
    assert.equal(((await journal.shows())[0]!.core as { version: number }).version, coreVersion + 1);
  });
});
