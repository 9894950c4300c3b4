/** Takes in what another show's stage tells: of each battle the newest note, learnt at once or committed in its turn. */
import type { ContestId, ShowId } from '../../shared/ids.ts';
import type { BattleNote } from '../battle-wire.ts';
import { report } from '../guard.ts';
import type { Services } from '../services.ts';
import { isOnlyNews } from './core-ballots.ts';
import type { CoreHolder } from './core-holder.ts';
import type { Serial } from './serial.ts';

/** What could not be written is tried again after this long. */
const retryMs = 250;
/** Battles whose newest note is known by its number. */
const mostKnown = 16;

export interface HeardNote {
  from: ShowId;
  note: BattleNote;
}

interface Place {
  holder: CoreHolder;
  serial: Serial;
  /** A note is in the core, or was found to say nothing new. */
  onTakenIn(heard: HeardNote): void;
  /** Something was learnt without a commit. */
  touch(): void;
}

/** The newest note of one stage about one battle. */
interface Known {
  epoch: number;
  seq: number;
  /** Until it is taken in. */
  pending: HeardNote | null;
}

export class RivalInbox {
  readonly #services: Pick<Services, 'clock' | 'log' | 'metrics'>;
  readonly #place: Place;
  /** By battle and show, those heard of last at the end. */
  readonly #known = new Map<string, Known>();
  #isTaking = false;
  #stopped = false;

  constructor(services: Pick<Services, 'clock' | 'log' | 'metrics'>, place: Place) {
    this.#services = services;
    this.#place = place;
  }

  /** Takes a note that is newer than all before; says whether it was. */
  hear(heard: HeardNote): boolean {
    const { epoch, seq, battle } = heard.note;
    const key = keyOf(battle, heard.from);
    const known = this.#known.get(key);
    if (this.#stopped || (known && !isNewer(heard.note, known))) return false;
    this.#known.delete(key);
    this.#known.set(key, { epoch, seq, pending: heard });
    const [oldest] = this.#known.keys();
    if (oldest !== undefined && this.#known.size > mostKnown) this.#known.delete(oldest);
    this.#takeIn();
    return true;
  }

  stop(): void {
    this.#stopped = true;
  }

  #takeIn(): void {
    if (this.#isTaking || this.#stopped) return;
    const { serial } = this.#place;
    // What is learnt while a step is being committed would be lost.
    if (!serial.busy) for (const known of this.#pending()) this.#learn(known);
    if (this.#pending().length === 0) return;
    this.#isTaking = true;
    void serial.run(() => this.#commitAll());
  }

  #pending(): Known[] {
    return [...this.#known.values()].filter(({ pending }) => pending !== null);
  }

  /** Takes a note in without a commit, if that will do. */
  #learn(known: Known): boolean {
    const { holder } = this.#place;
    const heard = known.pending!;
    const before = holder.core;
    const { core, effects } = holder.step({ kind: 'battle-note', ...heard });
    if (effects.length > 0 || !isOnlyNews(before, core)) return false;
    holder.adopt(core);
    this.#took(known, heard);
    if (core !== before) this.#place.touch();
    return true;
  }

  async #commitAll(): Promise<void> {
    let failed = false;
    try {
      for (const known of this.#pending()) if (!this.#stopped && !(await this.#commit(known))) failed = true;
    } catch (error) {
      report(this.#services, 'battle.note', error);
      failed = true;
    }
    this.#isTaking = false;
    if (this.#pending().length === 0) return;
    if (failed) this.#services.clock.after(retryMs, () => this.#takeIn());
    else this.#takeIn();
  }

  /** Whether the note is dealt with. What can never be written is dropped: the next one says the same. */
  async #commit(known: Known): Promise<boolean> {
    const { holder } = this.#place;
    if (this.#learn(known)) return true;
    const heard = known.pending!;
    const done = await holder.commit(holder.step({ kind: 'battle-note', ...heard }));
    if (done.kind === 'unwritten') return false;
    if (done.kind === 'written') this.#took(known, heard);
    else known.pending = null;
    return true;
  }

  #took(known: Known, heard: HeardNote): void {
    if (known.pending === heard) known.pending = null;
    this.#place.onTakenIn(heard);
  }
}

function isNewer(a: Pick<BattleNote, 'epoch' | 'seq'>, b: Pick<BattleNote, 'epoch' | 'seq'>): boolean {
  return a.epoch > b.epoch || (a.epoch === b.epoch && a.seq > b.seq);
}

function keyOf(battle: ContestId, from: ShowId): string {
  return `${battle} ${from}`;
}
