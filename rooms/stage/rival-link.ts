/** Keeps two shows that do battle in touch: tells the other how it stands here, hears how it stands there, notices silence. */
import type { BallotTally } from '../../shared/ballot/index.ts';
import { awayMs, isOver, isSettled } from '../../shared/battle/index.ts';
import type { Battle } from '../../shared/battle/index.ts';
import type { ContestId, ShowId } from '../../shared/ids.ts';
import type { BattleLink, BattleNote } from '../battle-wire.ts';
import { guarded, report } from '../guard.ts';
import type { Services } from '../services.ts';
import { battleIn } from './core-battle-facts.ts';
import type { CoreHolder } from './core-holder.ts';
import { noteAbout, untoldDuels } from './core-notes.ts';
import type { BattleCore, DuelCore } from './core-contests.ts';
import type { GiftDesk } from './gift-desk.ts';
import { RivalInbox } from './rival-inbox.ts';
import type { HeardNote } from './rival-inbox.ts';
import { answerOfNoPart } from './rival-notes.ts';
import type { NoteToTell } from './rival-notes.ts';
import { RivalSilence } from './rival-silence.ts';
import type { Serial } from './serial.ts';

/** What a show has to say it says again after this long, even if nothing is new. */
const beatMs = 1000;
/** The end of a battle is told until the other show knows it; after this long only when that is heard of again. */
const endingMs = 600_000;

interface Place {
  holder: CoreHolder;
  serial: Serial;
  gifts: Pick<GiftDesk, 'isFinal' | 'tally'>;
  /** Something was learnt that viewers see, or that a deadline waits for. */
  touch(): void;
}

type Deps = Pick<Services, 'battles' | 'clock' | 'log' | 'metrics'>;

export class RivalLink {
  readonly #services: Deps;
  readonly #place: Place;
  readonly #inbox: RivalInbox;
  readonly #silence: RivalSilence;
  #link: BattleLink | null = null;
  #seq = 0;
  /** The battle that was told last, as it was, and the note. */
  #toldOf: BattleCore | null = null;
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
    const duel = duelOf(this.#place.holder.core.battle);
    const isBeat = this.#beatMs !== null && clock.monotonic() >= this.#beatMs;
    if (isBeat) this.#beatMs = null;
    const now = clock.now();
    if (duel) this.#tellNews(duel, isBeat && isToTell(duel, now));
    if (isBeat) for (const ended of this.#untold(now)) this.#tellAny(noteAbout(this.#place.holder.core, ended));
    const silentMs = this.#watch(duel, isBeat);
    this.#comeBack(duel, silentMs);
  }

  #tellNews(duel: DuelCore, isDue: boolean): void {
    // Most ticks bring nothing. Whether the gifts of an invited show are in is not in its core.
    const isSame = duel === this.#toldOf && (duel.role === 'referee' || duel.battle.countsUntil === 0);
    if (isSame && !isDue) return;
    const told = this.#noteAbout(duel);
    const text = JSON.stringify(told);
    if (told && (isDue || text !== this.#told)) this.#tell(told);
    this.#toldOf = duel;
    this.#told = text;
  }

  /** The ends of earlier battles that the other show may not know. */
  #untold(now: number): DuelCore[] {
    return untoldDuels(this.#place.holder.core).filter((ended) => isToTell(ended, now));
  }

  #tellAny(told: NoteToTell | null): void {
    if (told) this.#tell(told);
  }

  #noteAbout(duel: DuelCore): NoteToTell | null {
    const told = noteAbout(this.#place.holder.core, duel);
    if (told?.note.kind !== 'mirror' || duel.battle.countsUntil === 0) return told;
    return { to: told.to, note: { ...told.note, giftsIn: this.#areGiftsIn(duel.battle, told.note.tally) } };
  }

  /** Whether what is told has every gift that arrived in time. The core learns of them with the next tick. */
  #areGiftsIn({ id, countsUntil }: Battle, tally: BallotTally | null): boolean {
    const { gifts } = this.#place;
    if (this.#services.clock.now() < countsUntil || !gifts.isFinal(id, countsUntil)) return false;
    return pointsOfGifts(tally) === pointsOfGifts(gifts.tally(id));
  }

  #tell({ to, note }: NoteToTell): void {
    this.#link?.tell(to, { ...note, epoch: this.#place.holder.core.epoch, seq: ++this.#seq });
  }

  /** Looks again at the next beat, or sooner when something is due by then; not at all when there is nothing to tell. */
  #comeBack(duel: DuelCore | null, silentMs: number): void {
    const { clock } = this.#services;
    const [now, nowMs] = [clock.now(), clock.monotonic()];
    this.#cancelLook?.();
    this.#cancelLook = null;
    const isTalking = (duel && isToTell(duel, now)) || this.#untold(now).length > 0;
    if (!isTalking) {
      this.#beatMs = null;
      return;
    }
    this.#beatMs ??= nowMs + beatMs;
    const others = [awayMs - silentMs, (duel?.battle.countsUntil ?? 0) - now].filter((inMs) => inMs > 0);
    // The beat may have come since this look began.
    const waitMs = Math.min(Math.max(0, this.#beatMs - nowMs), ...others);
    this.#cancelLook = clock.after(waitMs, () => this.look());
  }

  /* ------------------------------------------------------------- hearing */

  #hear(heard: HeardNote): void {
    if (this.#stopped || !this.#inbox.hear(heard)) return;
    const duel = duelOf(this.#place.holder.core.battle);
    if (duel?.battle.id === heard.note.battle && duel.rival === heard.from) this.#silence.heard();
  }

  /** A note has been taken in: whoever told it may have to know how it stands here. */
  #answer({ from, note }: HeardNote): void {
    const { core } = this.#place.holder;
    if (note.kind === 'mirror' && note.giftsIn) {
      this.#giftsInOf = note.battle;
      this.#place.touch();
    }
    const answer = answerOfNoPart(core, from, note);
    if (answer) return this.#tell(answer);
    this.look();
    const duel = duelOf(battleIn(core, note.battle));
    if (duel?.rival !== from || !isOver(duel.battle)) return;
    if (isToAnswer(duel, note)) this.#tellAny(this.#noteAbout(duel));
  }

  /* ------------------------------------------------------------- silence */

  /** How long the other has been silent; ends the battle when that is too long. */
  #watch(duel: DuelCore | null, isBeat: boolean): number {
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

/** A battle with another show; null when it is none. */
function duelOf(known: BattleCore | null): DuelCore | null {
  return known && known.rival !== null ? (known as DuelCore) : null;
}

/** Whether the other show has to be told again and again: until it is over and both have the same record. */
function isToTell({ battle, agreed }: DuelCore, now: number): boolean {
  return !isOver(battle) || (!agreed && now < battle.endedAt + endingMs);
}

function pointsOfGifts(tally: BallotTally | null): number {
  const bySlice = Object.values(tally?.points.gifts ?? {}).flatMap((points) => Object.values(points));
  return bySlice.reduce((sum, points) => sum + points, 0);
}

/**
 * The referee goes on until it hears that its record is here, the other one until it has that. A record that was not
 * taken in is not answered: the two would never stop.
 */
function isToAnswer({ agreed }: DuelCore, note: BattleNote): boolean {
  if (note.kind === 'mirror') return !note.agreed;
  return agreed || !isSettled(note.standing as Battle);
}
