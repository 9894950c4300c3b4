/** Whole shows by a seed: hundreds of viewers play every game while the wire is bad, people come and go, and the server dies. */
import assert from 'node:assert/strict';
import type { RoundRecord } from '../../rooms/crowd/edge-round.ts';
import type { Journal } from '../../rooms/journal.ts';
import type { RoundReceipt } from '../../rooms/stage/core-events.ts';
import { createMemoryJournal } from '../../server/memory/journal.ts';
import { quickRandom } from '../support/quick-random.ts';
import type { AnyGame, Random } from '../../shared/game-kit/index.ts';
import { games } from '../../shared/games/index.ts';
import { decodingViewer } from '../support/decoding-viewer.ts';
import type { DecodingViewer } from '../support/decoding-viewer.ts';
import { lossyWire } from '../support/lossy-wire.ts';
import type { Bend, LossyWire, Weather } from '../support/lossy-wire.ts';
import { showWorld } from '../support/show-world.ts';
import type { ShowWorld, TestMember } from '../support/show-world.ts';
import { expectedOf } from './oracle.ts';
import { SimInputs } from './sim-inputs.ts';

export interface Simulation {
  seed: string;
  viewers: number;
  weather: Weather;
  /** Crashes in every round. */
  crashes: number;
  /** Planted bugs. */
  plant?: { bend?: Bend; games?: Readonly<Record<string, AnyGame>>; journal?: (journal: Journal) => Journal };
}

export interface Simulated {
  /** What was not as it must be; empty when all is well. */
  wrong: string[];
  simulatedMs: number;
  inputs: number;
  acknowledged: number;
  lostInCrashes: number;
  crashes: number;
  wire: { lost: number; repeated: number; delayed: number };
}

const rounds: { game: string; settings: object; ms: number }[] = [
  { game: 'tap-race', settings: { durationSeconds: 8, teams: ['Red', 'Blue', 'Green'] }, ms: 20_000 },
  { game: 'quick-quiz', settings: { count: 3, windowSeconds: 4, revealSeconds: 3 }, ms: 38_500 },
  { game: 'lucky-draw', settings: { entrySeconds: 6, winners: 5 }, ms: 24_500 },
];

const stepMs = 50;
/** How often it is looked whether anything that was counted has gone. */
const watchMs = 200;
/** How often a viewer looks at the game, on average. */
const lookMs = 1500;

interface Viewer {
  id: string;
  random: Random;
  member: TestMember | null;
  /** The number of the newest unanswered input. */
  n: number;
}

export async function simulate(sim: Simulation): Promise<Simulated> {
  const run = new Run(sim);
  await run.begin();
  for (const [i, round] of rounds.entries()) await run.round(i + 1, round);
  return run.done();
}

class Run {
  readonly #sim: Simulation;
  readonly #random: Random;
  readonly #inner = createMemoryJournal();
  readonly #viewers: Viewer[];
  readonly #found: Simulated;
  #world!: ShowWorld;
  #wire!: LossyWire;
  #decoders: DecodingViewer[] = [];
  readonly #inputs = new SimInputs();
  #keys = 0;
  #shown = { round: 0, total: 0 };

  constructor(sim: Simulation) {
    this.#sim = sim;
    this.#random = quickRandom(`sim ${sim.seed}`);
    this.#viewers = Array.from({ length: sim.viewers }, (_, i) => {
      const id = `viewer-${i}`;
      return { id, random: quickRandom(`${sim.seed} ${id}`), member: null, n: 0 };
    });
    const nothing = { lost: 0, repeated: 0, delayed: 0 };
    this.#found = { wrong: [], simulatedMs: 0, inputs: 0, acknowledged: 0, lostInCrashes: 0, crashes: 0, wire: nothing };
  }

  async begin(): Promise<void> {
    const { seed, viewers, plant = {} } = this.#sim;
    const journal = plant.journal ? plant.journal(this.#inner) : this.#inner;
    this.#world = await showWorld({
      seed,
      journal,
      commitMs: 12,
      expectedViewers: viewers * 25,
      games: { ...games, ...plant.games },
      wire: (clock) => this.#newWire(clock),
    });
    this.#gather();
  }

  async round(id: number, { game, settings, ms }: (typeof rounds)[number]): Promise<void> {
    this.#inputs.newRound();
    for (const viewer of this.#viewers) viewer.n = 0;
    const reply = await this.#world.command('round.start', { game, settings });
    if (!reply.ok || reply.round !== id) this.#wrong(`round ${id} did not start: ${JSON.stringify(reply)}`);
    const crashAt = new Set(Array.from({ length: this.#sim.crashes }, () => stepMs * this.#random.int(ms / stepMs)));
    for (let at = 0; at < ms; at += stepMs) {
      if (crashAt.has(at)) await this.#crash(id);
      this.#comeAndGo();
      const looks = Math.round((this.#viewers.length * stepMs) / lookMs);
      for (let i = 0; i < looks; i++) this.#look(this.#viewers[this.#random.int(this.#viewers.length)]!, id);
      await this.#pass(stepMs);
      if (at % watchMs === 0) this.#watchTotal();
    }
    await this.#settle(id);
    await this.#check(id, game);
  }

  done(): Simulated {
    this.#wrongErrors();
    this.#countWire();
    return Object.assign(this.#found, this.#inputs.counted);
  }

  #countWire(): void {
    const { wire } = this.#found;
    const { lost, repeated, delayed } = this.#wire.counted;
    this.#found.wire = { lost: wire.lost + lost, repeated: wire.repeated + repeated, delayed: wire.delayed + delayed };
  }

  /** What has been counted is never taken back while the server lives, whatever overtakes what. */
  #watchTotal(): void {
    const { round } = this.#world.json();
    const { teams, players, entries } = (round?.view ?? {}) as { teams?: { taps: number }[]; players?: number; entries?: number };
    const total = teams ? teams.reduce((sum, { taps }) => sum + taps, 0) : (players ?? entries ?? 0);
    if (round?.id === this.#shown.round && total < this.#shown.total)
      this.#wrong(`${round.game} went from ${this.#shown.total} to ${total}`);
    this.#shown = { round: round?.id ?? 0, total };
  }

  #newWire(clock: ShowWorld['clock']): LossyWire {
    const random = quickRandom(`${this.#sim.seed} wire ${this.#found.crashes}`);
    return (this.#wire = lossyWire({ clock, random }, this.#sim.weather, this.#sim.plant?.bend));
  }

  /** Everybody connects, a few of them with decoders. */
  #gather(): void {
    for (const viewer of this.#viewers) viewer.member = this.#world.join(viewer.id, `Name of ${viewer.id}`);
    const { feed } = this.#world.shows.get('demo')!.crowd;
    this.#decoders = [0, 1, 2].map((i) => decodingViewer(feed, { panel: i === 0 }));
  }

  #comeAndGo(): void {
    if (this.#random.int(4) > 0) return;
    const viewer = this.#viewers[this.#random.int(this.#viewers.length)]!;
    const { member } = viewer;
    // Some leave, some come back, and some open a second page.
    if (member && this.#random.int(2) === 0) {
      this.#world.shard(member).leave(member);
      viewer.member = null;
    } else viewer.member = this.#world.join(viewer.id, `Name of ${viewer.id}`);
    if (this.#random.int(20) > 0) return;
    const { feed } = this.#world.shows.get('demo')!.crowd;
    this.#decoders[2]!.leave();
    this.#decoders[2] = decodingViewer(feed);
  }

  /** What a viewer does who looks at the game: what its bot does, now and then twice, stale or bent. */
  #look(viewer: Viewer, round: number): void {
    const { id, random, member } = viewer;
    const scene = { world: this.#world, wire: this.#wire };
    const { phase } = this.#wire;
    if (!member || !phase || phase.round !== round) return;
    const game = games[phase.game]!;
    const elapsedMs = this.#world.clock.now() - phase.startsAt;
    const sees = { viewer: id, phase: phase.phase, elapsedMs, settings: phase.settings, view: null, cue: phase.cue ?? undefined };
    const input = game.bot(random, sees);
    const mischief = random.int(20);
    if (mischief === 0) this.#inputs.say(scene, member, { text: 'lucky', key: `chat-${++this.#keys}` });
    if (mischief === 1) this.#inputs.send(scene, member, { round: round - 1, type: 'tap', payload: { count: 1 }, key: 'stale' });
    if (mischief === 2) this.#inputs.send(scene, member, { round, type: 'tap', payload: { count: 1e9 } });
    if (!input) return;
    const isKeyed = input.type !== 'tap' || random.int(3) === 0;
    const press = { round, ...input, ...(isKeyed ? { key: `key-${++this.#keys}` } : { n: ++viewer.n }) };
    this.#inputs.send(scene, member, press);
    if (isKeyed && random.int(8) === 0) this.#inputs.send(scene, member, press);
  }

  /** The server dies, and another goes on with what is on disk: only that may count from now on. */
  async #crash(round: number): Promise<void> {
    this.#wrongErrors();
    this.#countWire();
    this.#found.crashes++;
    const phases = new Map(this.#wire.phases);
    const down = this.#random.int(1500);
    this.#world.journal.kill();
    const stored = await this.#inner.records('demo', round);
    const records = new Map(stored.map(({ viewer, record }) => [viewer, record as RoundRecord]));
    for (const gone of this.#inputs.afterCrash(records)) this.#wrong(gone);
    this.#world = await this.#world.crash({ downMs: down, wire: (clock) => this.#newWire(clock) });
    for (const [step, phase] of phases) if (!this.#wire.phases.has(step)) this.#wire.phases.set(step, phase);
    this.#gather();
    this.#shown = { round: 0, total: 0 };
  }

  /** Lets the round end in calm, and everything that is on its way arrive. */
  async #settle(round: number): Promise<void> {
    for (let i = 0; i < 400 && this.#world.shows.summary('demo')!.round?.id === round; i++) await this.#pass(200);
    this.#wire.calm();
    await this.#pass(1500);
    // One frame to show a gap, if there is one, and one to close it.
    for (let i = 0; i < 3; i++) {
      const first = this.#viewers[0]!.member ?? this.#rejoin(this.#viewers[0]!);
      this.#world.shard(first).like(first, { count: 1 });
      await this.#pass(1100);
    }
  }

  #rejoin(viewer: Viewer): TestMember {
    return (viewer.member = this.#world.join(viewer.id, `Name of ${viewer.id}`));
  }

  async #check(round: number, gameId: string): Promise<void> {
    const receipt = (await this.#inner.receipt('demo', 'round', String(round))) as (RoundReceipt & { entries?: string[] }) | null;
    if (receipt?.outcome !== 'settled')
      return this.#wrong(`round ${round} came to ${receipt?.outcome ?? 'nothing'}: ${receipt?.reason}`);
    if (receipt.missingShards.length > 0) this.#wrong(`round ${round} misses shards ${receipt.missingShards.join()}`);
    const game = games[gameId]!;
    const phases = [...this.#wire.phases.values()].filter((phase) => phase.round === round && phase.step > 0);
    const inputs = this.#inputs.taken;
    const told = { settings: receipt.settings, seed: receipt.seed, phases: phases.toSorted((a, b) => a.step - b.step), inputs };
    const expected = expectedOf(game, told);
    this.#same(`the result of round ${round}`, receipt.result, JSON.parse(JSON.stringify(expected.result)));
    if (game.entered) this.#same(`the entries of round ${round}`, receipt.entries, expected.entries);
    if (expected.impossible.length > 0)
      this.#wrong(`round ${round} took ${expected.impossible.length} inputs that the game refuses`);
    for (const [i, decoder] of this.#decoders.entries())
      this.#same(`what decoder ${i} shows`, decoder.json(), this.#world.json());
    this.#wire.storm();
  }

  async #pass(ms: number): Promise<void> {
    this.#found.simulatedMs += ms;
    await this.#world.pass(ms);
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
