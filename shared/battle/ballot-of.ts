/** The ballot that the viewers of a show vote in, in a battle. */
import type { Ballot } from '../ballot/index.ts';
import type { ShowId } from '../ids.ts';
import type { Battle } from './terms.ts';

export function ballotOf({ id, rules, sides, sliceMs, periods }: Battle, show: ShowId): Ballot {
  const own = sides.filter((side) => side.show === show);
  return {
    id,
    options: sides.map((side) => side.id),
    votesPerViewer: rules.votesPerViewer,
    likesPerViewer: rules.likesPerViewer,
    weights: rules.weights,
    sliceMs,
    periods,
    home: own.length === 1 ? own[0]!.id : null,
  };
}
