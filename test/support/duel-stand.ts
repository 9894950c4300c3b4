/** Two shows that do battle, as pure cores, over a network by which notes get lost, doubled, late and out of order. */
import { castVote, emptyTally, freshVoter } from '../../shared/ballot/index.ts';
import type { BallotTally, VoterRecord } from '../../shared/ballot/index.ts';
import { awayMs, isOver } from '../../shared/battle/index.ts';
import type { BattleReceipt } from '../../shared/battle/index.ts';
import type { CommandName, CommandReply } from '../../shared/protocol/index.ts';
import type { BattleNote } from '../../rooms/battle-wire.ts';
import { edgeBallotsOf, isOnlyNews, nextBattleTime, openBallots } from '../../rooms/stage/core-ballots.ts';
import { battleIn, goingOn } from '../../rooms/stage/core-battle-facts.ts';
import { noteAbout, noteFor, untoldDuels } from '../../rooms/stage/core-notes.ts';
import type { BattleCore } from '../../rooms/stage/core-contests.ts';
import type { CoreEvent } from '../../rooms/stage/core-events.ts';
import type { Core } from '../../rooms/stage/core-state.ts';
import { answerOfNoPart } from '../../rooms/stage/rival-notes.ts';
import type { NoteToTell } from '../../rooms/stage/rival-notes.ts';
import type { ShowEvent } from '../../rooms/journal.ts';
import type { EdgeBallot } from '../../rooms/stage-wire.ts';
import { coreStand, receiptsOf, toldBy } from './core-stand.ts';
import type { CoreStand } from './core-stand.ts';
import { quickRandom } from './quick-random.ts';

const tickMs = 100;
const beatMs = 1000;
const endingMs = 600_000;

export interface Weather {
  lose: number;
  repeat: number;
  delayMs: number;
}

const fair: Weather = { lose: 0, repeat: 0, delayMs: 0 };

interface Letter {
  at: number;
  to: string;
  from: string;
  note: BattleNote;
}

export class DuelStand {
  readonly shows = new Map<string, DuelShow>();
  weather: Weather = fair;
  /** Until when nothing arrives in a direction, `from>to`. */
  readonly cut = new Map<string, number>();
  now: number;
  readonly #random: ReturnType<typeof quickRandom>;
  #letters: Letter[] = [];

  constructor(seed: string, names: readonly string[] = ['day', 'night']) {
    this.#random = quickRandom(seed);
    for (const name of names) this.shows.set(name, new DuelShow(name, (letter) => this.#post(letter)));
    this.now = this.show(names[0]!).now;
  }

  show(name: string): DuelShow {
    return this.shows.get(name)!;
  }

  pass(ms: number): void {
    for (const end = this.now + ms; this.now < end;) this.#tick(Math.min(tickMs, end - this.now));
  }

  /** Good weather, both stages there, until nothing goes on and nothing is left to say. Says whether that came. */
  settle(mostMs = 900_000): boolean {
    this.weather = fair;
    this.cut.clear();
    for (const show of this.shows.values()) show.comeBack();
    for (let ms = 0; ms < mostMs; ms += 1000) {
      this.pass(1000);
      if (ms >= 3000 && this.#letters.length === 0 && [...this.shows.values()].every((show) => show.isQuiet)) return true;
    }
    return false;
  }

  #tick(ms: number): void {
    this.now += ms;
    for (const show of this.shows.values()) show.now = this.now;
    const due = this.#letters.filter(({ at }) => at <= this.now);
    this.#letters = this.#letters.filter(({ at }) => at > this.now);
    for (const { to, from, note } of due.toSorted((a, b) => a.at - b.at)) this.shows.get(to)?.hear(from, note);
    for (const show of this.shows.values()) show.tick();
  }

  #post(letter: Omit<Letter, 'at'>): void {
    const { lose, repeat, delayMs } = this.weather;
    const copies = this.#random.next() < repeat ? 2 : 1;
    for (let i = 0; i < copies; i++) {
      const at = this.now + Math.floor(this.#random.next() * delayMs);
      const isLost = this.#random.next() < lose || this.now < (this.cut.get(`${letter.from}>${letter.to}`) ?? 0);
      if (!isLost) this.#letters.push({ ...letter, at });
    }
  }
}

/** One show: its core, what is durable of it, its shards, and a stage that tells, hears and watches as the real one does. */
export class DuelShow {
  readonly name: string;
  isUp = true;
  /** What all shards have counted by now, by battle: they go on while the stage is away. */
  readonly tallies = new Map<string, BallotTally>();
  /** Boosts that its streamer was granted, by battle. */
  readonly boosts = new Map<string, number>();
  readonly #stand: CoreStand;
  readonly #post: (letter: Omit<Letter, 'at'>) => void;
  readonly #voters = new Map<string, VoterRecord>();
  #committed: Core;
  #ballot: EdgeBallot | null = null;
  #votes = 0;
  #newest = new Map<string, { epoch: number; seq: number }>();
  #seq = 0;
  #toldCore: Core | null = null;
  #told = '';
  #beatAt = 0;
  #heardAt: number;

  constructor(name: string, post: (letter: Omit<Letter, 'at'>) => void) {
    this.name = name;
    this.#stand = coreStand(name);
    this.#committed = this.#stand.core;
    this.#post = post;
    this.#heardAt = this.now;
  }

  get now(): number {
    return this.#stand.now;
  }

  set now(at: number) {
    this.#stand.now = at;
  }

  get core(): Core {
    return this.#stand.core;
  }

  /** The newest receipt of each battle. */
  get receipts(): Map<string, BattleReceipt> {
    return new Map(receiptsOf(this.#stand).map((receipt) => [receipt.id, receipt as BattleReceipt]));
  }

  get told(): ShowEvent[] {
    return toldBy(this.#stand);
  }

  get isQuiet(): boolean {
    return (
      goingOn(this.core) === null && this.#untold().length === 0 && !(this.core.battle && isToTell(this.core.battle, this.now))
    );
  }

  /** An order of the streamer; null when the stage is away. */
  give(name: CommandName, args?: unknown): CommandReply | null {
    if (!this.isUp) return null;
    const reply = this.#stand.give(name, args);
    if (!reply.ok) return reply;
    this.#commit();
    const id = this.core.battle?.battle.id ?? '';
    if (name === 'battle.boost') this.boosts.set(id, (this.boosts.get(id) ?? 0) + 1);
    return reply;
  }

  /** Somebody votes, by what the shards know. */
  vote(viewer: string, option: string): boolean {
    const ballot = this.#ballot;
    if (!ballot || ballot.ended) return false;
    const tally = this.tallies.get(ballot.id) ?? emptyTally();
    this.tallies.set(ballot.id, tally);
    const key = `${ballot.id} ${viewer}`;
    const voter = this.#voters.get(key) ?? freshVoter();
    this.#voters.set(key, voter);
    return 'left' in castVote(ballot, tally, voter, { option, count: 1, key: `k${++this.#votes}`, level: 0, at: this.now });
  }

  /** As after `kill -9`: what was only learnt is gone. */
  crash(): void {
    this.isUp = false;
  }

  comeBack(): void {
    if (this.isUp) return;
    this.isUp = true;
    this.#stand.core = { ...this.#committed, epoch: this.#committed.epoch + 1 };
    this.#commit();
    this.#newest = new Map();
    this.#seq = 0;
    this.#told = '';
    this.#toldCore = null;
    this.#heardAt = this.now;
  }

  hear(from: string, note: BattleNote): void {
    if (!this.isUp) return;
    const newest = this.#newest.get(`${from} ${note.battle}`);
    if (newest && (note.epoch < newest.epoch || (note.epoch === newest.epoch && note.seq <= newest.seq))) return;
    this.#newest.set(`${from} ${note.battle}`, note);
    const { battle } = this.core;
    if (battle?.battle.id === note.battle && battle.rival === from) this.#heardAt = this.now;
    this.#take({ kind: 'battle-note', from, note });
    const answer = answerOfNoPart(this.core, from, note);
    if (answer) return this.#tell(answer);
    const known = battleIn(this.core, note.battle);
    if (!known || known.rival !== from || !isOver(known.battle)) return;
    if (note.kind === 'referee' || !note.agreed) this.#tell(noteFor({ ...this.core, battle: known })!);
  }

  tick(): void {
    if (!this.isUp) return;
    const due = nextBattleTime(this.core);
    if (due !== null && due <= this.now) this.#take({ kind: 'battle-time' });
    this.#count();
    for (const { contest, step, endsAt } of openBallots(this.core))
      if (endsAt <= this.now) this.#take({ kind: 'ballot-end', contest, step, tally: this.#tallyOf(contest), missing: [] });
    this.#watch();
    this.#look();
  }

  #count(): void {
    const id = this.core.battle?.battle.id;
    if (id === undefined || !this.tallies.has(id)) return;
    const tally = this.#tallyOf(id);
    if (JSON.stringify(this.core.battle!.battle.tallies[this.name]) !== JSON.stringify(tally))
      this.#take({ kind: 'ballot', contest: id, tally });
  }

  #tallyOf(contest: string): BallotTally {
    return structuredClone(this.tallies.get(contest) ?? emptyTally());
  }

  #take(event: CoreEvent): void {
    const before = this.core;
    const { effects } = this.#stand.take(event);
    if (this.core === before) return;
    if (effects.length > 0 || !isOnlyNews(before, this.core)) this.#commit();
  }

  #commit(): void {
    // What was stored is read back as JSON.
    this.#committed = JSON.parse(JSON.stringify(this.core)) as Core;
    this.#ballot = edgeBallotsOf(this.core).find(({ id }) => id.includes('.battle-')) ?? null;
  }

  #watch(): void {
    const { battle } = this.core;
    const isWaiting = battle?.role === 'referee' && battle.battle.status === 'inviting';
    if (!battle || battle.rival === null || isWaiting || isOver(battle.battle)) this.#heardAt = this.now;
    else if (this.now - this.#heardAt >= awayMs) this.#take({ kind: 'rival-away' });
  }

  #look(): void {
    const isBeat = this.now >= this.#beatAt;
    if (isBeat) this.#beatAt = this.now + beatMs;
    if (isBeat) for (const note of this.#untold()) this.#tell(note);
    const { battle } = this.core;
    if (!battle || battle.rival === null || (this.core === this.#toldCore && !isBeat)) return;
    this.#toldCore = this.core;
    const note = noteFor(this.core)!;
    const text = JSON.stringify(note);
    if (text !== this.#told || (isBeat && isToTell(battle, this.now))) this.#tell(note);
    this.#told = text;
  }

  #untold(): NoteToTell[] {
    const ended = untoldDuels(this.core).filter((duel) => isToTell(duel, this.now));
    return ended.map((duel) => noteAbout(this.core, duel)!);
  }

  #tell({ to, note }: NoteToTell): void {
    const numbered = JSON.parse(JSON.stringify({ ...note, epoch: this.core.epoch, seq: ++this.#seq })) as BattleNote;
    this.#post({ from: this.name, to, note: numbered });
  }
}

function isToTell({ rival, battle, agreed }: BattleCore, now: number): boolean {
  return rival !== null && (!isOver(battle) || (!agreed && now < battle.endedAt + endingMs));
}
