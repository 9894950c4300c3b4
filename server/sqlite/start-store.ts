/** Starts a store's thread, and waits until it has its file open. */
import { Worker } from 'node:worker_threads';
import { StoreUnusableError, openError, textOf } from './errors.ts';
import type { FromStore, StoreData } from './turns.ts';

/** `body` is the file that the thread runs. */
export function startStoreThread(body: URL, workerData: StoreData): Worker {
  // Not the process's own flags: a thread refuses those that are for whole processes, such as heap sizes.
  const execArgv = ['--disable-warning=ExperimentalWarning'];
  return new Worker(body, { workerData, execArgv, name: 'store' });
}

/** Resolves with the number of the file's schema; a `StoreError` says why it cannot be opened, and what to do. */
export function untilReady(worker: Worker, file: string): Promise<number> {
  return new Promise((resolve, reject) => {
    worker.once('error', (error) => reject(new StoreUnusableError(file, textOf(error))));
    worker.once('exit', (code) => reject(new StoreUnusableError(file, `its worker ended with code ${code}`)));
    worker.once('message', (message: FromStore<unknown>) => {
      if (message.kind === 'ready') resolve(message.schema);
      if (message.kind === 'refused') reject(openError(file, message.trouble, message.detail));
    });
  });
}
