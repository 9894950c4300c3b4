/**
 * What the sale ledger can take: decisions of its core in memory, acknowledged grabs on disk at a steady rate, and a crowd
 * on real sockets that grabs within a second.
 */
import { core } from './grabs/core.ts';
import { crowd } from './grabs/crowd.ts';
import { durable } from './grabs/durable.ts';

export async function run(): Promise<object> {
  return { bench: 'grabs', core: await core(), durable: await durable(), crowd: await crowd() };
}
