/** The journals that a contract is tried on, and what such tests ask of them. */
import assert from 'node:assert/strict';
import { JournalError } from '../../rooms/journal-error.ts';
import type { Journal, StoredGift } from '../../rooms/journal.ts';
import { createMemoryJournal } from '../../server/memory/journal.ts';
import { openSqliteJournal } from '../../server/sqlite/journal.ts';
import { keepLog, useTempDirs } from '../server/sqlite/support.ts';

/** Opens a fresh journal, by the name of what keeps it; each is closed after its test. */
export function useJournals(): Record<string, () => Promise<Journal>> {
  const tempDir = useTempDirs();
  const opened: Journal[] = [];
  const keep = async (journal: Journal | Promise<Journal>): Promise<Journal> => {
    opened.push(await journal);
    return journal;
  };
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((journal) => journal.close()));
  });
  return {
    memory: () => keep(createMemoryJournal()),
    sqlite: () => keep(openSqliteJournal({ dir: tempDir(), log: keepLog() })),
  };
}

/** All gifts of a battle by pages of two, without their positions. */
export async function giftsOf(journal: Journal, show: string, battle: string): Promise<StoredGift[]> {
  const found: StoredGift[] = [];
  for (let after = 0; ;) {
    const page = await journal.gifts(show, battle, { after, limit: 2 });
    found.push(...page.map(({ position: _of, ...gift }) => gift));
    if (page.length < 2) return found;
    after = page[1]?.position ?? 0;
  }
}

export function isTrouble(trouble: JournalError['trouble']): (error: unknown) => boolean {
  return (error) => troubleOf(error) === trouble;
}

export function troubleOf(error: unknown): string {
  assert.ok(error instanceof JournalError, String(error));
  return error.trouble;
}

/** 0, 1, 2 … */
export function numbers(count: number): number[] {
  return Array.from({ length: count }, (_, n) => n);
}
