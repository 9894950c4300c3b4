/** A sale was stopped because its ledger is gone: said across the page until somebody has read it, with what to do. */
import { useEffect } from 'preact/hooks';
import { announcer } from '../../kit/announcer.ts';
import { Button } from '../../kit/button.tsx';
import { useStudio } from '../studio/studio.ts';
import { t } from '../texts.ts';
import { Icon } from '../ui/icons.tsx';
import { lostAmong, rowsOf } from './standing.ts';

export function LostAlert() {
  const { desk, choices } = useStudio();
  const lost = lostAmong(rowsOf(desk.show.value, desk.panel.value)).filter(({ id }) => !choices.readAlerts.value.includes(id));
  const titles = lost.map(({ title }) => title).join(', ');
  useEffect(() => {
    if (titles !== '') announcer.shout(t('lost.title', { titles }));
  }, [titles]);
  if (lost.length === 0) return null;
  return (
    <div class="lost-alert" role="alert">
      <Icon name="warning" />
      <div>
        <strong>{t('lost.title', { titles })}</strong>
        <p>{t('lost.what')}</p>
        <p>{t('lost.do')}</p>
      </div>
      <Button onPress={() => (choices.readAlerts.value = [...choices.readAlerts.value, ...lost.map(({ id }) => id)])}>
        {t('lost.read')}
      </Button>
    </div>
  );
}
