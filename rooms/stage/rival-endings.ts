/** The last words on battles that are over: told until the other show has heard them, and kept for a while for when it asks. */
import type { NoteNumber } from '../battle-wire.ts';
import type { ContestId } from '../../shared/ids.ts';
import type { NoteToTell } from './rival-notes.ts';

/** How long the other show is told by itself. */
const tellForMs = 60_000;
/** Battles that are remembered. */
const mostKept = 8;

interface Ending extends NoteToTell {
  /** The first note that said it. */
  since: NoteNumber;
  /** Server time, epoch ms. */
  tellUntil: number;
  isKnown: boolean;
}

export class RivalEndings {
  readonly #endings = new Map<ContestId, Ending>();

  /** The battle is over, as this note says; `next` is the number that it will have when it is told. */
  keep(told: NoteToTell, endedAt: number, next: NoteNumber): void {
    const { battle } = told.note;
    const known = this.#endings.get(battle);
    const { since, tellUntil } = known ?? { since: next, tellUntil: endedAt + tellForMs };
    this.#endings.set(battle, { ...told, since, tellUntil, isKnown: known?.isKnown ?? false });
    const [oldest] = this.#endings.keys();
    if (oldest !== undefined && this.#endings.size > mostKept) this.#endings.delete(oldest);
  }

  get(battle: ContestId): NoteToTell | null {
    return this.#endings.get(battle) ?? null;
  }

  /** The other show has taken in that note of ours; says whether it knows the end. */
  heard(battle: ContestId, number: NoteNumber | undefined): boolean {
    const ending = this.#endings.get(battle);
    if (!ending) return false;
    if (number && !isNewer(ending.since, number)) ending.isKnown = true;
    return ending.isKnown;
  }

  /** What has to be told again. */
  untold(now: number): NoteToTell[] {
    return [...this.#endings.values()].filter(({ isKnown, tellUntil }) => !isKnown && now < tellUntil);
  }
}

export function isNewer(a: NoteNumber, b: NoteNumber): boolean {
  return a.epoch > b.epoch || (a.epoch === b.epoch && a.seq > b.seq);
}
