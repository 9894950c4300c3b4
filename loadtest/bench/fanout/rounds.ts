/** Measures the subjects in turns, there and back, so that a drift of the machine weighs on all alike. */
import { setTimeout as sleep } from 'node:timers/promises';
import { watchMachine } from '../machine.ts';
import type { Disturbance } from '../machine.ts';
import { mean, round } from '../statistics.ts';
import type { Seen } from './crowd-process.ts';
import { messagesPerTick, publish, viewers } from './subjects.ts';
import type { Subject, Subjects } from './subjects.ts';

export const turns: readonly Subject[] = ['plain', 'bare', 'laden', 'laden', 'bare', 'plain'];
const idleMs = 5000;

/** Microseconds per millisecond that each server takes when nothing happens. */
export interface Idle {
  own: number;
  bare: number;
}

export interface Block {
  subject: Subject;
  ticks: number;
  /** Processor time per delivery. */
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

export async function idleCost({ own, bare }: Subjects): Promise<Idle> {
  const before = { own: await own.ask<number>('cpu'), bare: await bare.ask<number>('cpu') };
  await sleep(idleMs);
  const after = { own: await own.ask<number>('cpu'), bare: await bare.ask<number>('cpu') };
  return { own: round((after.own - before.own) / idleMs), bare: round((after.bare - before.bare) / idleMs) };
}

export async function measureRound(subjects: Subjects, idle: Idle): Promise<Round> {
  const { own, bare, crowd } = subjects;
  const disturbed = watchMachine([own.pid, bare.pid, process.pid, ...crowd.pids]);
  const blocks: Block[] = [];
  for (const subject of turns) blocks.push(await measureBlock(subjects, subject, idle));
  const { stolen, foreign } = disturbed();
  const [first, last] = [blocks[0]!, blocks.at(-1)!];
  return {
    blocks: blocks.map((block) => ({ ...block, microseconds: round(block.microseconds) })),
    overBare: round(costOf('plain', blocks) / costOf('bare', blocks)),
    ladenOverPlain: round(costOf('laden', blocks) / costOf('plain', blocks)),
    plainOverPlain: round(first.microseconds / last.microseconds),
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

/** Processor time per delivery in one block, what the server takes when idle left out. */
async function measureBlock(subjects: Subjects, subject: Subject, idle: Idle): Promise<Block> {
  const server = subject === 'bare' ? subjects.bare : subjects.own;
  const startedAt = performance.now();
  const before = { cpu: await server.ask<number>('cpu'), ticks: await server.ask<number>('ticks') };
  await publish(subjects, subject);
  const spent = (await server.ask<number>('cpu')) - before.cpu;
  const ticks = (await server.ask<number>('ticks')) - before.ticks;
  const idled = (performance.now() - startedAt) * (subject === 'bare' ? idle.bare : idle.own);
  // The probe is a viewer too.
  const receivers = subject === 'bare' ? viewers : viewers + 1;
  return { subject, ticks, microseconds: (spent - idled) / (ticks * receivers) };
}
