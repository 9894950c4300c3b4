/** Who won what, and how far its delivery is; the list can be saved as a table. */
import { useState } from 'preact/hooks';
import { isRefusal } from '../../../shared/protocol/errors.ts';
import type { WinnerRow } from '../../../shared/protocol/messages.ts';
import { Button } from '../../kit/button.tsx';
import { refusalText } from '../../kit/refusal-text.ts';
import { obstacleToModerate } from '../control/legal.ts';
import { t } from '../texts.ts';
import { ActionButton } from '../ui/action-button.tsx';
import { Card } from '../ui/card.tsx';
import { Icon } from '../ui/icons.tsx';
import { saveFile } from '../ui/save-file.ts';
import { useStudio } from './studio.ts';
import { gameTitle } from './titles.ts';

export function WinnersCard() {
  const { desk } = useStudio();
  const winners = (desk.panel.value?.winners ?? []).toSorted((a, b) => b.round - a.round || a.rank - b.rank);
  return (
    <Card title={t('winners.title')} class="winners" aside={<SaveButton empty={winners.length === 0} />}>
      {winners.length === 0 ? (
        <p class="empty">{t('winners.none')}</p>
      ) : (
        <div class="scroll" tabIndex={0} role="group" aria-label={t('winners.list')} data-own-keys>
          <table>
            <thead>
              <tr>
                <th scope="col">{t('winners.round')}</th>
                <th scope="col">{t('winners.rank')}</th>
                <th scope="col">{t('winners.name')}</th>
                <th scope="col">{t('winners.prize')}</th>
                <th scope="col">{t('winners.status')}</th>
              </tr>
            </thead>
            <tbody>
              {winners.map((row) => (
                <Winner key={`${row.round}-${row.viewer}`} row={row} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Card>
  );
}

const after = { won: 'claimed', claimed: 'sent', sent: 'won' } as const;

function Winner({ row }: { row: WinnerRow }) {
  const { desk, games } = useStudio();
  const { round, viewer, status } = row;
  const next = after[status];
  return (
    <tr>
      <td>
        <span class="soft">{t('round.number', { id: round })}</span> {gameTitle(games.value, row.game)}{' '}
        {row.rehearsal ? <span class="tag tag-warn">{t('rehearsal.short')}</span> : null}
      </td>
      <td class="rank">{row.rank}</td>
      <td>
        <bdi title={viewer}>{row.name}</bdi>
      </td>
      <td>{row.prize ? t('winners.prizeOf', { prize: row.prize, count: row.amount }) : <span class="soft">–</span>}</td>
      <td>
        <span class="delivery">
          <span class={`tag prize-${status}`}>{t(`prize.${status}`)}</span>
          <ActionButton
            kind="quiet"
            class="small"
            label={t(`prize.mark.${next}`, { name: row.name })}
            obstacle={obstacleToModerate(desk.situation.value)}
            onPress={() => void desk.send('prize.mark', { round, viewer, status: next })}
          >
            <Icon name={next === 'won' ? 'undo' : 'check'} />
          </ActionButton>
        </span>
      </td>
    </tr>
  );
}

function SaveButton({ empty }: { empty: boolean }) {
  const { api, show } = useStudio();
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState('');
  const save = async (): Promise<void> => {
    setBusy(true);
    const file = await api.winnersCsv(show);
    setBusy(false);
    setFailed(isRefusal(file) ? refusalText(file) : '');
    if (!isRefusal(file)) saveFile(file, `${show}-winners.csv`);
  };
  return (
    <>
      {failed ? (
        <span class="note-wrong" role="alert">
          {failed}
        </span>
      ) : null}
      <Button kind="quiet" class="small" busy={busy} blocked={empty ? t('winners.none') : ''} onPress={() => void save()}>
        <Icon name="download" />
        {t('winners.save')}
      </Button>
    </>
  );
}
