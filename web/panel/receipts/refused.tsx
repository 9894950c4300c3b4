/** What did not count and why, and which shards never had their last word. */
import { formatNumber } from '../../kit/i18n.ts';
import { t, textOr } from '../texts.ts';

export interface RefusedProps {
  rows: readonly { code: string; count: number }[];
  missing: readonly (string | number)[];
}

export function Refused({ rows, missing }: RefusedProps) {
  return (
    <>
      {rows.length === 0 ? (
        <p class="soft">{t('receipts.noneRefused')}</p>
      ) : (
        <p class="receipt-refused">
          {t('receipts.refused')}{' '}
          {rows.map(({ code, count }) => (
            <span key={code} class="tag" title={code}>
              {formatNumber(count)} × {textOr(`refusedVote.${code}`, code)}
            </span>
          ))}
        </p>
      )}
      {missing.length > 0 ? (
        <p class="note-wrong">{t('receipts.missing', { count: missing.length, shards: missing.join(', ') })}</p>
      ) : null}
    </>
  );
}
