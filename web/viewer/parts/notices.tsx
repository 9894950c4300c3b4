/** Announcements of the show: the newest one, for as long as it is news. */
import { useEffect, useState } from 'preact/hooks';
import { announcer } from '../../kit/announcer.ts';
import { useViewer } from '../context.ts';
import { t } from '../texts.ts';
import { TrophyIcon } from './icons.tsx';

const newsMs = 9000;

export function Notices() {
  const { connection } = useViewer();
  const newest = connection.state.value?.notices.at(-1) ?? null;
  const [over, setOver] = useState(0);
  const ageMs = newest ? connection.clock.serverNow() - newest.at : Infinity;
  const round = connection.state.value?.round;
  // While a game is on the page it shows its winners itself, or another one must not be covered by them.
  const left = newest?.kind === 'winner' && round !== undefined && round.phase !== 'over';
  const shown = newest !== null && newest.id > over && ageMs < newsMs && !left;
  useEffect(() => {
    if (!newest || !shown) return undefined;
    announcer.say(noticeText(newest));
    const timer = setTimeout(() => setOver(newest.id), newsMs - ageMs);
    return () => clearTimeout(timer);
  }, [newest?.id, shown]);
  if (!shown) return null;
  return (
    <p class={`notice glass notice-${newest.kind}`} key={newest.id}>
      {newest.kind === 'winner' && <TrophyIcon />}
      <bdi>{noticeText(newest)}</bdi>
    </p>
  );
}

function noticeText({ kind, text }: { kind: string; text: string }): string {
  return kind === 'winner' ? t('notice.winner', { names: text }) : text;
}
