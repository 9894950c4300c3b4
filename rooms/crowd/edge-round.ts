/** One shard's part of a round: the tally, every viewer's private record, and what of it is not yet durable. */
import type { AnyGame, InputRefusal } from '../../shared/game-kit/index.ts';
import type { Key, RoundId, ViewerId } from '../../shared/ids.ts';
import type { StoredShard } from '../journal.ts';
import type { EdgePhase } from '../stage-wire.ts';
import type { KeptPart, Unwritten } from './kept-part.ts';
import { Unsaved } from './unsaved.ts';

/** Every write carries all keys of a viewer: without an end, whoever taps with keys would fill the disk. */
const keptKeys = 100;

/** What is kept of one viewer in one round. */
export interface RoundRecord {
  name: string;
  /** The game's own. */
  mine: unknown;
  /** Keys whose input was accepted, each marked and with the fingerprint of its payload. */
  keys: Record<string, string>;
  /** The number of the newest unanswered input. */
  n: number;
}

/** What is kept of the shard itself. */
interface StoredState {
  tally: unknown;
  cuedStep: number;
  lost: number;
}

export interface Player {
  viewer: ViewerId;
  name: string;
}

export class EdgeRound implements KeptPart {
  readonly game: AnyGame;
  #phase: EdgePhase;
  #tally: unknown;
  #cuedStep = -1;
  /** Unanswered inputs that a crash lost, by the gaps in their numbers. */
  #lost = 0;
  readonly #records = new Map<ViewerId, RoundRecord>();
  readonly #unsaved = new Unsaved();

  constructor(game: AnyGame, phase: EdgePhase, stored: StoredShard | null) {
    this.game = game;
    this.#phase = phase;
    const state = stored?.state as StoredState | undefined;
    this.#tally = state ? state.tally : game.edge.empty(phase.settings);
    this.#cuedStep = state?.cuedStep ?? -1;
    this.#lost = state?.lost ?? 0;
    for (const { viewer, record } of stored?.records ?? []) this.#records.set(viewer, record as RoundRecord);
    this.apply(phase);
  }

  get phase(): EdgePhase {
    return this.#phase;
  }

  get part(): RoundId {
    return this.#phase.round;
  }

  get lost(): number {
    return this.#lost;
  }

  /** The viewers who take part. */
  players(): Iterable<ViewerId> {
    return this.#records.keys();
  }

  record(viewer: ViewerId): RoundRecord | null {
    return this.#records.get(viewer) ?? null;
  }

  /** Follows the stage to a phase (again); a phase's cue is scored into the records once. */
  apply(phase: EdgePhase): void {
    this.#phase = phase;
    if (phase.cue === undefined || phase.cue === null || this.#cuedStep >= phase.step) return;
    this.#cuedStep = phase.step;
    this.#unsaved.change();
    const { onCue } = this.game.edge;
    if (!onCue) return;
    for (const [viewer, record] of this.#records) {
      onCue(this.#tally, record.mine, phase.cue, { viewer, name: record.name }, phase.settings);
      this.#unsaved.changeOf(viewer);
    }
  }

  /** Folds an input that the gate let through. A refusal has changed nothing. */
  fold(player: Player, input: { type: string; payload: unknown }, elapsedMs: number): InputRefusal | null {
    const known = this.#records.get(player.viewer);
    const record = known ?? { name: player.name, mine: this.game.edge.mine(this.#phase.settings), keys: {}, n: 0 };
    const from = { viewer: player.viewer, name: player.name, elapsedMs, cue: this.#phase.cue ?? undefined };
    const refusal = this.game.edge.fold(this.#tally, record.mine, input, from, this.#phase.settings);
    if (refusal) return refusal;
    record.name = player.name;
    if (!known) this.#records.set(player.viewer, record);
    this.#unsaved.changeOf(player.viewer);
    return null;
  }

  /** Remembers the key of an accepted input: the newest hundred of each viewer. */
  rememberKey(viewer: ViewerId, key: Key, hash: string): void {
    const record = this.#records.get(viewer);
    if (!record) return;
    record.keys[marked(key)] = hash;
    const names = Object.keys(record.keys);
    if (names.length > keptKeys) delete record.keys[names[0]!];
  }

  /** The fingerprint that came with a key, if its input was accepted. */
  hashOf(viewer: ViewerId, key: Key): string | undefined {
    return this.#records.get(viewer)?.keys[marked(key)];
  }

  /** Notes the running number of an unanswered input; says how many before it never arrived. */
  noteNumber(viewer: ViewerId, n: number): number {
    const record = this.#records.get(viewer);
    if (!record) return 0;
    // A first number above 1 is a page that was reloaded, not a loss.
    const lost = record.n > 0 && n > record.n + 1 ? n - record.n - 1 : 0;
    record.n = n;
    this.#lost += lost;
    return lost;
  }

  /** A copy of the tally, as it would be after a trip over the wire. */
  tally(): unknown {
    return JSON.parse(JSON.stringify(this.#tally));
  }

  /** What one viewer is told about themselves; null when they take no part. */
  own(viewer: ViewerId): unknown {
    const record = this.#records.get(viewer);
    return record ? this.game.own(record.mine, this.#phase.standing, viewer) : null;
  }

  get dirty(): boolean {
    return this.#unsaved.any;
  }

  unsaved(): Unwritten {
    const state: StoredState = { tally: this.#tally, cuedStep: this.#cuedStep, lost: this.#lost };
    return this.#unsaved.take(state, this.#records);
  }
}

/** Viewers choose keys freely, and every object has names of its own. */
function marked(key: Key): string {
  return `:${key}`;
}
