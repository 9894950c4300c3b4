/** What takes turns in the fan-out bench, and how it is made to publish. */
import { setTimeout as sleep } from 'node:timers/promises';
import { Child } from '../../child-process.ts';
import { RawViewer } from '../../raw-viewer.ts';
import { mean } from '../statistics.ts';
import { BenchCrowd } from './crowd.ts';
import { viewerToken } from './tokens.ts';

export const viewers = 2000;
export const everyMs = 100;
export const ticksPerBlock = 30;
export const messagesPerTick = 4;

/** A tick of ours, one of ours that also carries messages, and a publish of the bare server. */
export type Subject = 'plain' | 'laden' | 'bare';

export interface Subjects {
  own: Child;
  bare: Child;
  crowd: BenchCrowd;
  /** Sends the inputs that make our server tick. */
  probe: RawViewer;
  round: number;
  patchBytes: number;
}

export interface Processes {
  own: Child;
  bare: Child;
  crowd: BenchCrowd;
}

export function startProcesses(): Processes {
  return {
    own: new Child(new URL('./own-server-process.ts', import.meta.url), ['--expose-gc']),
    bare: new Child(new URL('../../peers/bare-uws.ts', import.meta.url)),
    crowd: new BenchCrowd(),
  };
}

/** Starts the round whose beats make the patches, and sees how large they are. */
export async function begin({ own, bare, crowd }: Processes, url: string): Promise<Subjects> {
  const token = await viewerToken('probe');
  const sizes: number[] = [];
  const patch = 15;
  const onFrame = (frame: Buffer) => void (frame[0] === patch && sizes.push(frame.length));
  const probe = await RawViewer.join({ url, token, show: 'demo', room: 'crowd', onFrame });
  const { round } = await own.ask<{ round: number }>('begin');
  const subjects = { own, bare, crowd, probe, round, patchBytes: 0 };
  // The head count moves once more, and the code gets warm.
  await sleep(1500);
  await beat(subjects);
  sizes.length = 0;
  await beat(subjects);
  return { ...subjects, patchBytes: Math.round(mean(sizes)) };
}

/** A block of ticks of either server. */
export async function publish(subjects: Subjects, subject: Subject): Promise<void> {
  const { own, bare, patchBytes } = subjects;
  if (subject === 'bare') return bare.ask('publish', { count: ticksPerBlock, everyMs, bytes: patchBytes });
  await own.ask('carry', subject === 'laden' ? messagesPerTick : 0);
  return beat(subjects);
}

/** One input per tick, as a viewer sends it: the whole way through gate, fold, merge, view, encoder and fan-out. */
async function beat({ probe, round }: Pick<Subjects, 'probe' | 'round'>): Promise<void> {
  for (let n = 0; n < ticksPerBlock; n++) {
    const next = sleep(everyMs);
    probe.send('input', { round, type: 'beat', payload: {} });
    await next;
  }
  await sleep(everyMs);
}
