/** The votes of a poll, and who is in front. */
import type { OptionId } from '../ballot/index.ts';
import type { Poll } from './terms.ts';

export function votesOf({ choices, tally }: Poll): Record<OptionId, number> {
  return Object.fromEntries(choices.map(({ id }) => [id, tally.votes[id] ?? 0]));
}

/** The choice that is alone in front; null at a tie, and when nobody voted. */
export function pollWinner(poll: Poll): OptionId | null {
  const votes = votesOf(poll);
  const best = Math.max(...Object.values(votes));
  const first = Object.keys(votes).filter((id) => votes[id] === best);
  return first.length === 1 ? first[0]! : null;
}
