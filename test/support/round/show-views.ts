/** Sends a game's views through the synced schema, as the stage's encoder and a stock client do. */
import { Encoder, Reflection } from '@colyseus/schema';
import type { AnyGame } from '../../../shared/game-kit/index.ts';
import { RoundState, assignView } from '../../../shared/state/index.ts';

interface Shown {
  view: unknown;
}

/** Shows each view to a viewer who follows by patches, and the last one to a viewer who joins late. */
export function showViews(game: AnyGame, views: readonly unknown[], see: (shown: unknown, view: unknown) => void): void {
  const round = new RoundState();
  const target = new game.View();
  round.view = target;
  const encoder = new Encoder(round);
  const follower = Reflection.decode(Reflection.encode(encoder));
  follower.decode(encoder.encodeAll().slice());
  encoder.discardChanges();
  for (const view of views) {
    assignView(target, view as Parameters<typeof assignView>[1]);
    follower.decode(encoder.encode().slice());
    encoder.discardChanges();
    see((follower.state.toJSON() as Shown).view, view);
  }
  const late = Reflection.decode(Reflection.encode(encoder));
  late.decode(encoder.encodeAll().slice());
  see((late.state.toJSON() as Shown).view, views.at(-1));
}
