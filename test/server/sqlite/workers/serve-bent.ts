/** Serves the real store from a worker thread, after a test has bent it: how faults are built in without touching the product. */
import type { DatabaseSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';
import type { FromWorker, StoreData, ToWorker } from '../../../../server/sqlite/messages.ts';
import { openDatabase } from '../../../../server/sqlite/open-database.ts';
import { createStore } from '../../../../server/sqlite/store.ts';
import type { Store } from '../../../../server/sqlite/store.ts';

export function serveBent(bend: (store: Store, db: DatabaseSync) => Store): void {
  if (parentPort === null) throw new Error('This file is for worker threads.');
  const port = parentPort;
  const say = (message: FromWorker): void => port.postMessage(message);
  const { db, schema } = openDatabase((workerData as StoreData).file);
  const store = bend(createStore(db), db);
  say({ kind: 'ready', schema });
  port.on('message', (message: ToWorker) => {
    if (message.kind === 'turn') return say(store.run(message));
    store.close();
    say({ kind: 'closed' });
    return port.close();
  });
}
