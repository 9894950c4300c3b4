/** A store's end of its thread: SQLite waits for the disk here, so that the server's thread never does. */
import type { DatabaseSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';
import { openTroubleOf, textOf } from './errors.ts';
import { openDatabase } from './open-database.ts';
import type { Schema } from './schema.ts';
import type { FromStore, Store, StoreData, ToStore } from './turns.ts';

/** Opens the thread's file, says how that went, and then runs turn after turn. */
export function serveStore<Entry, Read, Written>(
  schema: Schema,
  create: (db: DatabaseSync) => Store<Entry, Read, Written>,
): void {
  if (parentPort === null) throw new Error('A store is served from a worker thread.');
  const port = parentPort;
  const { file } = workerData as StoreData;
  const say = (message: FromStore<Written>): void => port.postMessage(message);

  const open = (): Store<Entry, Read, Written> | null => {
    try {
      const opened = openDatabase(file, schema);
      const store = create(opened.db);
      say({ kind: 'ready', schema: opened.schema });
      return store;
    } catch (error) {
      say({ kind: 'refused', trouble: openTroubleOf(error), detail: textOf(error) });
      return null;
    }
  };

  const store = open();
  if (store === null) return;
  port.on('message', (message: ToStore<Entry, Read>) => {
    if (message.kind === 'turn') return say(store.run(message));
    store.close();
    say({ kind: 'closed' });
    return port.close();
  });
}
