/** The protocol between two shows that do battle: what a show makes of what the other one's stage tells. */
import { endOf } from '../../shared/ballot/index.ts';
import { boost, cancel, closePeriod, forfeit, hearTally, isSettled, readyBattle, reject } from '../../shared/battle/index.ts';
import type { Battle } from '../../shared/battle/index.ts';
import type { ShowId } from '../../shared/ids.ts';
import { isRefusal } from '../../shared/protocol/index.ts';
import type { MirrorNote, RefereeNote } from '../battle-wire.ts';
import { advanced, battleIn, goingOn, nameOf, shardsOf, withBattle } from './core-battle-facts.ts';
import { moved, recorded } from './core-battle-record.ts';
import { retired } from './core-duel-ends.ts';
import { still } from './core-replies.ts';
import { isInvitation, mayBeSo } from './core-told.ts';
import type { Heard, HostedBattle, MirroredBattle } from './core-contests.ts';
import type { ContestReceipt, CoreEvent, Step } from './core-events.ts';
import type { Core } from './core-state.ts';

/** Older notes, and those of a show that has no part in the battle, change nothing. */
export function hearNote(core: Core, { from, note }: Extract<CoreEvent, { kind: 'battle-note' }>, now: number): Step {
  const known = battleIn(core, note.battle);
  if (!known) return note.kind === 'referee' ? hearOfNew(core, { from, note }, now) : still(core);
  if (known.rival !== from || !isNewer(note, known.heard)) return still(core);
  if (note.kind === 'referee') return known.role === 'mirror' ? hearReferee(core, known, note, now) : still(core);
  return known.role === 'referee' ? hearMirror(core, known, note, now) : still(core);
}

/** Closes the period that both shows have said their last word on; until then it stays as it is. */
export function closedByBoth(known: HostedBattle, show: ShowId, now: number): HostedBattle {
  const { battle, ownFinal, rivalFinal, rival } = known;
  if (ownFinal?.step !== battle.step || rivalFinal?.step !== battle.step || rival === null) return known;
  const missing = [...shardsOf(show, ownFinal.missing), ...shardsOf(rival, rivalFinal.missing)];
  const closed = { ...known, battle: closePeriod(battle, now, missing) };
  // Gifts may be on their way here and there: whether all of them are in, only the shell can tell.
  return closed.battle.countsUntil > endOf(closed.battle) ? closed : advanced(closed, now);
}

/* ------------------------------------------------------- the show that was invited */

interface Told {
  from: ShowId;
  note: RefereeNote;
}

/** An invitation. When nothing can be made of it, the shell answers so. */
function hearOfNew(core: Core, { from, note }: Told, now: number): Step {
  const { standing, battle } = note;
  if (!isInvitation(standing, { battle, from, show: core.show }) || now >= standing.expiresAt) return still(core);
  if (core.status !== 'live' || core.rehearsal || goingOn(core)) return still(core);
  return still({ ...retired(core), battle: mirrorOf(core, { from, note }, now) });
}

function mirrorOf(core: Core, { from, note }: Told, now: number): MirroredBattle {
  return {
    role: 'mirror',
    battle: { ...note.standing, tallies: {} },
    shown: note.shown,
    settled: false,
    rival: from,
    answer: 'pending',
    name: nameOf(core),
    final: null,
    boosts: [],
    ended: null,
    heard: heardOf(note, now),
    agreed: false,
  };
}

/** The referee's word counts; what has ended here by itself stays so until the record comes. */
function hearReferee(core: Core, known: MirroredBattle, note: RefereeNote, now: number): Step {
  const { standing, shown, receipt } = note;
  if (!mayBeSo(standing, known)) return still(core);
  const heard = { ...known, heard: heardOf(note, now) };
  if (known.agreed) return still(withBattle(core, heard));
  const told = { ...heard, battle: { ...standing, tallies: known.battle.tallies }, shown };
  if (isSettled(told.battle) && isReceiptOf(receipt, note)) return recorded(core, { ...told, agreed: true }, receipt);
  return still(withBattle(core, known.settled ? heard : told));
}

/* ------------------------------------------------------------ the show that decides */

function hearMirror(core: Core, known: HostedBattle, note: MirrorNote, now: number): Step {
  const heard = { ...known, heard: heardOf(note, now), agreed: known.agreed || note.agreed };
  if (isSettled(known.battle)) return still(withBattle(core, heard));
  if (known.battle.status === 'inviting') return moved(core, { ...heard, battle: answered(heard, note, now) });
  // The verdict comes by `battle-time`, once the gifts of both shows are in.
  return moved(core, closedByBoth(counted(heard, note, now), core.show, now));
}

function answered({ battle, rival }: HostedBattle, { answer, ended, name, streak }: MirrorNote, now: number): Battle {
  if (ended === 'stage-away') return cancel(battle, 'stage-away', now);
  if (ended !== null || answer === 'unable') return reject(battle, 'busy', now);
  if (answer === 'rejected') return reject(battle, 'rejected', now);
  if (answer === 'pending') return battle;
  const sides = battle.sides.map((side) => (side.show === rival ? { ...side, name, streak } : side));
  return readyBattle({ ...battle, sides }, now);
}

/** What the other show has counted, wished for and said to the end; with it gone, so is the battle. */
function counted(known: HostedBattle, note: MirrorNote, now: number): HostedBattle {
  const side = known.rival!;
  let battle = note.tally ? hearTally(known.battle, side, note.tally) : known.battle;
  let { boostsHeard } = known;
  for (const { n, factor, ms } of note.boosts) {
    if (n <= boostsHeard) continue;
    boostsHeard = n;
    const boosted = boost(battle, { side, factor, ms }, now);
    if (!isRefusal(boosted)) battle = boosted;
  }
  if (note.ended === 'stage-away') battle = cancel(battle, 'stage-away', now);
  else if (note.ended !== null) battle = forfeit(battle, side, note.ended, now);
  return { ...known, battle, boostsHeard, rivalFinal: note.final };
}

/* ------------------------------------------------------------------------- notes */

type Numbered = Pick<RefereeNote, 'epoch' | 'seq'>;

function isNewer({ epoch, seq }: Numbered, heard: Heard | null): boolean {
  return heard === null || epoch > heard.epoch || (epoch === heard.epoch && seq > heard.seq);
}

function heardOf({ epoch, seq }: Numbered, at: number): Heard {
  return { epoch, seq, at };
}

function isReceiptOf(receipt: unknown, { battle }: RefereeNote): receipt is ContestReceipt {
  return typeof receipt === 'object' && receipt !== null && 'id' in receipt && receipt.id === battle;
}
