/** Measures the subjects in turns, there and back, so that a drift of the machine weighs on all alike. */
import type { Child } from '../../child-process.ts';
import { watchMachine } from '../machine.ts';
import type { Disturbance } from '../machine.ts';
import { mean, round } from '../statistics.ts';
import type { Seen } from './crowd-process.ts';
import { messagesPerTick, publish, viewers } from './subjects.ts';
import type { Subject, Subjects } from './subjects.ts';

export const turns: readonly Subject[] = ['plain', 'bare', 'laden', 'laden', 'bare', 'plain'];
/** Between blocks everybody reads what has come, the servers' pings too. */
const readMs = 400;

export interface Block {
  subject: Subject;
  ticks: number;
  /** Processor time of the server that published, µs, with what it takes when idle. */
  spent: number;
  /** Processor time of the server that did not, µs: what it takes when idle. */
  idled: number;
  elapsedMs: number;
  /** Processor time per delivery, what the server takes when idle left out. */
  microseconds: number;
}

export interface Round {
  /** In the order of the turns. */
  blocks: Block[];
  /** Ours over the bare server's; laden over plain; and the two plain blocks over each other, which should be 1. */
  overBare: number;
  ladenOverPlain: number;
  plainOverPlain: number;
  disturbance: Disturbance;
}

export async function measureRound(subjects: Subjects): Promise<Round> {
  const { own, bare, crowd } = subjects;
  const disturbed = watchMachine([own.pid, bare.pid, process.pid, ...crowd.pids]);
  const taken: Block[] = [];
  for (const subject of turns) taken.push(await measureBlock(subjects, subject));
  const blocks = taken.map((block) => ({ ...block, microseconds: round(perDelivery(block, taken)) }));
  const { stolen, foreign } = disturbed();
  return {
    blocks,
    overBare: round(costOf('plain', blocks) / costOf('bare', blocks)),
    ladenOverPlain: round(costOf('laden', blocks) / costOf('plain', blocks)),
    plainOverPlain: round(blocks[0]!.microseconds / blocks.at(-1)!.microseconds),
    disturbance: { stolen: round(stolen), foreign: round(foreign) },
  };
}

export function costOf(subject: Subject, blocks: readonly Block[]): number {
  return mean(blocks.filter((block) => block.subject === subject).map(({ microseconds }) => microseconds));
}

/** Every frame of every block must have arrived at everybody, or the figures are worth nothing. */
export function checkDelivery(rounds: readonly Round[], seen: { own: Seen; bare: Seen }): void {
  const ticksOf = (...subjects: Subject[]) =>
    rounds
      .flatMap(({ blocks }) => blocks)
      .filter(({ subject }) => subjects.includes(subject))
      .reduce((sum, { ticks }) => sum + ticks, 0);
  const sent = {
    own: { frames: ticksOf('plain', 'laden'), messages: ticksOf('laden') * messagesPerTick },
    bare: { frames: ticksOf('bare'), messages: 0 },
  };
  for (const kind of ['own', 'bare'] as const) {
    const { frames, messages } = seen[kind];
    if (frames !== sent[kind].frames || messages !== sent[kind].messages)
      throw new Error(`viewers of ${kind} saw ${JSON.stringify(seen[kind])} of ${JSON.stringify(sent[kind])}`);
  }
}

async function measureBlock(subjects: Subjects, subject: Subject): Promise<Block> {
  const { own, bare, crowd } = subjects;
  const [active, idle] = subject === 'bare' ? [bare, own] : [own, bare];
  await crowd.stall();
  const startedAt = performance.now();
  const before = await readBoth(active, idle);
  await publish(subjects, subject);
  const after = await readBoth(active, idle);
  const elapsedMs = Math.round(performance.now() - startedAt);
  await crowd.read(readMs);
  const [spent, idled] = [after.active - before.active, after.idle - before.idle];
  return { subject, ticks: after.ticks - before.ticks, spent, idled, elapsedMs, microseconds: 0 };
}

async function readBoth(active: Child, idle: Child): Promise<{ active: number; idle: number; ticks: number }> {
  return { active: await active.ask('cpu'), idle: await idle.ask('cpu'), ticks: await active.ask('ticks') };
}

/** What the same server took in the same round while the other one published is what it takes anyway. */
function perDelivery({ subject, ticks, spent, elapsedMs }: Block, taken: readonly Block[]): number {
  const ofOther = taken.filter((block) => (block.subject === 'bare') !== (subject === 'bare'));
  const idlePerMs = mean(ofOther.map((block) => block.idled / block.elapsedMs));
  // The probe is a viewer too.
  const receivers = subject === 'bare' ? viewers : viewers + 1;
  return (spent - idlePerMs * elapsedMs) / (ticks * receivers);
}
