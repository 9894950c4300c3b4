/** All viewers of the bench in one process: each grabs at its moment, and writes down what it was answered and when. */
import { setTimeout as sleep } from 'node:timers/promises';
import { answerParent } from '../../child-process.ts';
import { RawViewer } from '../../raw-viewer.ts';
import type { SaleRecord } from '../../sale-history.ts';

export interface Rush {
  sale: string;
  /** Epoch ms: the first grab is sent then. */
  from: number;
  /** The last is sent so much later; those between at even distances. */
  spreadMs: number;
}

export interface Grabbed {
  records: SaleRecord[];
  /** From the time at which each should have been sent to its answer, ms. */
  latencies: number[];
  /** When the last answer came, ms after `from`. */
  lastMs: number;
}

/** Joins under way at once. */
const atOnce = 16;
const viewers: { id: string; socket: RawViewer }[] = [];

async function join({ url, tokens }: { url: string; tokens: { id: string; token: string }[] }): Promise<void> {
  const left = tokens.values();
  const take = async (): Promise<void> => {
    for (const { id, token } of left) {
      viewers.push({ id, socket: await RawViewer.join({ url, token, show: 'demo', room: 'crowd' }) });
    }
  };
  await Promise.all(Array.from({ length: atOnce }, take));
}

/** Everybody grabs one unit. */
async function rush({ sale, from, spreadMs }: Rush): Promise<Grabbed> {
  const grabbed: Grabbed = { records: [], latencies: [], lastMs: 0 };
  const answers: Promise<void>[] = [];
  await sleep(Math.max(0, from - 20 - epochNow()));
  while (answers.length < viewers.length) {
    const passedMs = epochNow() - from;
    while (answers.length < viewers.length && (answers.length * spreadMs) / viewers.length <= passedMs) {
      const viewer = viewers[answers.length]!;
      const intendedAt = from + (answers.length * spreadMs) / viewers.length;
      answers.push(grab(viewer, { sale, intendedAt, grabbed }));
    }
    await new Promise(setImmediate);
  }
  await Promise.all(answers);
  grabbed.lastMs = epochNow() - from;
  return grabbed;
}

async function grab(
  { id, socket }: { id: string; socket: RawViewer },
  { sale, intendedAt, grabbed }: { sale: string; intendedAt: number; grabbed: Grabbed },
): Promise<void> {
  const ask = { sale, quantity: 1, key: `${sale}-${id}` };
  const answer = await socket.request('grab', ask);
  grabbed.latencies.push(epochNow() - intendedAt);
  grabbed.records.push({ verb: 'grab', viewer: id, show: 'demo', sentAt: Math.round(intendedAt), ...ask, answer });
}

/** As `Date.now`, with fractions. */
function epochNow(): number {
  return performance.timeOrigin + performance.now();
}

answerParent({ join, rush });
