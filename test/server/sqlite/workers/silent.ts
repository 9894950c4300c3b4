/** A worker that takes turns and never answers, like one whose disk hangs. */
import { parentPort } from 'node:worker_threads';
import type { FromStore } from '../../../../server/sqlite/turns.ts';

if (parentPort === null) throw new Error('This file is for worker threads.');
const port = parentPort;
const say = (message: FromStore<null>): void => port.postMessage(message);
port.on('message', () => {});
say({ kind: 'ready', schema: 1 });
