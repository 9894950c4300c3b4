/** A whole battle beside a poll by a seed: hundreds vote, like and give while the wire is bad and the server dies. */
import assert from 'node:assert/strict';
import type { Journal } from '../../rooms/journal.ts';
import { createMemoryJournal } from '../../server/memory/journal.ts';
import { checkBattleReceipt } from '../../shared/battle/index.ts';
import type { Random } from '../../shared/game-kit/index.ts';
import { decodingViewer } from '../support/decoding-viewer.ts';
import type { DecodingViewer } from '../support/decoding-viewer.ts';
import { lossyWire } from '../support/lossy-wire.ts';
import type { Bend, LossyWire, Weather } from '../support/lossy-wire.ts';
import { quickRandom } from '../support/quick-random.ts';
import { showWorld } from '../support/show-world.ts';
import type { ShowWorld, TestMember } from '../support/show-world.ts';
import { battleReceipt, beginPoll, pollReceipt, scores } from '../support/stage-contests.ts';
import { expectedBattle } from './battle-oracle.ts';
import { SimVoters } from './sim-voters.ts';

export interface BattleSimulation {
  seed: string;
  viewers: number;
  weather: Weather;
  crashes: number;
  /** Planted bugs. */
  plant?: { bend?: () => Bend; journal?: (journal: Journal) => Journal };
}

export interface SimulatedBattle {
  /** What was not as it must be; empty when all is well. */
  wrong: string[];
  counted: SimVoters['counted'];
  crashes: number;
  overtimes: number;
  wire: { lost: number; repeated: number; delayed: number };
}

const sides = ['red', 'blue', 'green'].map((id) => ({ id, name: id }));
const rules = {
  durationMs: 40_000,
  prepareMs: 2000,
  weights: [
    { level: 3, weight: 2 },
    { level: 8, weight: 5 },
  ],
  giftGraceMs: 1500,
  critical: { lastMs: 8000, factor: 3 },
  overtimes: 2,
};
const stepMs = 50;
/** How often a viewer does something, on average. */
const lookMs = 4000;

export async function simulateBattle(sim: BattleSimulation): Promise<SimulatedBattle> {
  const run = new Run(sim);
  await run.begin();
  await run.fight();
  return run.end();
}

class Run {
  readonly #sim: BattleSimulation;
  readonly #random: Random;
  readonly #inner = createMemoryJournal();
  readonly #voters = new SimVoters();
  readonly #found: SimulatedBattle;
  #world!: ShowWorld;
  #wire!: LossyWire;
  #members: TestMember[] = [];
  #decoders: DecodingViewer[] = [];
  #shown: Record<string, number> = {};
  #keys = 0;

  constructor(sim: BattleSimulation) {
    this.#sim = sim;
    this.#random = quickRandom(sim.seed);
    const wire = { lost: 0, repeated: 0, delayed: 0 };
    this.#found = { wrong: [], counted: this.#voters.counted, crashes: 0, overtimes: 0, wire };
  }

  async begin(): Promise<void> {
    const { seed, viewers, plant = {} } = this.#sim;
    const journal = plant.journal ? plant.journal(this.#inner) : this.#inner;
    const wire = (clock: ShowWorld['clock']) => this.#newWire(clock);
    this.#world = await showWorld({ seed, journal, commitMs: 12, expectedViewers: viewers * 25, wire });
    this.#gather();
  }

  async fight(): Promise<void> {
    const reply = await this.#world.command('battle.start', { sides, ...rules });
    if (!reply.ok) return this.#wrong(`the battle did not begin: ${JSON.stringify(reply)}`);
    await beginPoll(this.#world, { durationMs: 30_000, results: 'live' });
    const last = rules.prepareMs + rules.durationMs;
    const crashAt = new Set(Array.from({ length: this.#sim.crashes }, () => stepMs * this.#random.int(last / stepMs)));
    const boostAt = [8000, 15_000, 24_000];
    for (let at = 0; this.#isFought(); at += stepMs) {
      if (crashAt.has(at)) await this.#crash();
      if (boostAt.includes(at)) await this.#boost();
      if (at === 20_000) await this.#world.command('battle.extend', { ms: 4000 });
      const looks = Math.round((this.#members.length * stepMs) / lookMs);
      for (let i = 0; i < looks; i++) this.#look(this.#pick(this.#members));
      await this.#world.pass(stepMs);
      this.#watchScores();
    }
  }

  async end(): Promise<SimulatedBattle> {
    this.#wire.calm();
    // One frame to show a gap, if there is one, and one to close it.
    for (let i = 0; i < 3; i++) {
      this.#world.shard(this.#members[0]!).like(this.#members[0]!, { count: 1 });
      await this.#world.pass(1100);
    }
    if (this.#voters.unanswered > 0) this.#wrong(`${this.#voters.unanswered} asks were never answered`);
    await this.#checkBattle();
    await this.#checkPoll();
    for (const [i, decoder] of this.#decoders.entries())
      this.#same(`what decoder ${i} shows`, decoder.json(), this.#world.json());
    this.#wrongErrors();
    this.#countWire();
    for (const what of this.#voters.wrong) this.#wrong(what);
    const { taken, choices } = this.#voters;
    Object.assign(this.#voters.counted, {
      votes: taken.votes.length + choices.length,
      likes: taken.likes.length,
      gifts: taken.gifts.length,
    });
    return this.#found;
  }

  #isFought(): boolean {
    const status = this.#world.json().battle?.status;
    return status === undefined || status === 'ready' || status === 'running' || status === 'overtime';
  }

  #look(member: TestMember): void {
    const world = this.#world;
    const side = this.#sideNow();
    const key = `key-${++this.#keys}`;
    switch (this.#random.int(8)) {
      case 0:
        return this.#voters.like(world, member, side);
      case 1:
        return this.#voters.choose(world, member, { choice: this.#pick(['tea', 'coffee']), key });
      case 2:
        if (this.#random.int(4) > 0) return;
        return this.#voters.give(world, { viewer: member.viewer, side, value: 1 + this.#random.int(40), key });
      default:
        return this.#voters.vote(world, member, { side, count: 1 + this.#random.int(3), key, twice: this.#random.int(6) === 0 });
    }
  }

  /** Any; near the end rather the one that is behind, so that the lead changes. */
  #sideNow(): string {
    const { battle } = this.#world.json();
    const isNearEnd = battle !== undefined && battle.status !== 'ready' && this.#world.clock.now() > battle.endsAt - 9000;
    if (!isNearEnd || this.#random.int(3) === 0) return this.#pick(sides).id;
    return battle.sides.toSorted((a, b) => a.score - b.score)[0]!.id;
  }

  async #boost(): Promise<void> {
    await this.#world.command('battle.boost', { side: this.#pick(sides).id, factor: 2 + this.#random.int(3), ms: 6000 });
  }

  /** What has been counted is never taken back while the server lives, whatever overtakes what. */
  #watchScores(): void {
    const shown = this.#world.json().battle ? scores(this.#world) : {};
    for (const [side, score] of Object.entries(this.#shown))
      if ((shown[side] ?? 0) < score) this.#wrong(`${side} went from ${score} to ${shown[side]}`);
    this.#shown = shown;
  }

  async #crash(): Promise<void> {
    this.#wrongErrors();
    this.#countWire();
    this.#found.crashes++;
    this.#world.journal.kill();
    const { shards } = this.#world.shows.summary('demo')!;
    await this.#voters.afterCrash(this.#inner, shards);
    const wire = (clock: ShowWorld['clock']) => this.#newWire(clock);
    this.#world = await this.#world.crash({ downMs: this.#random.int(1500), wire });
    this.#gather();
    this.#shown = {};
  }

  async #checkBattle(): Promise<void> {
    const receipt = await battleReceipt({ journal: this.#inner });
    if (receipt?.status !== 'over') return this.#wrong(`the battle came to ${receipt?.status ?? 'nothing'}`);
    this.#found.overtimes = receipt.periods.length - 1;
    if (receipt.missing.length > 0) this.#wrong(`the battle misses ${receipt.missing.join()}`);
    for (const finding of checkBattleReceipt(receipt)) this.#wrong(`the receipt: ${finding}`);
    const expected = expectedBattle(receipt, this.#voters.taken);
    const { voters, options } = receipt.inputs['demo']!;
    const votes = Object.fromEntries(Object.entries(options).map(([side, { votes: some }]) => [side, some]));
    this.#same('the scores', receipt.result.scores, expected.scores);
    this.#same('the votes', [votes, voters], [expected.votes, expected.voters]);
    for (const [side, { supporters }] of Object.entries(options))
      for (const { viewer, score } of supporters)
        this.#same(`what ${viewer} gave ${side}`, score, expected.given[side]?.[viewer ?? '']);
  }

  async #checkPoll(): Promise<void> {
    const receipt = await pollReceipt({ journal: this.#inner });
    if (!receipt) return this.#wrong('the poll came to nothing');
    const votes: Record<string, number> = { tea: 0, coffee: 0 };
    for (const { choice } of this.#voters.choices) votes[choice]!++;
    this.#same('the poll', [receipt.result.votes, receipt.missing], [votes, []]);
  }

  #newWire(clock: ShowWorld['clock']): LossyWire {
    const random = quickRandom(`${this.#sim.seed} wire ${this.#found.crashes}`);
    return (this.#wire = lossyWire({ clock, random }, this.#sim.weather, this.#sim.plant?.bend?.()));
  }

  /** Everybody connects, a few of them with decoders. */
  #gather(): void {
    this.#members = Array.from({ length: this.#sim.viewers }, (_, i) =>
      Object.assign(this.#world.join(`viewer-${i}`), { level: i % 11 }),
    );
    const { feed } = this.#world.shows.get('demo')!.crowd;
    this.#decoders = [0, 1].map((i) => decodingViewer(feed, { panel: i === 0 }));
  }

  #pick<T>(list: readonly T[]): T {
    return list[this.#random.int(list.length)]!;
  }

  #countWire(): void {
    const { wire } = this.#found;
    const { lost, repeated, delayed } = this.#wire.counted;
    this.#found.wire = { lost: wire.lost + lost, repeated: wire.repeated + repeated, delayed: wire.delayed + delayed };
  }

  #same(what: string, actual: unknown, expected: unknown): void {
    try {
      assert.deepEqual(actual, expected);
    } catch (error) {
      this.#wrong(`${what}: ${(error as Error).message.slice(0, 600)}`);
    }
  }

  #wrongErrors(): void {
    for (const error of this.#world.errors) this.#wrong(`reported: ${error}`);
  }

  #wrong(what: string): void {
    this.#found.wrong.push(`seed ${this.#sim.seed}: ${what}`);
  }
}
