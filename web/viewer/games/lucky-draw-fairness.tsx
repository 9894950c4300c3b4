/** How a draw can be checked: the commitment before, the seed after, and where the whole record is. */
import { useState } from 'preact/hooks';
import type { luckyDraw } from '../../../shared/games/lucky-draw.ts';
import { isRefusal } from '../../../shared/protocol/errors.ts';
import { callApi } from '../../kit/api.ts';
import { Button } from '../../kit/button.tsx';
import { refusalText } from '../../kit/refusal-text.ts';
import { useViewer } from '../context.ts';
import { ShieldIcon } from '../parts/icons.tsx';
import type { GameProps } from '../round/game-props.ts';
import { t } from '../texts.ts';

type FairnessProps = Pick<GameProps<ReturnType<typeof luckyDraw.view>>, 'round' | 'view' | 'show'>;

export function Fairness({ round, view, show }: FairnessProps) {
  const { token } = useViewer();
  const [problem, setProblem] = useState('');
  const download = async (): Promise<void> => {
    setProblem('');
    const receipt = await callApi<object>(`/shows/${encodeURIComponent(show)}/rounds/${round.id}`, { token: await token() });
    if (isRefusal(receipt)) setProblem(refusalText(receipt));
    else save(`${show}-round-${round.id}.json`, receipt);
  };
  return (
    <details class="fairness">
      <summary>
        <ShieldIcon /> {t('fair.title')} <code>{view.commitment.slice(0, 8)}…</code>
      </summary>
      <p>{t(view.seed === '' ? 'fair.before' : 'fair.after')}</p>
      <dl>
        <dt>{t('fair.commitment')}</dt>
        <dd>
          <code>{view.commitment}</code>
        </dd>
        {view.seed !== '' && (
          <>
            <dt>{t('fair.seed')}</dt>
            <dd>
              <code>{view.seed}</code>
            </dd>
            <dt>{t('fair.digest')}</dt>
            <dd>
              <code>{view.digest}</code>
            </dd>
          </>
        )}
      </dl>
      {view.seed !== '' && <Button onPress={() => void download()}>{t('fair.receipt')}</Button>}
      <p class="game-problem" role="status">
        {problem}
      </p>
    </details>
  );
}

/** Hands a record to the viewer as a file: what `npm run verify-draw` reads. */
function save(name: string, record: object): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([JSON.stringify(record, null, 2)], { type: 'application/json' }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
