/** The course of a battle: a line each for its periods, critical time, mist, and the boosts of each side. */
import { formatRemaining } from '../../kit/remaining.ts';
import { t } from '../texts.ts';
import { spanText } from '../ui/span.ts';
import type { Timeline, TimelineBar } from './timeline.ts';

export interface TimelineViewProps {
  timeline: Timeline;
  sides: readonly { name: string }[];
}

export function TimelineView({ timeline: { bars, marks }, sides }: TimelineViewProps) {
  const begins = bars[0]?.[0]?.startsAt ?? 0;
  /** As `0:45 – 1:15` from the start. */
  const times = ({ startsAt, endsAt }: TimelineBar): string =>
    t('timeline.times', { from: formatRemaining(startsAt - begins), to: formatRemaining(endsAt - begins) });
  const nameOf = ({ kind, index, factor }: TimelineBar): string => {
    const name = index === null ? '' : (sides[index]?.name ?? '');
    return t(`timeline.${kind}`, { name, factor: factor ?? 1 });
  };
  return (
    <figure class="timeline">
      <figcaption class="visually-hidden">{t('timeline.title')}</figcaption>
      {bars.map((line) => {
        const [first] = line;
        if (!first) return null;
        return (
          <div
            key={`${first.kind} ${first.index}`}
            class={first.index === null ? 'timeline-line' : `timeline-line side-${first.index}`}
          >
            <span class="timeline-name">
              <bdi>{first.index === null ? nameOf(first) : t('timeline.boosts', { name: sides[first.index]?.name ?? '' })}</bdi>
            </span>
            <span class="timeline-track">
              {line.map((bar) => (
                <span
                  key={bar.startsAt}
                  class={`timeline-bar timeline-${bar.kind}`}
                  style={{ insetInlineStart: `${bar.from}%`, inlineSize: `${bar.width}%` }}
                  title={`${nameOf(bar)} ${times(bar)}`}
                >
                  {bar.factor === null ? null : `×${bar.factor}`}
                </span>
              ))}
              {first.kind === 'period'
                ? marks.map(({ at, ms, from }) => (
                    <span
                      key={at}
                      class="timeline-mark"
                      style={{ insetInlineStart: `${from}%` }}
                      title={t('timeline.extended', { span: spanText(ms) })}
                    />
                  ))
                : null}
            </span>
            <span class="timeline-times soft">{line.map(times).join(', ')}</span>
          </div>
        );
      })}
      <p class="note">
        {t('timeline.help')}{' '}
        {marks.length > 0 ? t('timeline.extensions', { spans: marks.map(({ ms }) => `+${spanText(ms)}`).join(', ') }) : ''}
      </p>
    </figure>
  );
}
