/** How a battle or a poll came out, in one sentence of its record. */
import { contestT } from '../../kit/contest-text.ts';
import { formatScore } from '../../kit/score.ts';
import { t } from '../texts.ts';
import type { ContestRecord } from './records.ts';

type BattleRecord = Extract<ContestRecord, { kind: 'battle' }>;
type PollRecord = Extract<ContestRecord, { kind: 'poll' }>;

export function resultText(record: ContestRecord): string {
  return record.kind === 'battle' ? battleResult(record) : pollResult(record);
}

function battleResult({ result, sides, rules, reason }: BattleRecord): string {
  const name = sides.find(({ id }) => id === result.winner)?.name ?? '';
  switch (result.by) {
    case 'score':
      return contestT('battle.won', { name });
    case 'earliest':
      return contestT('battle.wonEarliest', { name });
    case 'forfeit':
      return contestT(reason === 'show-ended' ? 'battle.wonShowEnded' : 'battle.wonForfeit', { name });
    case 'draw':
      return contestT('battle.draw');
    case 'below-minimum':
      return contestT('battle.belowMinimum', { n: formatScore(rules.minScore) });
    case 'void':
      return reason === null ? t('receipts.void') : contestT(`battle.reason.${reason}`);
  }
}

function pollResult({ result: { winner, votes }, choices }: PollRecord): string {
  const total = Object.values(votes).reduce((sum, some) => sum + some, 0);
  const text = choices.find(({ id }) => id === winner)?.text;
  if (winner === null || text === undefined) return contestT(total === 0 ? 'poll.nobody' : 'poll.tie');
  return contestT('poll.won', { text, percent: Math.round((100 * (votes[winner] ?? 0)) / total) });
}
