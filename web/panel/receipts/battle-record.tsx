/** All that a battle's result was made of: rules, inputs by side and kind, multipliers with their times, and what did not count. */
import type { BattleReceipt } from '../../../shared/battle/index.ts';
import { contestT } from '../../kit/contest-text.ts';
import { formatNumber } from '../../kit/i18n.ts';
import { Shape } from '../../kit/shape.tsx';
import { ruleTexts } from '../battles/rules-text.ts';
import { t } from '../texts.ts';
import { inputRows, refusedRows, votersIn } from './inputs.ts';
import { Refused } from './refused.tsx';
import { TimelineView } from './timeline-view.tsx';
import { timelineOf } from './timeline.ts';

export function BattleRecord({ record }: { record: BattleReceipt }) {
  const { inputs, missing, reason, result, rules, referee, sides } = record;
  const counted = Object.values(inputs);
  const timeline = timelineOf(record);
  const isBetweenShows = new Set(sides.map(({ show }) => show)).size > 1;
  return (
    <>
      {reason !== null && result.by !== 'void' ? <p class="soft">{contestT(`battle.reason.${reason}`)}</p> : null}
      <table class="inputs">
        <caption class="visually-hidden">{t('receipts.inputs')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('receipts.side')}</th>
            <th scope="col">{t('receipts.votes')}</th>
            <th scope="col">{t('receipts.likes')}</th>
            <th scope="col">{t('receipts.gifts')}</th>
            <th scope="col">{t('receipts.score')}</th>
          </tr>
        </thead>
        <tbody>
          {inputRows(record).map(({ side, name, index, votes, points, score }) => (
            <tr key={side} class={`side-${index}${result.winner === side ? ' inputs-won' : ''}`}>
              <th scope="row">
                <Shape index={index} /> <bdi>{name}</bdi>
              </th>
              <td>
                {formatNumber(points.votes)}
                {points.votes === votes ? null : (
                  <span class="soft"> ({t('receipts.ofVotes', { count: formatNumber(votes) })})</span>
                )}
              </td>
              <td>{formatNumber(points.likes)}</td>
              <td>{formatNumber(points.gifts)}</td>
              <td>
                <strong>{formatNumber(score)}</strong>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p class="note">{t('receipts.inputsHelp', { voters: formatNumber(votersIn(counted)) })}</p>
      {timeline ? <TimelineView timeline={timeline} sides={sides} /> : null}
      <Refused rows={refusedRows(counted)} missing={missing} />
      {isBetweenShows ? <p class="soft">{t('receipts.referee', { show: referee })}</p> : null}
      <details class="receipt-rules">
        <summary>{t('receipts.rules')}</summary>
        <ul>
          {Object.entries(ruleTexts(rules)).map(([part, text]) => (
            <li key={part}>{text}</li>
          ))}
        </ul>
      </details>
    </>
  );
}
