/** A journal under the test's thumb: it can be slow, held, failing or killed, and keeps what it was handed. */
import { JournalError } from '../../rooms/journal-error.ts';
import type { Journal, JournalEntry } from '../../rooms/journal.ts';
import type { Clock } from '../../rooms/services.ts';

export interface TestJournal extends Journal {
  /** Every entry as it was handed over, in order. */
  readonly handed: readonly JournalEntry[];
  /** Whether commits take time. */
  readonly isLagging: boolean;
  /** From now on nothing is committed and nothing is read. */
  hold(): void;
  /** What was held goes on, in its order. */
  release(): void;
  /** Says which calls fail from now on; `read` stands for any read. */
  failing: (call: JournalEntry | 'read') => boolean;
  /** As `kill -9` does: what is not yet committed is lost, and nobody is answered any more. */
  kill(): void;
}

export interface Lag {
  clock: Pick<Clock, 'after' | 'monotonic'>;
  /** How long each commit takes, and each read; reads wait for the commits before them. */
  commitMs: number;
  readMs?: number;
}

/** Wraps `inner`. With a lag, commits take that long by the clock, as a group commit does. */
export function testJournal(inner: Journal, lag: Lag | null = null): TestJournal {
  const waiting: { dueMs: number; run: () => void }[] = [];
  const handed: JournalEntry[] = [];
  let held = false;
  let killed = false;
  let lastDueMs = 0;

  const work = (): void => {
    if (held || killed) return;
    const nowMs = lag?.clock.monotonic() ?? 0;
    while (waiting[0] && waiting[0].dueMs <= nowMs) waiting.shift()!.run();
  };
  const inTurn = <T>(call: JournalEntry | 'read', act: () => Promise<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      if (killed) return;
      if (journal.failing(call)) return reject(new JournalError('failed', 'as the test wants it'));
      const tookMs = (call === 'read' ? lag?.readMs : lag?.commitMs) ?? 0;
      lastDueMs = Math.max(lastDueMs, (lag?.clock.monotonic() ?? 0) + tookMs);
      waiting.push({ dueMs: lastDueMs, run: () => void act().then((done) => (killed ? undefined : resolve(done)), reject) });
      if (lag) lag.clock.after(tookMs, work);
      work();
    });
  const read = <T>(act: () => Promise<T>): Promise<T> => inTurn('read', act);

  const journal: TestJournal = {
    handed,
    isLagging: lag !== null,
    failing: () => false,
    hold: () => {
      held = true;
    },
    release: () => {
      held = false;
      work();
    },
    kill: () => {
      killed = true;
    },
    commit: (entry) => {
      const own = copied(entry);
      // What is not JSON is the inner journal's to refuse.
      if (!own) return inner.commit(entry);
      if (!killed) handed.push(own);
      return inTurn(own, () => inner.commit(own));
    },
    shows: () => read(() => inner.shows()),
    command: (show, id) => read(() => inner.command(show, id)),
    shard: (show, part, shard) => read(() => inner.shard(show, part, shard)),
    records: (show, round) => read(() => inner.records(show, round)),
    audit: (show, page) => read(() => inner.audit(show, page)),
    receipt: (show, kind, id) => read(() => inner.receipt(show, kind, id)),
    receipts: (show, kind, limit) => read(() => inner.receipts(show, kind, limit)),
    facts: (show, limit) => read(() => inner.facts(show, limit)),
    gift: (show, service, key) => read(() => inner.gift(show, service, key)),
    gifts: (show, battle, page) => read(() => inner.gifts(show, battle, page)),
    events: (after, limit) => read(() => inner.events(after, limit)),
    close: () => inner.close(),
  };
  return journal;
}

/** The entry as it is now, whatever is done to it later; null when it is not JSON. */
function copied(entry: JournalEntry): JournalEntry | null {
  try {
    return JSON.parse(JSON.stringify(entry)) as JournalEntry;
  } catch {
    return null;
  }
}
