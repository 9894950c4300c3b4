/** The store's thread: SQLite waits for the disk here, so that the server's thread never does. */
import { parentPort, workerData } from 'node:worker_threads';
import { openTroubleOf, textOf } from './errors.ts';
import type { FromWorker, StoreData, ToWorker } from './messages.ts';
import { openDatabase } from './open-database.ts';
import { createStore } from './store.ts';
import type { Store } from './store.ts';

if (parentPort === null) throw new Error('This file is the body of a worker thread.');
const port = parentPort;
const { file } = workerData as StoreData;

const store = open();
if (store !== null) port.on('message', (message: ToWorker) => serve(store, message));

function open(): Store | null {
  try {
    const { db, schema } = openDatabase(file);
    const opened = createStore(db);
    say({ kind: 'ready', schema });
    return opened;
  } catch (error) {
    say({ kind: 'refused', trouble: openTroubleOf(error), detail: textOf(error) });
    return null;
  }
}

function serve(opened: Store, message: ToWorker): void {
  switch (message.kind) {
    case 'turn':
      return say(opened.run(message));
    case 'close':
      opened.close();
      say({ kind: 'closed' });
      return port.close();
  }
}

function say(message: FromWorker): void {
  port.postMessage(message);
}
