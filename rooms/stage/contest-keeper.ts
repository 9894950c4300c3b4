/** Looks after the times of a show's battle and poll: the ends of their periods, in two steps, and whatever else comes by itself. */
import { giftsUntil, isPlaying } from '../../shared/battle/index.ts';
import type { ContestId } from '../../shared/ids.ts';
import { guarded } from '../guard.ts';
import type { Services } from '../services.ts';
import type { ContestCounts } from './contest-counts.ts';
import { nextBattleTime, openBallots } from './core-ballots.ts';
import type { CoreHolder } from './core-holder.ts';
import type { Step } from './core-events.ts';
import type { Core } from './core-state.ts';
import { EndClock } from './end-clock.ts';
import type { Deadline } from './end-clock.ts';
import { nextBoostTime } from './project-battle.ts';
import type { Serial } from './serial.ts';

/** What could not be written is tried again after this long. */
const retryMs = 250;

/** A battle's period ends, a poll's does, or a time of the battle comes that no shard has to say anything about. */
const slots = ['battle', 'poll', 'time'] as const;
type Slot = (typeof slots)[number];

interface ContestEnd extends Deadline {
  contest: ContestId;
  step: number;
}

interface Show {
  holder: CoreHolder;
  serial: Serial;
  counts: ContestCounts;
  /** Asks the shards for their snapshots. */
  pull(): void;
  /** Whether every gift of this battle that arrived before `at` is in the tally, or never will be. */
  giftsIn(contest: ContestId, at: number): boolean;
  /** Whether the other show's gifts that arrived in time for the verdict are all in what it has told. */
  rivalGiftsIn(contest: ContestId): boolean;
  /** Something that viewers see has changed by time alone. */
  touch(): void;
}

export class ContestKeeper {
  readonly #services: Pick<Services, 'clock' | 'log' | 'metrics'>;
  readonly #show: Show;
  readonly #clocks: ReadonlyMap<Slot, EndClock<ContestEnd>>;
  /** Whose end has been asked for. */
  readonly #ending = new Set<Slot>();
  /** What could not be written last. */
  readonly #unwritten = new Map<Slot, ContestEnd['what']>();
  #cancelBoost: (() => void) | null = null;
  #stopped = false;

  constructor(services: Pick<Services, 'clock' | 'log' | 'metrics'>, show: Show) {
    this.#services = services;
    this.#show = show;
    this.#clocks = new Map(slots.map((slot) => [slot, this.#clockOf(slot)]));
  }

  /** Follows what ends from now on. */
  begin(): void {
    for (const clock of this.#clocks.values()) clock.arm();
    this.#followBoosts();
  }

  /** Ends what is over if every shard has said its last word. */
  check(): void {
    for (const clock of this.#clocks.values()) clock.check();
  }

  /** A job has ended: deadlines count again. */
  resume(): void {
    for (const [slot, clock] of this.#clocks) {
      const end = this.#endOf(slot);
      if (end && this.#unwritten.get(slot) === end.what) clock.retry(retryMs);
      else clock.resume();
    }
    this.#followBoosts();
  }

  stop(): void {
    this.#stopped = true;
    for (const clock of this.#clocks.values()) clock.stop();
    this.#cancelBoost?.();
  }

  #clockOf(slot: Slot): EndClock<ContestEnd> {
    const { serial, counts } = this.#show;
    return new EndClock(this.#services.clock, {
      deadline: () => (serial.busy || this.#stopped ? null : this.#endOf(slot)),
      missing: ({ contest, step }) => (slot === 'time' ? [] : counts.missing(contest, step)),
      pull: () => this.#show.pull(),
      end: (end, missing) => this.#askEnd(slot, { end, missing }),
    });
  }

  #endOf(slot: Slot): ContestEnd | null {
    const { core } = this.#show.holder;
    if (slot === 'time') return timeOf(core);
    const open = openBallots(core).find(({ contest }) => (contest === core.poll?.poll.id) === (slot === 'poll'));
    return open ? { ...open, what: `${open.contest} ${open.step}` } : null;
  }

  /** Ends it when it is its turn: commands that were given before go first. Gifts that may yet count are waited for. */
  #askEnd(slot: Slot, { end, missing }: { end: ContestEnd; missing: readonly number[] }): void {
    if (this.#ending.has(slot) || !this.#giftsIn(slot, end)) return;
    this.#ending.add(slot);
    void this.#show.serial.run(() => this.#end(slot, { end, missing }));
  }

  async #end(slot: Slot, { end, missing: asked }: { end: ContestEnd; missing: readonly number[] }): Promise<void> {
    this.#ending.delete(slot);
    const { clock, metrics } = this.#services;
    const current = this.#endOf(slot);
    // A command may have moved or settled it meanwhile.
    if (this.#stopped || !current || current.what !== end.what || clock.now() < current.endsAt) return;
    // And the grace may be over: then it is the verdict that comes now.
    if (!this.#giftsIn(slot, current)) return;
    const { holder, counts } = this.#show;
    // Nor is missing what was said while others had their turn.
    const still = asked.length > 0 ? counts.missing(end.contest, end.step) : [];
    const missing = asked.filter((shard) => still.includes(shard));
    const result = this.#stepAtEnd(slot, { end, missing });
    // What failed, or can never be written, is tried again all the same: a command may mend it.
    const isDone = result.core !== holder.core && (await holder.commit(result)).kind === 'written';
    if (!isDone) return void this.#unwritten.set(slot, end.what);
    this.#unwritten.delete(slot);
    if (missing.length > 0) metrics.count('drumroll_missing_finals_total', missing.length);
  }

  #stepAtEnd(slot: Slot, { end, missing }: { end: ContestEnd; missing: readonly number[] }): Step {
    const { holder, counts } = this.#show;
    const { contest, step } = end;
    const act = (): Step => {
      if (slot !== 'time')
        return holder.step({ kind: 'ballot-end', contest, step, tally: counts.finalTally(contest, missing), missing });
      // The verdict has to know all that was counted until now.
      const heard = holder.step({ kind: 'ballot', contest, tally: counts.finalTally(contest, []) });
      return holder.stepOn(heard, { kind: 'battle-time' });
    };
    return guarded(this.#services, 'contest.end', { act, fallback: () => ({ core: holder.core, effects: [] }) });
  }

  #giftsIn(slot: Slot, { contest, endsAt }: ContestEnd): boolean {
    const known = this.#show.holder.core.battle;
    if (slot === 'poll' || known?.battle.id !== contest || !isPlaying(known.battle)) return true;
    if (slot === 'time')
      return this.#show.giftsIn(contest, endsAt) && (known.role !== 'referee' || this.#show.rivalGiftsIn(contest));
    // Where the finals came late, or no gift is waited for, the verdict comes with the end.
    const lastAt = giftsUntil(known.battle);
    return this.#show.giftsIn(contest, this.#services.clock.now() < lastAt ? endsAt : lastAt);
  }

  /** A boost that ends, or begins, changes what is shown though nothing has happened. */
  #followBoosts(): void {
    this.#cancelBoost?.();
    this.#cancelBoost = null;
    const { clock } = this.#services;
    const at = this.#stopped ? null : nextBoostTime(this.#show.holder.core, clock.now());
    if (at === null) return;
    this.#cancelBoost = clock.after(at - clock.now(), () => {
      this.#show.touch();
      this.#followBoosts();
    });
  }
}

/** When something happens to the battle by itself. */
function timeOf(core: Core): ContestEnd | null {
  const endsAt = nextBattleTime(core);
  if (endsAt === null || !core.battle) return null;
  const { id: contest, step } = core.battle.battle;
  return { what: `${contest} ${step}`, endsAt, contest, step };
}
