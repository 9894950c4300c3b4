/** What the store's tests share: folders that go away, logs that are kept, entries of one's own. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JournalEntry, StoredGift } from '../../../rooms/journal.ts';
import type { Log } from '../../../rooms/services.ts';
import type { AuditEntry } from '../../../shared/protocol/index.ts';

/** Gives each test fresh folders, and removes them after it. */
export function useTempDirs(): () => string {
  const dirs: string[] = [];
  afterEach(() => {
    for (const dir of dirs.splice(0)) rmSync(dir, { recursive: true, force: true });
  });
  return () => {
    const dir = mkdtempSync(join(tmpdir(), 'drumroll-store-'));
    dirs.push(dir);
    return dir;
  };
}

export interface KeptLog extends Log {
  lines: { level: 'info' | 'warn' | 'error'; data: object; message: string }[];
}

export function keepLog(): KeptLog {
  const lines: KeptLog['lines'] = [];
  const add = (level: 'info' | 'warn' | 'error') => (data: object, message: string) => void lines.push({ level, data, message });
  return { lines, info: add('info'), warn: add('warn'), error: add('error') };
}

export function auditOf(id: string): AuditEntry {
  return {
    id,
    at: 1,
    by: 's1',
    role: 'streamer',
    command: 'show.start',
    args: {},
    outcome: 'accepted',
    before: null,
    after: null,
  };
}

/** A gift of one rose for the left side of the show's first battle, as a platform's `service` sent it in. */
export function giftOf(key: string, { battle = 'demo.battle-1', service = 'platform' } = {}): StoredGift {
  const request = { key, viewer: 'v1', name: '福', battle, side: 'left', gift: 'rose', value: 1 };
  const reply = { counted: true, battle, side: 'left', points: 1 } as const;
  return { service, key, hash: `hash of ${key}`, battle, at: 1_700_000_000_000.5, request, reply };
}

/** An entry with every part, all of which name `n`. */
export function wholeEntry(show: string, n: number): JournalEntry {
  return {
    show,
    core: { n },
    command: { id: `c${n}`, hash: `h${n}`, reply: { ok: true, round: n } },
    audit: auditOf(`a${n}`),
    receipts: [{ kind: 'round', id: String(n), body: { n } }],
    shard: { part: n, shard: 0, state: { n }, records: ['v1', 'v2', 'v3'].map((viewer) => ({ viewer, record: { n } })) },
    gifts: [giftOf(`g${n}`)],
    facts: [{ kind: 'played', viewer: 'v1', at: n, what: String(n) }],
    events: [{ type: 'round.settled', at: n, data: { n } }],
  };
}
