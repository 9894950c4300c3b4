/** When it opens: after a countdown, at a time, or by hand. */
import { t } from '../../texts.ts';
import { localTime, openings } from '../draft.ts';
import { FieldBox } from './field-box.tsx';
import { Presets } from './presets.tsx';
import { useSaleForm } from './sale-form-context.ts';

const usualCountdowns = [10, 30, 60, 120, 300];
/** A time of day is first offered this far ahead, ms. */
const aheadMs = 10 * 60_000;

export function OpeningChoice({ now }: { now: () => number }) {
  const { id, draft, edit } = useSaleForm();
  return (
    <fieldset class="opening">
      <legend>{t('sale.opening')}</legend>
      <div class="segments">
        {openings.map((opening) => (
          <label key={opening}>
            <input
              type="radio"
              name={`${id}-opening`}
              checked={draft.opening === opening}
              onChange={() =>
                edit({ opening, ...(opening === 'at' && draft.opensAt === '' ? { opensAt: localTime(soon(now())) } : {}) })
              }
            />
            <span>{t(`sale.opening.${opening}`)}</span>
          </label>
        ))}
      </div>
      {draft.opening === 'countdown' ? (
        <Presets name="countdownSeconds" label={t('sale.countdownSeconds')} unit="seconds" usual={usualCountdowns} />
      ) : null}
      {draft.opening === 'at' ? (
        <FieldBox name="opensAt" label={t('sale.opensAt')} help={t('sale.opensAtHelp')}>
          {(tied) => (
            <input
              {...tied}
              class="input"
              type="datetime-local"
              step={1}
              value={draft.opensAt}
              onInput={({ currentTarget }) => edit({ opensAt: currentTarget.value })}
            />
          )}
        </FieldBox>
      ) : null}
      {draft.opening === 'hand' ? <p class="note">{t('sale.handHelp')}</p> : null}
    </fieldset>
  );
}

/** A full minute, far enough ahead to be prepared for. */
function soon(now: number): number {
  return Math.ceil((now + aheadMs) / 60_000) * 60_000;
}
