/** Viewers on real sockets who vote at a steady rate, and one who watches: server, voters and watcher in a process each. */
import type { BattleReceipt } from '../../../shared/battle/index.ts';
import { checkBattleReceipt } from '../../../shared/battle/index.ts';
import { Child } from '../../child-process.ts';
import { viewerToken } from '../fanout/tokens.ts';
import { method, patienceFor, tooBusy } from '../grabs/patience.ts';
import { median, quantile, round } from '../statistics.ts';
import { undisturbedRounds } from '../undisturbed.ts';
import type { Rush, Voted } from './crowd-process.ts';
import { latenciesOf, markSides, marksAtOnce } from './marks.ts';
import type { Sight } from './marks.ts';
import type { Work } from './server-process.ts';
import { sharedMs } from './shared-time.ts';

const viewers = 2000;
const perSecond = 5000;
const votes = 30_000;
/** Marked votes are told apart for `marksAtOnce` times this distance: longer than any of them should take. */
const markEvery = 100;
const markWindowMs = (marksAtOnce * markEvery * 1000) / perSecond;

const rules = {
  durationMs: 60_000,
  prepareMs: 0,
  votesPerViewer: 100,
  likesPerViewer: 0,
  gifts: 'none',
  critical: null,
  overtimes: 0,
  giftGraceMs: 0,
  verdict: { durationMs: 0 },
  sides: ['load', ...markSides].map((id) => ({ id, name: id })),
};

interface Figures {
  votesPerSecond: number;
  /** From when a vote should have been sent until the watcher saw the score that has it. */
  visibleP50Ms: number;
  visibleP99Ms: number;
  visibleMostMs: number;
  /** Until it was answered, durable. */
  answerP50Ms: number;
  answerP99Ms: number;
  /** What each shard told the stage: no oftener than there are ticks, and once a second when heads are counted. */
  snapshotsPerSecond: number;
  ticksPerSecond: number;
  lateMs: number;
  serverCpuMs: number;
}

interface Stage {
  server: Child;
  crowd: Child;
  probe: Child;
}

export async function crowd(): Promise<object> {
  const server = new Child(new URL('./server-process.ts', import.meta.url));
  const voters = new Child(new URL('./crowd-process.ts', import.meta.url));
  const probe = new Child(new URL('./probe-process.ts', import.meta.url));
  try {
    const url = await server.ask<string>('listen');
    const tokens = await Promise.all(Array.from({ length: viewers }, (_, n) => viewerToken(`viewer-${n}`)));
    await voters.ask('join', { url, tokens });
    await probe.ask('join', { url, token: await viewerToken('watcher') });
    const stage = { server, crowd: voters, probe };
    const pids = [process.pid, server.pid, voters.pid, probe.pid];
    const measured = await undisturbedRounds(patienceFor(...pids), () => rush(stage));
    await server.ask('stop');
    if (!measured) return tooBusy;
    const middle = (figure: keyof Figures) => round(median(measured.good.map((each) => each[figure])), 2);
    const figures = Object.fromEntries(figureNames.map((figure) => [figure, middle(figure)]));
    return { viewers, votes, perSecond, markEvery, markWindowMs, ...method, ...figures, ...measured };
  } finally {
    await Promise.all([server.end(), voters.end(), probe.end()]);
  }
}

const figureNames = [
  'votesPerSecond',
  'visibleP50Ms',
  'visibleP99Ms',
  'visibleMostMs',
  'answerP50Ms',
  'answerP99Ms',
  'snapshotsPerSecond',
  'ticksPerSecond',
  'lateMs',
  'serverCpuMs',
] as const satisfies (keyof Figures)[];

/** One battle; throws when its receipt is not the exact sum of what was accepted. */
async function rush({ server, crowd: voters, probe }: Stage): Promise<Figures> {
  const battle = await server.ask<string>('start', rules);
  await probe.ask('watch', battle);
  const before = await server.ask<Work>('work');
  const from = sharedMs() + 300;
  const voted = await voters.ask<Voted>('vote', { battle, from, perSecond, votes, markEvery } satisfies Rush);
  const ms = sharedMs() - from;
  const after = await server.ask<Work>('work');
  const points = Object.values(voted.accepted).reduce((sum, count) => sum + count, 0);
  const sights = await probe.ask<Sight[]>('seen', points);
  check(await server.ask<BattleReceipt>('finish', battle), voted);
  const latencies = latenciesOf(voted.marks, sights)?.toSorted((a, b) => a - b);
  const visible = (q: number) => round(latencies ? quantile(latencies, q) : markWindowMs, 1);
  const [ticks, snapshots] = [after.ticks - before.ticks, after.snapshots - before.snapshots];
  return {
    votesPerSecond: Math.round((votes / ms) * 1000),
    // When marks could not be told apart, some took longer than their window: that is the least to say of them.
    visibleP50Ms: visible(0.5),
    visibleP99Ms: visible(0.99),
    visibleMostMs: visible(1),
    answerP50Ms: round(voted.answerP50Ms, 1),
    answerP99Ms: round(voted.answerP99Ms, 1),
    snapshotsPerSecond: round((snapshots / after.shards / ms) * 1000, 1),
    ticksPerSecond: round((ticks / ms) * 1000, 1),
    lateMs: round(voted.lateMs, 1),
    serverCpuMs: Math.round((after.cpuMicroseconds - before.cpuMicroseconds) / 1000),
  };
}

/** Throws when the receipt does not hold in itself, or has not exactly the votes that were answered. */
function check(receipt: BattleReceipt, { accepted }: Voted): void {
  const findings = checkBattleReceipt(receipt);
  if (findings.length > 0) throw new Error(JSON.stringify(findings));
  if (receipt.missing.length > 0) throw new Error(`shards are missing: ${receipt.missing.join()}`);
  const wrong = Object.entries(accepted).filter(([side, count]) => receipt.result.scores[side] !== count);
  if (wrong.length > 0) throw new Error(`not exact: ${JSON.stringify(receipt.result.scores)} for ${JSON.stringify(accepted)}`);
}
