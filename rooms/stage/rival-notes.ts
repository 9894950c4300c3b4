/** What a show has to tell the one that it does battle with, and what only the invited can answer. */
import type { BattleNote, MirrorNote, NoteNumber, RefereeNote } from '../battle-wire.ts';
import type { ShowId } from '../../shared/ids.ts';
import type { Core } from './core-state.ts';

/** A note before it is numbered, and whom it is for. */
export interface NoteToTell {
  to: ShowId;
  note: Unnumbered<RefereeNote> | Unnumbered<MirrorNote>;
}

type Unnumbered<Note extends BattleNote> = Omit<Note, keyof NoteNumber | 'heard'>;

/** The answer to an invitation that this show cannot even store; null to any other note. */
export function unableToAnswer(core: Core, from: ShowId, note: BattleNote): NoteToTell | null {
  const { battle, title } = core;
  if (note.kind !== 'referee' || note.standing.status !== 'inviting' || battle?.battle.id === note.battle) return null;
  const nothing = { streak: 0, tally: null, final: null, boosts: [], ended: null, agreed: false };
  return { to: from, note: { kind: 'mirror', battle: note.battle, answer: 'unable', name: title, ...nothing } };
}
