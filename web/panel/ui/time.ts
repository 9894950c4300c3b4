/** Times of day and dates, as the page's language writes them. */
import { lang } from '../../kit/i18n.ts';

export function clockTime(at: number): string {
  return new Intl.DateTimeFormat(lang.value, { hour: '2-digit', minute: '2-digit', second: '2-digit' }).format(at);
}

export function dayAndTime(at: number): string {
  return new Intl.DateTimeFormat(lang.value, { dateStyle: 'medium', timeStyle: 'short' }).format(at);
}
