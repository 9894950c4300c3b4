/** Whether what was counted keeps within the rules: sides, quotas, weights, kinds, slices. */
import { topRows } from '../../ballot/index.ts';
import type { Judge } from '../../ballot/judge.ts';
import type { Counted } from '../../ballot/receipt.ts';
import type { BattleReceipt } from '../receipt.ts';
import { slicesIn } from './reckon.ts';

type CountedOption = Counted['options'][string];

export function checkInputs(receipt: BattleReceipt, judge: Judge): void {
  const { sides, rules } = receipt;
  const ids = sides.map(({ id }) => id).toSorted();
  const shows = new Set(sides.map(({ show }) => show));
  for (const [show, { voters, options }] of Object.entries(receipt.inputs)) {
    judge.check(`${show} takes part`, shows.has(show) ? null : 'it stands for no side');
    judge.equal(`the inputs of ${show} are for the sides alone`, Object.keys(options).toSorted(), ids);
    const votes = Object.values(options).reduce((sum, option) => sum + option.votes, 0);
    const mayHave = voters * rules.votesPerViewer;
    judge.check(
      `the voters of ${show} kept to ${rules.votesPerViewer} votes each`,
      voters <= votes && votes <= mayHave ? null : `${voters} voters cast ${votes} votes`,
    );
    for (const [side, option] of Object.entries(options)) checkSide(receipt, judge, { name: `${side} in ${show}`, option });
  }
}

function checkSide(receipt: BattleReceipt, judge: Judge, { name, option }: { name: string; option: CountedOption }): void {
  const { rules } = receipt;
  const { votes, points, supporters } = option;
  const [fromVotes, fromLikes, fromGifts] = [sumOf(points.votes), sumOf(points.likes), sumOf(points.gifts)];
  const [least, most] = weightsOf(rules);
  judge.check(
    `the votes for ${name} weigh what the rules say`,
    fromVotes >= votes * least && fromVotes <= votes * most ? null : `${votes} votes were ${fromVotes} points`,
  );
  const isLiked = rules.likesPerViewer > 0 || fromLikes === 0;
  judge.check(`likes for ${name} count only where the rules say so`, isLiked ? null : `they were ${fromLikes} points`);
  const isGiven = (rules.gifts !== 'none' && !receipt.rehearsal) || fromGifts === 0;
  judge.check(`gifts for ${name} count only where the rules say so`, isGiven ? null : `they were ${fromGifts} points`);
  judge.check(`the supporters of ${name} gave its gifts`, wrongSupporters(supporters, fromGifts));
  judge.check(`the points of ${name} came while votes were taken`, wrongSlice(receipt, points));
}

function sumOf(points: Record<string, number>): number {
  return Object.values(points).reduce((sum, some) => sum + some, 0);
}

/** The lightest and the heaviest that one vote can be. */
function weightsOf({ weights }: BattleReceipt['rules']): [least: number, most: number] {
  const all = weights.map(({ weight }) => weight);
  if (!weights.some(({ level }) => level === 0)) all.push(1);
  return [Math.min(...all), Math.max(...all)];
}

function wrongSupporters(rows: CountedOption['supporters'], gifts: number): string | null {
  if (rows.length > topRows) return `there are ${rows.length} of them`;
  // Viewers get receipts in which nobody has an id.
  const ids = rows.flatMap(({ viewer }) => viewer ?? []);
  if (new Set(ids).size < ids.length) return 'one of them is there twice';
  if (rows.some(({ score }, i) => i > 0 && score > rows[i - 1]!.score)) return 'they are not in order';
  const given = rows.reduce((sum, { score }) => sum + score, 0);
  // Everybody is on a board that is not full.
  const fits = rows.length < topRows ? given === gifts : given <= gifts;
  return fits ? null : `they gave ${given} of ${gifts} points`;
}

function wrongSlice({ periods, sliceMs, status, reason }: BattleReceipt, points: CountedOption['points']): string | null {
  const last = periods.at(-1);
  const used = Object.values(points).flatMap((bySlice) => Object.keys(bySlice).map(Number));
  if (!last) return used.length > 0 ? 'none ever were' : null;
  // A shard that hears late of an early end has taken votes until then: they were acknowledged, and count.
  if (status !== 'over' || reason === 'ended') return null;
  const end = last.slice + slicesIn(last, sliceMs);
  const beyond = used.find((slice) => slice >= end);
  return beyond === undefined ? null : `slice ${beyond} is beyond the end`;
}
