/** What a settled receipt must hold: every acknowledged vote and gift once, and nothing that nobody sent. */
import type { Counted } from '../../../shared/ballot/receipt.ts';
import { addCount } from '../../../shared/game-kit/index.ts';
import type { Counts } from '../../../shared/game-kit/index.ts';
import type { GiftRecord } from './platform.ts';
import type { VoteRecord } from './voter.ts';

/** Every sentence is a promise that was not kept. */
export function brokenPromises(counted: Counted, { votes, gifts }: { votes: VoteRecord[]; gifts: GiftRecord[] }): string[] {
  const [sure, open, points]: [Counts, Counts, Counts] = [{}, {}, {}];
  for (const { option, count, answer } of votes) {
    if (typeof answer === 'object') addCount(sure, option, count);
    if (answer === 'unknown') addCount(open, option, count);
  }
  for (const { reply } of gifts) if (reply.counted) addCount(points, reply.side, reply.points);
  return Object.entries(counted.options).flatMap(([option, of]) => {
    const [least, most] = [sure[option] ?? 0, (sure[option] ?? 0) + (open[option] ?? 0)];
    const given = sumOf(of.points.gifts);
    return [
      ...(of.votes >= least && of.votes <= most ? [] : [`${option} has ${of.votes} votes, not ${least} to ${most}`]),
      ...(sumOf(of.points.votes) === of.votes ? [] : [`${option} has ${sumOf(of.points.votes)} points for ${of.votes} votes`]),
      ...(given === (points[option] ?? 0) ? [] : [`${option} has gifts of ${given} points, not ${points[option] ?? 0}`]),
    ];
  });
}

function sumOf(counts: Counts): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}
