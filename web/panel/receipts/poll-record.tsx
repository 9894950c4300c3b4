/** All that a poll's result was made of. */
import type { PollReceipt } from '../../../shared/poll/index.ts';
import { formatNumber } from '../../kit/i18n.ts';
import { t } from '../texts.ts';
import { refusedRows } from './inputs.ts';
import { Refused } from './refused.tsx';

export function PollRecord({ record }: { record: PollReceipt }) {
  const { choices, counted, result, missing, reason } = record;
  return (
    <>
      <table class="inputs">
        <caption class="visually-hidden">{t('receipts.inputs')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('poll.choice')}</th>
            <th scope="col">{t('receipts.votes')}</th>
          </tr>
        </thead>
        <tbody>
          {choices.map(({ id, text }) => (
            <tr key={id} class={result.winner === id ? 'inputs-won' : ''}>
              <th scope="row">
                <bdi>{text}</bdi>
              </th>
              <td>
                <strong>{formatNumber(result.votes[id] ?? 0)}</strong>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p class="note">
        {t('receipts.voters', { voters: formatNumber(counted.voters) })} {t(`pollReason.${reason}`)}
      </p>
      <Refused rows={refusedRows([counted])} missing={missing} />
    </>
  );
}
