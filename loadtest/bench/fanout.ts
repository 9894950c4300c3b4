/**
 * What fan-out costs the server: processor time per delivered patch beside a bare uWebSockets.js server that publishes as
 * many bytes, the same with four messages in the tick, and memory per viewer. All in one run, the subjects taking turns.
 */
import { fill } from './fanout/memory.ts';
import { checkDelivery, costOf, measureRound, turns } from './fanout/rounds.ts';
import type { Round } from './fanout/rounds.ts';
import { begin, everyMs, messagesPerTick, startProcesses, ticksPerBlock, viewers } from './fanout/subjects.ts';
import type { Subject } from './fanout/subjects.ts';
import type { Disturbance } from './machine.ts';
import { median, round } from './statistics.ts';

const rounds = 6;
/** A round in which the machine was busy with something else does not count; fewer than so many are no result. */
const allowed: Disturbance = { stolen: 0.02, foreign: 0.1 };
const leastRounds = 4;

export async function run(): Promise<object> {
  const { own, bare, crowd } = startProcesses();
  try {
    const url = await own.ask<string>('listen');
    const memory = await fill({ own, crowd }, url);
    await crowd.joinBare(await bare.ask<string>('listen'), viewers);
    const subjects = await begin({ own, bare, crowd }, url);
    await crowd.mark();
    const measured: Round[] = [];
    for (let n = 0; n <= rounds; n++) measured.push(await measureRound(subjects));
    checkDelivery(measured, { own: await crowd.seen('own'), bare: await crowd.seen('bare') });
    await own.ask('stop');
    // The first round warms both servers up.
    return { ...method(subjects.patchBytes), memory, ...summary(measured.slice(1)), rounds: measured };
  } finally {
    await Promise.all([own.end(), bare.end(), crowd.end()]);
  }
}

function method(patchBytes: number): object {
  const subjects = { plain: 'our tick', laden: `our tick with ${messagesPerTick} messages`, bare: 'publish of a bare server' };
  return { bench: 'fanout', viewers, everyMs, patchBytes, ticksPerBlock, subjects, turns, allowed };
}

function summary(measured: readonly Round[]): object {
  const good = measured.filter(({ disturbance: { stolen, foreign } }) => stolen <= allowed.stolen && foreign <= allowed.foreign);
  if (good.length < leastRounds) return { result: null, why: `only ${good.length} of ${rounds} rounds were undisturbed` };
  const cost = (subject: Subject) => round(median(good.map(({ blocks }) => costOf(subject, blocks))));
  const ratio = (key: 'overBare' | 'ladenOverPlain' | 'plainOverPlain') => {
    const values = good.map((each) => each[key]);
    return { median: round(median(values)), least: Math.min(...values), most: Math.max(...values) };
  };
  return {
    result: {
      roundsCounted: good.length,
      microsecondsPerDelivery: { plain: cost('plain'), laden: cost('laden'), bare: cost('bare') },
      overBare: ratio('overBare'),
      ladenOverPlain: ratio('ladenOverPlain'),
      plainOverPlain: ratio('plainOverPlain'),
    },
  };
}
