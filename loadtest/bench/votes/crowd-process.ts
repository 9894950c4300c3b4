/** All viewers of the bench in one process: each votes at its moment, whatever became of the votes before. */
import { setTimeout as sleep } from 'node:timers/promises';
import { isRefusal } from '../../../shared/protocol/index.ts';
import { answerParent } from '../../child-process.ts';
import { RawViewer } from '../../raw-viewer.ts';
import { quantile } from '../statistics.ts';
import { markOf } from './marks.ts';
import type { Mark } from './marks.ts';
import { sharedMs } from './shared-time.ts';

export interface Rush {
  battle: string;
  /** The first vote is sent then, ms of the shared clock. */
  from: number;
  perSecond: number;
  votes: number;
  /** Every so many votes one is marked. */
  markEvery: number;
}

export interface Voted {
  marks: Mark[];
  /** Votes that were accepted, by side. */
  accepted: Record<string, number>;
  /** From the time at which each should have been sent to its answer, ms. */
  answerP50Ms: number;
  answerP99Ms: number;
  /** How late the last one of a turn was sent, at most. */
  lateMs: number;
}

/** Joins under way at once. */
const atOnce = 16;
const viewers: RawViewer[] = [];

async function join({ url, tokens }: { url: string; tokens: string[] }): Promise<void> {
  const left = tokens.values();
  const take = async (): Promise<void> => {
    for (const token of left) viewers.push(await RawViewer.join({ url, token, show: 'demo', room: 'crowd' }));
  };
  await Promise.all(Array.from({ length: atOnce }, take));
}

async function vote({ battle, from, perSecond, votes, markEvery }: Rush): Promise<Voted> {
  const voted: Voted = { marks: [], accepted: {}, answerP50Ms: 0, answerP99Ms: 0, lateMs: 0 };
  const latencies: number[] = [];
  const answers: Promise<void>[] = [];
  const send = async (n: number, at: number): Promise<void> => {
    const mark = n % markEvery === 0 ? n / markEvery : null;
    const { side, count } = mark === null ? { side: 'load', count: 1 } : markOf(mark);
    if (mark !== null) voted.marks.push({ side, count, at });
    // A mark takes many votes of one viewer: each is another's.
    const answer = await viewers[(mark ?? n) % viewers.length]!.request('vote', { battle, side, count, key: `vote-${n}` });
    if (isRefusal(answer)) throw new Error(`vote ${n} was refused: ${answer.code}`);
    latencies.push(sharedMs() - at);
    voted.accepted[side] = (voted.accepted[side] ?? 0) + count;
  };
  await sleep(Math.max(0, from - 20 - sharedMs()));
  while (answers.length < votes) {
    const passedMs = sharedMs() - from;
    while (answers.length < votes && (answers.length * 1000) / perSecond <= passedMs) {
      const n = answers.length;
      const at = from + (n * 1000) / perSecond;
      voted.lateMs = Math.max(voted.lateMs, sharedMs() - at);
      answers.push(send(n, at));
    }
    await new Promise(setImmediate);
  }
  await Promise.all(answers);
  latencies.sort((a, b) => a - b);
  return { ...voted, answerP50Ms: quantile(latencies, 0.5), answerP99Ms: quantile(latencies, 0.99) };
}

answerParent({ join, vote });
