/** What group commit is worth: the embedded journal with it and with one transaction per entry, taking turns on one disk. */
import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JournalEntry } from '../../rooms/journal.ts';
import type { Log } from '../../rooms/services.ts';
import { openSqliteJournal } from '../../server/sqlite/journal.ts';
import type { SqliteJournal } from '../../server/sqlite/journal.ts';

const samples = 7;
const sampleMs = 400;
const crowds = [1, 32, 256];
const silent: Log = { info() {}, warn() {}, error() {} };

interface Sample {
  perSecond: number;
  p50Ms: number;
  p99Ms: number;
  entriesPerCommit: number;
}

interface Row {
  writers: number;
  group: Sample;
  single: Sample;
  /** Throughput with group commit over throughput without. */
  gain: number;
}

/** Medians over samples that take turns, so that both ways meet the same moods of the disk. */
export async function run(): Promise<object> {
  const dir = await mkdtemp(join(tmpdir(), 'drumroll-bench-'));
  try {
    const diskSyncMs = timeDiskSync(join(dir, 'probe'));
    const group = await openSqliteJournal({ dir: join(dir, 'group'), log: silent });
    const single = await openSqliteJournal({ dir: join(dir, 'single'), log: silent, limits: { batchEntries: 1 } });
    const rows: Row[] = [];
    for (const writers of crowds) rows.push(await compare({ group, single }, writers));
    await Promise.all([group.close(), single.close()]);
    return { bench: 'journal', entryBytes: JSON.stringify(entryOf(0)).length, diskSyncMs, samples, sampleMs, rows };
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

async function compare({ group, single }: { group: SqliteJournal; single: SqliteJournal }, writers: number): Promise<Row> {
  const taken = { group: [] as Sample[], single: [] as Sample[] };
  // The first pair warms up and is not counted.
  for (let n = 0; n <= samples; n++) {
    const pair = { group: await sample(group, writers), single: await sample(single, writers) };
    if (n === 0) continue;
    taken.group.push(pair.group);
    taken.single.push(pair.single);
  }
  const medians = { group: medianOf(taken.group), single: medianOf(taken.single) };
  return { writers, ...medians, gain: round(medians.group.perSecond / medians.single.perSecond) };
}

/** Each writer waits for its own write before the next, as a shard does with its flushes. */
async function sample(journal: SqliteJournal, writers: number): Promise<Sample> {
  const before = journal.stats();
  const latencies: number[] = [];
  const startedAt = performance.now();
  const write = async (writer: number): Promise<void> => {
    for (;;) {
      const askedAt = performance.now();
      if (askedAt - startedAt >= sampleMs) return;
      await journal.commit(entryOf(writer));
      latencies.push(performance.now() - askedAt);
    }
  };
  await Promise.all(Array.from({ length: writers }, (_, writer) => write(writer)));
  const elapsedMs = performance.now() - startedAt;
  const after = journal.stats();
  latencies.sort((a, b) => a - b);
  return {
    perSecond: Math.round((latencies.length / elapsedMs) * 1000),
    p50Ms: quantile(latencies, 0.5),
    p99Ms: quantile(latencies, 0.99),
    entriesPerCommit: round((after.entries - before.entries) / (after.batches - before.batches)),
  };
}

/** The median time to write 4 KiB in place and sync it: the floor under every commit, by which machines can be compared. */
function timeDiskSync(path: string): number {
  const file = openSync(path, 'w');
  const page = Buffer.alloc(4096, 1);
  const times: number[] = [];
  for (let n = 0; n < 200; n++) {
    const startedAt = performance.now();
    writeSync(file, page, 0, page.length, 0);
    fdatasyncSync(file);
    times.push(performance.now() - startedAt);
  }
  closeSync(file);
  return quantile(
    times.toSorted((a, b) => a - b),
    0.5,
  );
}

/** One flush of a shard: its tally, and the records of ten viewers. */
function entryOf(shard: number): JournalEntry {
  const records = Array.from({ length: 10 }, (_, n) => ({
    viewer: `viewer-${shard}-${n}`,
    record: { choice: 'a', score: 1200 + n, streak: 3, answered: [0, 1, 1, 0, 1] },
  }));
  const tally = {
    counts: { left: 1234, right: 1250 },
    top: records.map(({ viewer, record }) => ({ viewer, score: record.score })),
  };
  return { show: 'demo', shard: { part: 1, shard, state: { seq: 100, tally }, records } };
}

function medianOf(taken: readonly Sample[]): Sample {
  const median = (key: keyof Sample): number =>
    quantile(
      taken.map((one) => one[key]).toSorted((a, b) => a - b),
      0.5,
    );
  return {
    perSecond: median('perSecond'),
    p50Ms: median('p50Ms'),
    p99Ms: median('p99Ms'),
    entriesPerCommit: median('entriesPerCommit'),
  };
}

function quantile(sorted: readonly number[], q: number): number {
  return round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? 0);
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
