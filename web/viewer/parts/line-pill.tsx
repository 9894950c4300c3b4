/** Says that the line is down, once that has lasted a second. */
import { kitT } from '../../kit/i18n.ts';
import { useViewer } from '../context.ts';

export function LinePill() {
  const { connection, line } = useViewer();
  const draining = connection.bye.value?.reason === 'draining';
  return (
    <div class="line-pill-place" role="status">
      {line.value !== 'up' && (
        <p class="line-pill">
          <span class="line-dots" aria-hidden="true">
            <i />
            <i />
            <i />
          </span>
          {kitT(draining ? 'link.draining' : 'link.reconnecting')}
        </p>
      )}
    </div>
  );
}
