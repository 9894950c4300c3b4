/** Sends a game's views through the synced schema, as the stage's encoder and stock clients do. */
import { Encoder, Reflection } from '@colyseus/schema';
import type { AnyGame } from '../../../shared/game-kit/index.ts';
import { RoundState, assignView } from '../../../shared/state/index.ts';
import type { GameView } from '../../../shared/state/index.ts';

/** A view on stage, and viewers who follow it in the three ways there are. */
export interface OnStage {
  /** Shows a plain view; returns the patch that this makes. */
  show: (view: unknown) => Uint8Array;
  /** Joins now: gets the whole state, then takes patches. */
  join: () => Watcher;
}

interface Watcher {
  take: (patch: Uint8Array) => void;
  /** Has missed patches and gets the whole state again. */
  resync: () => void;
  sees: () => unknown;
}

export function onStage(target: GameView): OnStage {
  const round = new RoundState();
  round.view = target;
  const encoder = new Encoder(round);
  encoder.discardChanges();
  return {
    show: (view) => {
      assignView(target, view as Parameters<typeof assignView>[1]);
      const patch = encoder.encode().slice();
      encoder.discardChanges();
      return patch;
    },
    join: () => {
      const decoder = Reflection.decode(Reflection.encode(encoder));
      decoder.decode(encoder.encodeAll().slice());
      return {
        take: (patch) => void decoder.decode(patch),
        resync: () => void decoder.decodeResync(encoder.encodeAll().slice()),
        sees: () => (decoder.state.toJSON() as { view: unknown }).view,
      };
    },
  };
}

/** Shows each view to one who follows and one who keeps missing patches, and the last to one who joins late. */
export function showViews(game: AnyGame, views: readonly unknown[], see: (shown: unknown, view: unknown) => void): void {
  const stage = onStage(new game.View());
  const [follower, misser] = [stage.join(), stage.join()];
  for (const view of views) {
    follower.take(stage.show(view));
    misser.resync();
    see(follower.sees(), view);
    see(misser.sees(), view);
  }
  see(stage.join().sees(), views.at(-1));
}
