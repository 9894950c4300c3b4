/** A crowd on real sockets that grabs when a sale opens: server and viewers in a process each, on the same cores. */
import { isRefusal } from '../../../shared/protocol/index.ts';
import { Child } from '../../child-process.ts';
import { brokenIn, checkHistory } from '../../sale-history.ts';
import { viewerToken } from '../fanout/tokens.ts';
import { median, quantile, round } from '../statistics.ts';
import { undisturbedRounds } from '../undisturbed.ts';
import type { Grabbed } from './crowd-process.ts';
import { method, patienceFor, tooBusy } from './patience.ts';
import type { Scheduled } from './server-process.ts';
import type { LedgerLine } from '../../../shared/sale/index.ts';

const viewers = 2000;
const stock = 500;
const countdownMs = 3000;
/** All within the first second, as people do; and all in the moment of the opening, as scripts do. */
const spreads = [1000, 0];

interface Figures {
  /** When the last viewer had an answer, after the opening. */
  lastAnswerMs: number;
  p50Ms: number;
  p99Ms: number;
  mostMs: number;
  held: number;
  soldOut: number;
  serverCpuMs: number;
}

interface Stage {
  server: Child;
  crowd: Child;
}

export async function crowd(): Promise<object> {
  const server = new Child(new URL('./server-process.ts', import.meta.url));
  const generator = new Child(new URL('./crowd-process.ts', import.meta.url));
  try {
    const url = await server.ask<string>('listen');
    const ids = Array.from({ length: viewers }, (_, n) => `viewer-${n}`);
    const tokens = await Promise.all(ids.map(async (id) => ({ id, token: await viewerToken(id) })));
    await generator.ask('join', { url, tokens });
    const rushes = [];
    for (const spreadMs of spreads) rushes.push({ spreadMs, ...(await rushesOf({ server, crowd: generator }, spreadMs)) });
    await server.ask('stop');
    return { viewers, stock, countdownMs, ...method, rushes };
  } finally {
    await Promise.all([server.end(), generator.end()]);
  }
}

async function rushesOf(stage: Stage, spreadMs: number): Promise<object> {
  const pids = [process.pid, stage.server.pid, stage.crowd.pid];
  const measured = await undisturbedRounds(patienceFor(...pids), () => rush(stage, spreadMs));
  if (!measured) return tooBusy;
  const middle = (figure: keyof Figures) => round(median(measured.good.map((each) => each[figure])), 1);
  const figures = ['lastAnswerMs', 'p50Ms', 'p99Ms', 'mostMs', 'serverCpuMs'] as const;
  return { ...Object.fromEntries(figures.map((figure) => [figure, middle(figure)])), ...measured };
}

/** One sale; throws when anything of it is not as it was promised. */
async function rush({ server, crowd: generator }: Stage, spreadMs: number): Promise<Figures> {
  const { sale, opensAt } = await server.ask<Scheduled>('schedule', { stock, countdownMs });
  const cpuBefore = await server.ask<number>('cpu');
  const grabbed = await generator.ask<Grabbed>('rush', { sale, from: opensAt, spreadMs });
  const cpu = (await server.ask<number>('cpu')) - cpuBefore;
  const lines = await server.ask<LedgerLine[]>('finish', sale);
  const { records, lastMs } = grabbed;
  const broken = brokenIn(checkHistory({ records, lines, until: opensAt }));
  if (broken !== null) throw new Error(broken);
  const count = (code: string) =>
    records.filter(({ answer }) => (isRefusal(answer) ? answer.code === code : code === 'ok')).length;
  const figures = { held: count('ok'), soldOut: count('sold-out') };
  if (figures.held !== stock || figures.soldOut !== viewers - stock)
    throw new Error(`unexpected answers: ${JSON.stringify(figures)}`);
  const latencies = grabbed.latencies.toSorted((a, b) => a - b);
  return {
    lastAnswerMs: round(lastMs, 1),
    p50Ms: round(quantile(latencies, 0.5), 1),
    p99Ms: round(quantile(latencies, 0.99), 1),
    mostMs: round(latencies.at(-1) ?? 0, 1),
    ...figures,
    serverCpuMs: Math.round(cpu / 1000),
  };
}
