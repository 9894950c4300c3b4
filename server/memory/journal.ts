/** The journal's twin in memory: same rules, nothing kept. Values go in and out as copies, so nobody shares state. */
import { JournalError } from '../../rooms/journal-error.ts';
import type { Fact, Journal, JournalEntry, StoredEvent, StoredGift, StoredRecord } from '../../rooms/journal.ts';
import type { ShowId, ViewerId } from '../../shared/ids.ts';
import type { AuditEntry, CommandReply } from '../../shared/protocol/index.ts';

interface ShowBooks {
  core: unknown;
  commands: Map<string, { hash: string; reply: CommandReply }>;
  audit: AuditEntry[];
  /** By kind and id, in the order of first writing. */
  receipts: Map<string, { kind: string; body: unknown }>;
  /** By part and shard. */
  shards: Map<string, ShardBook>;
  facts: Fact[];
  gifts: StoredGift[];
}

interface ShardBook {
  /** As text: a round's number and its text are the same part. */
  part: string;
  shard: number;
  state: unknown;
  records: Map<ViewerId, unknown>;
}

/** A journal that lives as long as this object. It commits in a microtask, in the order of the calls. */
export function createMemoryJournal(): Journal {
  const shows = new Map<ShowId, ShowBooks>();
  const events: StoredEvent[] = [];
  let isClosed = false;

  // Each call waits one microtask: they run first come, first served, as the worker's turns do.
  const inTurn = async <Value>(act: () => Value): Promise<Value> => {
    if (isClosed) throw new JournalError('closed');
    await Promise.resolve();
    return act();
  };
  const find = <Value>(show: ShowId, look: (books: ShowBooks) => Value): Promise<Value> =>
    inTurn(() => copy(look(shows.get(show) ?? emptyBooks())));

  return {
    async commit(entry) {
      const own = copyOfEntry(entry);
      await inTurn(() => {
        const books = shows.get(own.show) ?? emptyBooks();
        write(books, own);
        shows.set(own.show, books);
        for (const event of own.events ?? []) events.push({ ...event, show: own.show, position: events.length + 1 });
      });
    },
    shows: () =>
      inTurn(() => {
        const known = [...shows].map(([show, { core }]) => ({ show, core })).filter(({ core }) => core !== undefined);
        return copy(known.toSorted((a, b) => compareText(a.show, b.show)));
      }),
    command: (show, id) => find(show, ({ commands }) => commands.get(id) ?? null),
    shard: (show, part, shard) =>
      find(show, ({ shards }) => {
        const book = shards.get(keyOf(String(part), shard));
        return book ? { state: book.state, records: inOrder(book.records) } : null;
      }),
    records: (show, round) =>
      find(show, ({ shards }) =>
        [...shards.values()]
          .filter((book) => book.part === String(round))
          .toSorted((a, b) => a.shard - b.shard)
          .flatMap(({ records }) => inOrder(records))
          .toSorted(byViewer),
      ),
    audit: (show, { limit, before }) =>
      find(show, ({ audit }) => {
        const end =
          before === undefined
            ? audit.length
            : Math.max(
                0,
                audit.findIndex(({ id }) => id === before),
              );
        return audit.slice(Math.max(0, end - limit), end).toReversed();
      }),
    receipt: (show, kind, id) => find(show, ({ receipts }) => receipts.get(keyOf(kind, id))?.body ?? null),
    receipts: (show, kind, limit) =>
      find(show, ({ receipts }) =>
        [...receipts.values()]
          .filter((receipt) => receipt.kind === kind)
          .map(({ body }) => body)
          .toReversed()
          .slice(0, limit),
      ),
    facts: (show, limit) => find(show, ({ facts }) => facts.slice(Math.max(0, facts.length - limit))),
    gift: (show, service, key) =>
      find(show, ({ gifts }) => gifts.find((gift) => gift.service === service && gift.key === key) ?? null),
    gifts: (show, battle, { after, limit }) =>
      find(show, ({ gifts }) =>
        gifts
          .map((gift, index) => ({ ...gift, position: index + 1 }))
          .filter((gift) => gift.battle === battle && gift.position > after)
          .slice(0, limit),
      ),
    events: (after, limit) => inTurn(() => copy(events.slice(after, after + limit))),
    async close() {
      isClosed = true;
      await Promise.resolve();
    },
  };
}

function emptyBooks(): ShowBooks {
  return { core: undefined, commands: new Map(), audit: [], receipts: new Map(), shards: new Map(), facts: [], gifts: [] };
}

/** Writes all parts or, by checking first, none. */
function write(books: ShowBooks, { core, command, audit, receipts, shard, gifts, facts }: JournalEntry): void {
  if (audit && books.audit.some(({ id }) => id === audit.id)) {
    throw new JournalError('bad-entry', `audit id ${audit.id} is taken`);
  }
  const again = gifts?.find(({ service, key }, i) => {
    const isSame = (other: StoredGift) => other.service === service && other.key === key;
    return books.gifts.some(isSame) || gifts.slice(0, i).some(isSame);
  });
  if (again) throw new JournalError('bad-entry', `gift ${again.key} is known`);
  if (core !== undefined) books.core = core;
  if (command) books.commands.set(command.id, { hash: command.hash, reply: command.reply });
  if (audit) books.audit.push(audit);
  for (const receipt of receipts ?? [])
    books.receipts.set(keyOf(receipt.kind, receipt.id), { kind: receipt.kind, body: receipt.body });
  if (shard) {
    const part = String(shard.part);
    const key = keyOf(part, shard.shard);
    const book = books.shards.get(key) ?? { part, shard: shard.shard, state: null, records: new Map() };
    book.state = shard.state;
    for (const { viewer, record } of shard.records) book.records.set(viewer, record);
    books.shards.set(key, book);
  }
  books.gifts.push(...(gifts ?? []));
  for (const fact of facts ?? []) books.facts.push(fact);
}

function copyOfEntry(entry: JournalEntry): JournalEntry {
  let own: JournalEntry;
  try {
    own = copy(entry);
  } catch (error) {
    throw new JournalError('bad-entry', error instanceof Error ? error.message : String(error));
  }
  const { core, receipts, shard } = own;
  const values = [
    entry.core === undefined ? null : core,
    ...(receipts?.map(({ body }) => body) ?? []),
    shard ? shard.state : null,
    ...(shard?.records.map(({ record }) => record) ?? []),
    ...(own.events?.map(({ data }) => data) ?? []),
  ];
  if (values.includes(undefined)) throw new JournalError('bad-entry', 'a value is not JSON');
  return own;
}

function copy<Value>(value: Value): Value {
  return JSON.parse(JSON.stringify(value)) as Value;
}

function keyOf(...parts: (string | number)[]): string {
  return JSON.stringify(parts);
}

function inOrder(records: ReadonlyMap<ViewerId, unknown>): StoredRecord[] {
  return [...records].map(([viewer, record]) => ({ viewer, record })).toSorted(byViewer);
}

function byViewer(a: StoredRecord, b: StoredRecord): number {
  return compareText(a.viewer, b.viewer);
}

/** By UTF-8 bytes, as SQLite sorts; the same as by characters for the ids that tokens may carry. */
function compareText(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
