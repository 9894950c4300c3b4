/** Keeps two shows that do battle in touch: tells the other how it stands here, hears how it stands there, notices silence. */
import { awayMs, isOver } from '../../shared/battle/index.ts';
import type { ContestId, ShowId } from '../../shared/ids.ts';
import type { BattleLink, NoteNumber } from '../battle-wire.ts';
import { guarded, report } from '../guard.ts';
import type { Services } from '../services.ts';
import { noteFor } from './core-ballots.ts';
import type { CoreHolder } from './core-holder.ts';
import type { BattleCore } from './core-state.ts';
import { RivalEndings } from './rival-endings.ts';
import { RivalInbox } from './rival-inbox.ts';
import type { HeardNote } from './rival-inbox.ts';
import { unableToAnswer } from './rival-notes.ts';
import type { NoteToTell } from './rival-notes.ts';
import { RivalSilence } from './rival-silence.ts';
import type { Serial } from './serial.ts';

/** A show that has nothing new to say says it again after this long. */
const beatMs = 1000;

interface Place {
  holder: CoreHolder;
  serial: Serial;
  /** Whether every gift of this battle that arrived before `at` is in the tally, or never will be. */
  giftsIn(battle: ContestId, at: number): boolean;
  /** Something was learnt that viewers see, or that a deadline waits for. */
  touch(): void;
}

type Deps = Pick<Services, 'battles' | 'clock' | 'log' | 'metrics'>;

export class RivalLink {
  readonly #services: Deps;
  readonly #place: Place;
  readonly #inbox: RivalInbox;
  readonly #endings = new RivalEndings();
  readonly #silence: RivalSilence;
  #link: BattleLink | null = null;
  #seq = 0;
  /** What was told last, but for its number. */
  #told = '';
  /** When everything is told again: monotonic ms; null while there is nothing to tell. */
  #beatMs: number | null = null;
  #cancelLook: (() => void) | null = null;
  /** The battle whose other show has said that all its gifts are in. */
  #giftsInOf: ContestId | null = null;
  #away: 'unasked' | 'asking' | 'asked' = 'unasked';
  #stopped = false;

  constructor(services: Deps, place: Place) {
    this.#services = services;
    this.#place = place;
    this.#silence = new RivalSilence(services.clock);
    const onTakenIn = (heard: HeardNote) => this.#safely(() => this.#answer(heard));
    this.#inbox = new RivalInbox(services, { ...place, onTakenIn });
  }

  /** Is heard, and hears, from now on; silence counts from here. */
  begin(): void {
    const { show } = this.#place.holder.core;
    const hear = (from: ShowId, note: HeardNote['note']) => this.#safely(() => this.#hear({ from, note }));
    this.#link = this.#services.battles.join(show, { hear });
    this.look();
  }

  /** False when there certainly is no such show. */
  reaches(show: ShowId): boolean {
    return this.#link?.reaches(show) ?? false;
  }

  /** Tells what is new. Call it at every tick and after every step. */
  look(): void {
    if (!this.#stopped && this.#link) this.#safely(() => this.#look());
  }

  /** Whether the other show's gifts that arrived in time for the verdict are all in what it has told. */
  rivalGiftsIn(battle: ContestId): boolean {
    return this.#giftsInOf === battle;
  }

  stop(): void {
    this.#stopped = true;
    this.#cancelLook?.();
    this.#inbox.stop();
    this.#link?.close();
  }

  /* ------------------------------------------------------------- telling */

  #look(): void {
    const { clock } = this.#services;
    const { battle } = this.#place.holder.core;
    const duel = battle && battle.role !== 'host' ? battle : null;
    const isBeat = this.#beatMs !== null && clock.monotonic() >= this.#beatMs;
    if (isBeat) this.#beatMs = null;
    this.#tellNews(duel, isBeat);
    if (isBeat) for (const ending of this.#endings.untold(clock.now())) this.#tell(ending);
    const silentMs = this.#watch(duel, isBeat);
    this.#comeBack(duel, silentMs);
  }

  #tellNews(duel: BattleCore | null, isBeat: boolean): void {
    const told = duel && this.#noteOf(duel);
    if (!told) return;
    const isLast = isOver(duel.battle);
    if (isLast) this.#endings.keep(told, duel.battle.endedAt, this.#next());
    const text = JSON.stringify(told);
    // What is over is told again with the other endings.
    if (text !== this.#told || (isBeat && !isLast)) this.#tell(told);
    this.#told = text;
  }

  #noteOf({ battle }: BattleCore): NoteToTell | null {
    const now = this.#services.clock.now();
    const told = noteFor(this.#place.holder.core, now);
    const { id, countsUntil } = battle;
    if (told?.note.kind !== 'mirror' || countsUntil === 0) return told;
    return { to: told.to, note: { ...told.note, giftsIn: now >= countsUntil && this.#place.giftsIn(id, countsUntil) } };
  }

  #tell({ to, note }: NoteToTell): void {
    const heard = this.#inbox.takenIn(note.battle, to);
    const number = this.#next();
    this.#seq = number.seq;
    this.#link?.tell(to, { ...note, ...number, ...(heard ? { heard } : {}) });
  }

  #next(): NoteNumber {
    return { epoch: this.#place.holder.core.epoch, seq: this.#seq + 1 };
  }

  /** Looks again at the next beat, or sooner when something is due by then; not at all when there is nothing to tell. */
  #comeBack(duel: BattleCore | null, silentMs: number): void {
    const { clock } = this.#services;
    const [now, nowMs] = [clock.now(), clock.monotonic()];
    this.#cancelLook?.();
    this.#cancelLook = null;
    const isGoingOn = duel !== null && !isOver(duel.battle);
    if (!isGoingOn && this.#endings.untold(now).length === 0) {
      this.#beatMs = null;
      return;
    }
    this.#beatMs ??= nowMs + beatMs;
    const dues = [this.#beatMs - nowMs, awayMs - silentMs, (duel?.battle.countsUntil ?? 0) - now];
    const waitMs = Math.min(...dues.filter((inMs) => inMs > 0));
    this.#cancelLook = clock.after(waitMs, () => this.look());
  }

  /* ------------------------------------------------------------- hearing */

  #hear(heard: HeardNote): void {
    if (this.#stopped || !this.#inbox.hear(heard)) return;
    const { battle } = this.#place.holder.core;
    if (battle && battle.role !== 'host' && battle.battle.id === heard.note.battle && battle.rival === heard.from)
      this.#silence.heard();
  }

  /** A note has been taken in: whoever told it may have to know. */
  #answer({ from, note }: HeardNote): void {
    if (note.kind === 'mirror' && note.giftsIn) {
      this.#giftsInOf = note.battle;
      this.#place.touch();
    }
    const unable = unableToAnswer(this.#place.holder.core, from, note);
    if (unable) return this.#tell(unable);
    this.look();
    const ending = this.#endings.get(note.battle);
    if (ending?.to !== from) return;
    const isKnown = this.#endings.heard(note.battle, note.heard);
    // The referee goes on until it hears that its last word has been taken in, even by one that was over before.
    if (!isKnown || note.kind === 'referee') this.#tell(ending);
  }

  /* ------------------------------------------------------------- silence */

  /** How long the other has been silent; ends the battle when that is too long. */
  #watch(duel: BattleCore | null, isBeat: boolean): number {
    // An invitation runs out by itself where it was made.
    const isWaiting = duel?.role === 'referee' && duel.battle.status === 'inviting';
    if (!duel || isWaiting || isOver(duel.battle)) {
      this.#silence.heard();
      this.#away = 'unasked';
      return 0;
    }
    const silentMs = this.#silence.lookMs();
    const mayAsk = this.#away === 'unasked' || (this.#away === 'asked' && isBeat);
    if (silentMs < awayMs || !mayAsk) return silentMs;
    this.#away = 'asking';
    void this.#place.serial.run(() => this.#endWithoutRival(duel.battle.id));
    return silentMs;
  }

  async #endWithoutRival(battle: ContestId): Promise<void> {
    this.#away = 'asked';
    const { holder } = this.#place;
    // It may have been heard of meanwhile.
    if (this.#stopped || holder.core.battle?.battle.id !== battle || this.#silence.lookMs() < awayMs) return;
    try {
      const result = holder.step({ kind: 'rival-away' });
      if (result.core !== holder.core) await holder.commit(result);
    } catch (error) {
      report(this.#services, 'battle.away', error);
    }
  }

  #safely(act: () => void): void {
    guarded(this.#services, 'battle.link', { act, fallback: () => {} });
  }
}
