/** What a game's component is given. */
import type { Refusal } from '../../../shared/protocol/errors.ts';
import type { CueMessage } from '../../../shared/protocol/messages.ts';
import type { ShowClock } from '../../kit/clock.ts';

export interface RoundNow {
  id: number;
  game: string;
  phase: string;
  startedAt: number;
  endsAt: number;
  rehearsal: boolean;
  /** What each winner gets; empty when nothing is to be won. */
  prize: string;
}

export interface GameProps<View = unknown, Own = unknown, Cue = unknown> {
  round: RoundNow;
  view: View;
  /** The viewer's own part, once they take part. */
  own: Own | null;
  /** The cue of this very phase, once it has come. */
  cue: (Omit<CueMessage, 'content'> & { content: Cue }) | null;
  /** The viewer's id, once known. */
  me: string;
  show: string;
  clock: ShowClock;
  /** Whether inputs can be sent: the line is up. */
  canPlay: boolean;
  play: RoundInputs;
}

/** A viewer's inputs to one round. */
export interface RoundInputs {
  /** Sends without an answer, numbered so that a loss shows. Says whether it left: not while the line is down. */
  tell(type: string, payload: unknown): boolean;
  /** Asks and waits until it counts for good. `key` makes a repeat the same input. */
  ask(type: string, payload: unknown, key: string): Promise<{ accepted: true } | Refusal>;
}
