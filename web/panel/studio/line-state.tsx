/** How well this panel hears its show: the connection, the last command's latency, and how far off the clock can be. */
import { useStudio } from './studio.ts';
import { t } from '../texts.ts';

export function LineState() {
  const { connection, desk } = useStudio();
  const status = connection.status.value;
  const answered = desk.activity.value.find(({ outcome }) => outcome.kind === 'accepted' || outcome.kind === 'refused');
  const latencyMs = answered && 'latencyMs' in answered.outcome ? Math.round(answered.outcome.latencyMs) : null;
  const errorMs = connection.clock.errorMs.value;
  return (
    <div class={`line-state line-${status}`}>
      <span class="lamp" aria-hidden="true" />
      <span role="status">{t(`line.${status}`)}</span>
      {latencyMs === null ? null : <span class="soft">{t('line.latency', { ms: latencyMs })}</span>}
      {Number.isFinite(errorMs) ? <span class="soft line-clock">{t('line.clock', { ms: Math.ceil(errorMs) })}</span> : null}
    </div>
  );
}
