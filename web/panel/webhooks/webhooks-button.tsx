/** The way to the webhooks, with the number of deliveries that were given up: each is something the shop was never told. */
import { Button } from '../../kit/button.tsx';
import { formatCount } from '../../kit/i18n.ts';
import { useStudio } from '../studio/studio.ts';
import { t } from '../texts.ts';
import { Icon } from '../ui/icons.tsx';
import { deadIn } from './report.ts';
import { useReport } from './use-report.ts';

const everyMs = 15_000;

export function WebhooksButton() {
  const { desk, choices } = useStudio();
  const { value } = useReport(everyMs);
  if (desk.situation.value.role === 'moderator') return null;
  const dead = value ? deadIn(value) : 0;
  return (
    <Button kind="quiet" class="tool" onPress={() => (choices.dialog.value = 'webhooks')}>
      <Icon name="hook" />
      <span>{t('webhooks.title')}</span>
      {dead > 0 ? (
        <b class="tag tag-danger" title={t('webhooks.dead', { count: dead })}>
          {formatCount(dead)}
        </b>
      ) : null}
    </Button>
  );
}
