/** The server that takes the votes, in a process of its own. */
import { setTimeout as sleep } from 'node:timers/promises';
import { answerParent } from '../../child-process.ts';
import { cpuMicroseconds } from '../../process-cost.ts';
import { serverUnderTest } from '../server-under-test.ts';

const { app, command, answers } = await serverUnderTest();

/** What the server has done since it began. */
export interface Work {
  cpuMicroseconds: number;
  ticks: number;
  snapshots: number;
  shards: number;
}

async function work(): Promise<Work> {
  const page = await (await fetch(`${app.url}/metrics`)).text();
  const counted = (name: string) => Number(new RegExp(`^${name} (\\d+)$`, 'mv').exec(page)?.[1] ?? Number.NaN);
  const [ticks, snapshots] = [counted('drumroll_ticks_total'), counted('drumroll_snapshots_total')];
  return { cpuMicroseconds: cpuMicroseconds(), ticks, snapshots, shards: app.shows.summary('demo')!.shards };
}

/** The settled record, once there is one. */
async function receiptOf(battle: string): Promise<unknown> {
  for (let tries = 0; tries < 100; tries++) {
    const receipt = await app.services.journal.receipt('demo', 'battle', battle);
    if (receipt !== null) return receipt;
    await sleep(100);
  }
  throw new Error(`${battle} does not settle`);
}

answerParent({
  ...answers,
  work,
  start: async (args: object) => (await command('battle.start', args)).battle,
  /** Ends the battle, so that the next one can begin, and hands out its record. */
  finish: async (battle: string) => {
    await command('battle.end', {});
    return receiptOf(battle);
  },
});
