/** Stock cannot be written right now: said across the page for as long as that lasts. */
import { useEffect, useRef } from 'preact/hooks';
import { announcer } from '../../kit/announcer.ts';
import { useStudio } from '../studio/studio.ts';
import { t } from '../texts.ts';
import { Icon } from '../ui/icons.tsx';
import { isLedgerAway } from './ledger-standing.ts';

export function LedgerBand() {
  const { desk } = useStudio();
  const away = isLedgerAway(desk.panel.value);
  const wasAway = useRef(false);
  useEffect(() => {
    if (wasAway.current && !away) announcer.say(t('ledger.back'));
    wasAway.current = away;
  }, [away]);
  if (!away) return null;
  return (
    <div class="ledger-band" role="alert">
      <Icon name="warning" />
      <p>
        <strong>{t('ledger.away')}</strong> {t('ledger.waits')}
      </p>
    </div>
  );
}
