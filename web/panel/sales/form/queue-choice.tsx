/** A virtual queue instead of a free-for-all, with advice from the size of the crowd. */
import { formatNumber } from '../../../kit/i18n.ts';
import { t } from '../../texts.ts';
import { queueAdvice } from '../exposure.ts';
import { FieldBox } from './field-box.tsx';
import { NumberText } from '../../ui/number-text.tsx';
import { useSaleForm } from './sale-form-context.ts';

export function QueueChoice({ viewers }: { viewers: number }) {
  const { id, draft, edit } = useSaleForm();
  const stock = draft.stock ?? 0;
  const advice = stock > 0 ? queueAdvice(viewers, stock) : null;
  return (
    <div class="queue-choice">
      <label class="check" for={`${id}-queue`}>
        <input
          id={`${id}-queue`}
          type="checkbox"
          role="switch"
          class="switch"
          aria-describedby={`${id}-queue-note`}
          checked={draft.queue}
          onChange={({ currentTarget }) => edit({ queue: currentTarget.checked })}
        />
        <span>{t('sale.queue')}</span>
      </label>
      <p id={`${id}-queue-note`} class={advice === 'queue-advised' && !draft.queue ? 'note note-advice' : 'note'}>
        {advice === 'queue-advised'
          ? t('sale.queueAdvised', { ratio: formatNumber(Math.round(viewers / stock)) })
          : t('sale.queueHelp')}
      </p>
      {draft.queue ? (
        <div class="pace">
          <FieldBox name="perStep" label={t('sale.perStep')}>
            {(tied) => <NumberText tied={tied} value={draft.perStep} onValue={(perStep) => edit({ perStep })} />}
          </FieldBox>
          <FieldBox name="stepSeconds" label={t('sale.stepSeconds')}>
            {(tied) => <NumberText tied={tied} value={draft.stepSeconds} onValue={(stepSeconds) => edit({ stepSeconds })} />}
          </FieldBox>
        </div>
      ) : null}
    </div>
  );
}
