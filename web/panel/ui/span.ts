/** Spans of time in words: `30 s`, `2 min`, `1 min 30 s`, `24 h`. */
import { t } from '../texts.ts';

export function spanText(ms: number): string {
  const seconds = Math.round(ms / 100) / 10;
  if (seconds < 60) return t('span.seconds', { seconds });
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, Math.round(seconds % 60)];
  const parts = [
    ...(hours > 0 ? [t('span.hours', { hours })] : []),
    ...(minutes > 0 ? [t('span.minutes', { minutes })] : []),
    ...(rest > 0 ? [t('span.seconds', { seconds: rest })] : []),
  ];
  return parts.join(' ');
}
