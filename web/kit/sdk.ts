/** The only door to the realtime SDK: loaded by `import()` so that it never delays the first paint. */
export { Client } from '@colyseus/sdk';
