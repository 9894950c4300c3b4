/** What firing means, in words: the whole of it before the button, and one line of it in the form. */
import { formatNumber, lang } from '../../kit/i18n.ts';
import { t } from '../texts.ts';
import { Icon } from '../ui/icons.tsx';
import { momentText } from '../ui/time.ts';
import type { Schedule } from './draft.ts';
import type { Exposure } from './exposure.ts';
import { exposureOf } from './exposure.ts';
import { formatMoney } from './money.ts';
import { spanText } from '../ui/span.ts';
import { useScene } from './use-scene.ts';

export function ExposureFacts({ exposure, now }: { exposure: Exposure; now: number }) {
  const facts: readonly (readonly [string, string])[] = [
    [t('exposure.total'), sumText(exposure)],
    [t('exposure.perViewer'), t('exposure.atMost', { count: formatNumber(exposure.perViewer) })],
    [t('exposure.opens'), opensText(exposure, now)],
    [t('exposure.closes'), closesText(exposure, now)],
    [t('exposure.hold'), t('exposure.heldFor', { span: spanText(exposure.holdMs) })],
    [t('exposure.demand'), demandText(exposure)],
    [t('exposure.order'), orderText(exposure)],
    [t('exposure.counts'), exposure.rehearsal ? t('exposure.rehearsal') : t('exposure.real')],
  ];
  return (
    <>
      <dl class="exposure">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {exposure.warnings.length > 0 ? (
        <ul class="warnings">
          {exposure.warnings.map((warning) => (
            <li key={warning}>
              <Icon name="warning" />
              {t(`warning.${warning}`, { ratio: formatNumber(Math.round(exposure.demand)) })}
            </li>
          ))}
        </ul>
      ) : null}
    </>
  );
}

/** `20 × €24.90 = €498.00`, and who might want it. */
export function ExposureLine({ schedule }: { schedule: Schedule }) {
  const exposure = exposureOf(schedule, useScene());
  return (
    <p class="exposure-line">
      <strong>{sumText(exposure)}</strong> <span class="soft">{demandText(exposure)}</span>
    </p>
  );
}

/** `20 × €24.90 = €498.00`. */
export function sumText({ units, price, currency, total }: Pick<Exposure, 'units' | 'price' | 'currency' | 'total'>): string {
  return t('exposure.sum', {
    units: formatNumber(units),
    price: formatMoney(price, currency, lang.value),
    total: formatMoney(total, currency, lang.value),
  });
}

function opensText({ opensAt, countdownMs }: Exposure, now: number): string {
  if (opensAt === null) return t('exposure.byHand');
  const time = momentText(opensAt, now);
  return countdownMs === null ? time : t('exposure.afterCountdown', { span: spanText(countdownMs), time });
}

function closesText({ closesAt, durationMs }: Exposure, now: number): string {
  const span = spanText(durationMs);
  return closesAt === null
    ? t('exposure.afterOpening', { span })
    : t('exposure.closesAt', { time: momentText(closesAt, now), span });
}

/** How many viewers there are for each unit. */
export function demandText({ viewers, units }: Pick<Exposure, 'viewers' | 'units'>): string {
  if (viewers === 0) return t('exposure.nobody');
  const demand = viewers / units;
  const shown = { viewers: formatNumber(viewers), units: formatNumber(units) };
  const ratio = demand >= 10 ? Math.round(demand) : Math.round(demand * 10) / 10;
  return t('exposure.demandOf', { ...shown, ratio: formatNumber(ratio), count: viewers });
}

function orderText({ queue, units }: Exposure): string {
  if (!queue) return t('exposure.firstCome');
  const wholeMs = (Math.ceil(units / queue.perStep) - 1) * queue.stepMs;
  return t('exposure.queue', {
    perStep: formatNumber(queue.perStep),
    step: spanText(queue.stepMs),
    whole: spanText(wholeMs),
  });
}
