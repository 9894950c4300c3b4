/** Times of day and dates, as the page's language writes them. */
import { lang } from '../../kit/i18n.ts';

export function clockTime(at: number): string {
  return new Intl.DateTimeFormat(lang.value, { timeStyle: 'medium', hourCycle: 'h23' }).format(at);
}

export function dayAndTime(at: number): string {
  return new Intl.DateTimeFormat(lang.value, { dateStyle: 'medium', timeStyle: 'short' }).format(at);
}

/** The time of day; with its date unless it is within the next or last half day. */
export function momentText(at: number, now: number): string {
  return Math.abs(at - now) < 12 * 3_600_000 ? clockTime(at) : dayAndTime(at);
}
