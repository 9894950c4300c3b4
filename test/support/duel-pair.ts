/** A battle between two shows as pure cores in one time, that hear each other when they are told to. */
import assert from 'node:assert/strict';
import type { MirrorNote, RefereeNote } from '../../rooms/battle-wire.ts';
import { noteFor } from '../../rooms/stage/core-notes.ts';
import type { Core } from '../../rooms/stage/core-state.ts';
import type { NoteToTell } from '../../rooms/stage/rival-notes.ts';
import { isOver } from '../../shared/battle/index.ts';
import type { CommandName } from '../../shared/protocol/index.ts';
import { codeOf, coreStand } from './core-stand.ts';
import type { CoreStand } from './core-stand.ts';

export const id = 'day.battle-1';
export const rules = { durationMs: 10_000, prepareMs: 2000, critical: null, overtimes: 0, giftGraceMs: 1000 };
export const twoSides = [
  { id: 'a', name: 'A' },
  { id: 'b', name: 'B' },
];

export interface Duel {
  day: CoreStand;
  night: CoreStand;
  /** Each hears the newest of the other. */
  talk: () => void;
  pass: (ms: number) => void;
}

/** Where a battle between two shows can stand. */
export const stages = {
  asked: () => talked(invited()),
  accepted: () => {
    const duel = talked(invited());
    given(duel.night, 'battle.accept', { battle: id });
    return duel;
  },
  ready: () => {
    const duel = stages.accepted();
    duel.talk();
    return duel;
  },
  running: (here: Partial<Core> = {}, there: Partial<Core> = {}, more: object = {}) => {
    const duel = talked(invited(here, there, more));
    given(duel.night, 'battle.accept', { battle: id });
    duel.talk();
    duel.pass(2000);
    duel.talk();
    return duel;
  },
  counting: () => {
    const duel = stages.running();
    duel.pass(10_000);
    return duel;
  },
  verdict: () => {
    const duel = stages.counting();
    duel.day.final();
    duel.night.final();
    duel.talk();
    duel.pass(1000);
    duel.talk();
    return duel;
  },
  over: () => {
    const duel = stages.verdict();
    duel.pass(15_000);
    assert.ok(isOver(duel.night.core.battle!.battle));
    return duel;
  },
};

export function invited(here: Partial<Core> = {}, there: Partial<Core> = {}, more: object = {}): Duel {
  const [day, night] = [coreStand('day', here), coreStand('night', there)];
  given(day, 'battle.invite', { show: 'night', ...rules, ...more });
  return {
    day,
    night,
    talk: () => {
      hear(night, day);
      hear(day, night);
      hear(night, day);
      hear(day, night);
    },
    pass: (ms) => {
      day.pass(ms);
      night.pass(ms);
    },
  };
}

function hear(to: CoreStand, from: CoreStand): void {
  if (noteFor(from.core)) to.take({ kind: 'battle-note', from: from.core.show, note: numbered(from) });
}

function talked(duel: Duel): Duel {
  duel.talk();
  return duel;
}

export function given(show: CoreStand, name: CommandName, args?: unknown): CoreStand {
  assert.equal(codeOf(show.give(name, args)), 'ok', name);
  return show;
}

let seq = 0;

/** What a show tells now, as the next of its notes. */
export function numbered({ core }: CoreStand): RefereeNote | MirrorNote {
  return numberedNote(noteFor(core)!.note);
}

export function numberedNote(note: NoteToTell['note']): RefereeNote | MirrorNote {
  return structuredClone<RefereeNote | MirrorNote>({ ...note, epoch: 1, seq: ++seq });
}

export function lastOf({ core }: CoreStand, battle: string): NoteToTell['note'] {
  const known = core.duels.find((one) => one.battle.id === battle)!;
  return noteFor({ ...core, battle: known })!.note;
}
