/** A gift desk alone: a show and its battle in the test's hand, over a journal that can be slow, held, failing or killed. */
import assert from 'node:assert/strict';
import { JournalError } from '../../rooms/journal-error.ts';
import type { Journal, StoredGift } from '../../rooms/journal.ts';
import type { Services } from '../../rooms/services.ts';
import { newCore } from '../../rooms/stage/core-state.ts';
import type { BattleCore } from '../../rooms/stage/core-contests.ts';
import type { Core } from '../../rooms/stage/core-state.ts';
import { GiftDesk } from '../../rooms/stage/gift-desk.ts';
import { keptGiftPoints } from '../../rooms/stage/gift-writer.ts';
import { createMemoryJournal } from '../../server/memory/journal.ts';
import { advanceBattle, newBattle } from '../../shared/battle/index.ts';
import type { Battle, BattleRules, BattleSide } from '../../shared/battle/index.ts';
import { battleRules, isRefusal } from '../../shared/protocol/index.ts';
import type { GiftReply, GiftRequest, Refusal } from '../../shared/protocol/index.ts';
import { manualClock } from './manual-clock.ts';
import type { ManualClock } from './manual-clock.ts';
import { passTime } from './show-world.ts';
import { testJournal } from './test-journal.ts';
import type { TestJournal } from './test-journal.ts';

export interface GiftWorld {
  clock: ManualClock;
  journal: TestJournal;
  desk: GiftDesk;
  core: Core;
  counted: Map<string, number>;
  /** From now on commits are kept, and reported as failed all the same. */
  liesAboutCommits: boolean;
  /** Takes the battle of the show on to how it stands now. */
  advance(change?: (battle: Battle) => Battle): void;
  /** Sends a gift; what is not said is like in any other. */
  give(over?: Partial<GiftRequest>, service?: string): Promise<GiftReply | Refusal>;
  pass(ms: number): Promise<void>;
  /** Every gift that the journal has of the battle (of none: the empty string). */
  kept(battle?: string): Promise<StoredGift[]>;
  /** Begins anew on the same journal, as after `kill -9`. */
  crash(downMs?: number): Promise<GiftWorld>;
}

export const battleId = 'demo.battle-1';

/** A battle of cats and dogs in the show `demo` that takes votes and gifts from now on, for ten seconds if nothing else is said. */
export function runningBattle(now: number, rules: Partial<BattleRules> = {}, over: Partial<Battle> = {}): Battle {
  const battle = newBattle({
    id: battleId,
    rules: { ...battleRules.parse({}), durationMs: 10_000, prepareMs: 0, critical: null, ...rules },
    sides: [sideOf('cats'), sideOf('dogs')],
    referee: 'demo',
    rehearsal: false,
    status: 'ready',
    now,
  });
  assert.ok(!isRefusal(battle), JSON.stringify(battle));
  return { ...advanceBattle(battle, now), ...over };
}

function sideOf(id: string): BattleSide {
  return { id, name: id, show: 'demo', streak: 0 };
}

export async function giftWorld(
  options: { journal?: Journal; startAt?: number; core?: Core; battle?: (now: number) => Battle | null } = {},
): Promise<GiftWorld> {
  const clock = manualClock(options.startAt);
  const inner = options.journal ?? createMemoryJournal();
  const now = clock.now();
  const show = { id: 'demo', title: 'Demo', locale: 'en', status: 'live', shards: 2, startsAt: 0, now } as const;
  const battle = (options.battle ?? runningBattle)(now);
  const held = {
    core: options.core ?? { ...newCore(show), battle: battle && hosted(battle) },
    liesAboutCommits: false,
  };
  const lying: Journal = {
    ...inner,
    commit: async (entry) => {
      await inner.commit(entry);
      if (held.liesAboutCommits) throw new JournalError('failed', 'kept all the same');
    },
  };
  const journal = testJournal(lying);
  const counted = new Map<string, number>();
  const count = (name: string, by: number, labels: Record<string, string> = {}) => {
    const key = [name, ...Object.values(labels)].join(' ');
    counted.set(key, (counted.get(key) ?? 0) + by);
  };
  const services: Pick<Services, 'clock' | 'journal' | 'limits' | 'log' | 'metrics'> = {
    clock,
    journal,
    limits: { chatLinesPerSecond: 10, chatMaxLength: 200, blockedWords: ['badword'], maxMessagesPerSecond: 60, staleKillMs: 0 },
    log: { info: () => {}, warn: () => {}, error: () => {} },
    metrics: { count, set: () => {}, observe: () => {} },
  };
  const desk = new GiftDesk(services, {
    core: () => held.core,
    points: await keptGiftPoints(journal, 'demo'),
    touch: () => {},
  });
  const world: GiftWorld = Object.assign(held, {
    clock,
    journal,
    desk,
    counted,
    advance: (change = (one: Battle) => advanceBattle(one, clock.now())) => {
      const duel = held.core.battle;
      if (duel) held.core = { ...held.core, battle: { ...duel, battle: change(duel.battle) } };
    },
    give: (over: Partial<GiftRequest> = {}, service = 'shop') =>
      desk.take({ key: 'k', viewer: 'ann', name: 'Ann', side: 'cats', value: 5, ...over }, service),
    pass: (ms: number) => passTime(clock, ms),
    kept: (id = battleId) => inner.gifts('demo', id, { after: 0, limit: 100_000 }),
    crash: (downMs = 0) => {
      journal.kill();
      return giftWorld({ journal: inner, startAt: clock.now() + downMs, core: held.core });
    },
  });
  desk.begin();
  return world;
}

/** As the show keeps a battle of its own. */
function hosted(battle: Battle): BattleCore {
  const nothing = { boostsHeard: 0, rivalFinal: null, ownFinal: null, heard: null, agreed: false };
  return { role: 'host', battle, settled: false, rival: null, ...nothing };
}

/** The points of gifts by side in a desk's tally. */
export function pointsBySide(world: GiftWorld): Record<string, number> {
  const { gifts } = world.desk.tally(battleId)!.points;
  return Object.fromEntries(Object.entries(gifts).map(([side, bySlice]) => [side, sumOf(bySlice)]));
}

function sumOf(points: Readonly<Record<string, number>>): number {
  return Object.values(points).reduce((sum, of) => sum + of, 0);
}
