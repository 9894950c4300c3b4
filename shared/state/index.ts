/** The synced schema, and how plain data is written into it. */
export * from './assign-view.ts';
export * from './show-state.ts';
