/** The journal's thread. */
import { journalSchema } from './migrations.ts';
import { serveStore } from './serve-store.ts';
import { createStore } from './store.ts';

serveStore(journalSchema, createStore);
