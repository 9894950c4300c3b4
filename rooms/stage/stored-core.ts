/** Reads the core of a show as some version of this server has stored it, and brings it up to today's shape. */
import { coreVersion } from './core-state.ts';
import type { Core } from './core-state.ts';

type Stored = Record<string, unknown>;

/** What has to be done to a core of each version to make it one of the next. */
const upgrades: Readonly<Record<number, (core: Stored) => Stored>> = {
  // The first version did not say which it was, and had no sales.
  1: (core) => ({ ...core, sales: [], lastSale: 0 }),
  2: (core) => ({ ...core, battle: null, lastBattle: 0, duels: [], poll: null, lastPoll: 0, rules: [], streaks: {} }),
};

/** Throws a sentence for the operator when a newer server wrote it. */
export function readCore(stored: unknown): Core {
  let core = stored as Stored;
  let version = Number(core['version'] ?? 1);
  if (version > coreVersion) {
    const which = `show ${String(core['show'])} was stored by a newer version of this server (${version} > ${coreVersion})`;
    throw new Error(`The ${which}. Start that version, or one that is newer still.`);
  }
  for (; version < coreVersion; version++) core = { ...upgrades[version]!(core), version: version + 1 };
  return core as unknown as Core;
}
