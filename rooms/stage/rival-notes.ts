/** What a show has to tell the one that it does battle with, and what it answers of a battle that it knows nothing of. */
import { isSettled } from '../../shared/battle/index.ts';
import type { Battle } from '../../shared/battle/index.ts';
import type { ShowId } from '../../shared/ids.ts';
import type { BattleNote, MirrorNote, RefereeNote } from '../battle-wire.ts';
import { battleIn, nameOf } from './core-battle-facts.ts';
import type { Core } from './core-state.ts';

/** A note before it is numbered, and whom it is for. */
export interface NoteToTell {
  to: ShowId;
  note: Unnumbered<RefereeNote> | Unnumbered<MirrorNote>;
}

type Unnumbered<Note extends BattleNote> = Omit<Note, 'epoch' | 'seq'>;

/** An invitation that could not be stored cannot be accepted; the end of one needs no record here. Null to any other note. */
export function answerOfNoPart(core: Core, from: ShowId, note: BattleNote): NoteToTell | null {
  if (note.kind !== 'referee' || battleIn(core, note.battle)) return null;
  const agreed = isSettled(note.standing as Battle);
  if (!agreed && note.standing.status !== 'inviting') return null;
  const nothing = { streak: 0, tally: null, final: null, boosts: [], ended: null };
  return { to: from, note: { kind: 'mirror', battle: note.battle, answer: 'unable', name: nameOf(core), ...nothing, agreed } };
}
