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

  it('[SALE-112] of a newer version is refused with a sentence, and not touched', async () => {
    const journal = createMemoryJournal();
    await journal.commit({ show: 'demo', core: { ...today, version: coreVersion + 1 } });
    await assert.rejects(showWorld({ journal }), /show demo was stored by a newer version/);
    assert.equal(((await journal.shows())[0]!.core as { version: number }).version, coreVersion + 1);
  });
});
