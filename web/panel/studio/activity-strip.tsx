/** The strip at the foot: what became of each command this panel gave, the newest first. */
import { useEffect } from 'preact/hooks';
import { announcer } from '../../kit/announcer.ts';
import { refusalText } from '../../kit/refusal-text.ts';
import type { Entry } from '../control/activity.ts';
import { t } from '../texts.ts';
import { Icon } from '../ui/icons.tsx';
import type { IconName } from '../ui/icons.tsx';
import { commandText } from './command-text.ts';
import { useStudio } from './studio.ts';

const icons: Record<Entry['outcome']['kind'], IconName> = {
  sent: 'up',
  accepted: 'check',
  refused: 'ban',
  unanswered: 'warning',
};

export function ActivityStrip() {
  const studio = useStudio();
  const entries = studio.desk.activity.value;
  const [newest] = entries;
  const spoken =
    newest && newest.outcome.kind !== 'sent' ? sentenceOf(newest, commandText(newest.name, newest.args, studio)) : '';
  useEffect(() => {
    if (spoken) announcer.say(spoken);
  }, [newest?.id, spoken]);
  const armed = studio.desk.arming.value.kind === 'armed';
  useEffect(() => {
    if (armed) announcer.say(t('arm.spoken'));
  }, [armed]);
  return (
    <footer class="activity" aria-label={t('activity.title')}>
      {entries.length === 0 ? (
        <p class="soft activity-none">{t('activity.none')}</p>
      ) : (
        <ol tabIndex={0} aria-label={t('activity.title')} data-own-keys>
          {entries.map((entry) => (
            <li key={entry.id} class={`act act-${entry.outcome.kind}`}>
              <Icon name={icons[entry.outcome.kind]} />
              <span>{sentenceOf(entry, commandText(entry.name, entry.args, studio))}</span>
              {entry.outcome.kind === 'sent' ? null : (
                <span class="soft">{t('line.latency', { ms: Math.round(entry.outcome.latencyMs) })}</span>
              )}
            </li>
          ))}
        </ol>
      )}
    </footer>
  );
}

function sentenceOf({ outcome }: Entry, command: string): string {
  if (outcome.kind !== 'refused') return t(`activity.${outcome.kind}`, { command });
  const detail = outcome.refusal.detail ? ` (${outcome.refusal.detail})` : '';
  return t('activity.refused', { command, reason: refusalText(outcome.refusal) + detail });
}
