/** What a viewer may write: chat lines and names, cleaned, or the reason they cannot stand. */
import { isRefusal, refuse } from '../../shared/protocol/index.ts';
import type { Refusal } from '../../shared/protocol/index.ts';
import type { Limits } from '../services.ts';

const nameMaxLength = 24;
/** Control characters, the invisible ones that turn text round, and halves of characters, which decoders read differently. */
const unreadable = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}]/gu;
const stackedMarks = /(\p{M}{2})\p{M}+/gu;

/** The line as it may be shown. */
export function cleanLine(text: string, limits: Pick<Limits, 'chatMaxLength' | 'blockedWords'>): string | Refusal {
  const clean = tidy(text);
  if (clean === '') return refuse('chat/empty');
  if (Array.from(clean).length > limits.chatMaxLength)
    return refuse('chat/too-long', { detail: `at most ${limits.chatMaxLength} characters` });
  if (holdsBlockedWord(clean, limits.blockedWords)) return refuse('chat/blocked');
  return clean;
}

/** The name as it may be shown. */
export function cleanName(name: string, limits: Pick<Limits, 'blockedWords'>): string | Refusal {
  const clean = tidy(name);
  if (clean === '') return refuse('viewer/bad-name', { detail: 'it is empty' });
  if (Array.from(clean).length > nameMaxLength)
    return refuse('viewer/bad-name', { detail: `at most ${nameMaxLength} characters` });
  if (holdsBlockedWord(clean, limits.blockedWords))
    return refuse('viewer/bad-name', { detail: 'it holds a word that is not allowed' });
  return clean;
}

/** A name that a token brought, cut to what may be shown; null when nothing of it may. */
export function givenName(name: string, limits: Pick<Limits, 'blockedWords'>): string | null {
  const cut = Array.from(tidy(name)).slice(0, nameMaxLength).join('');
  const clean = cleanName(cut, limits);
  return isRefusal(clean) ? null : clean;
}

function tidy(text: string): string {
  return text
    .replaceAll(/\s/gu, ' ')
    .replaceAll(unreadable, '')
    .normalize('NFC')
    .replaceAll(stackedMarks, '$1')
    .replaceAll(/ {2,}/g, ' ')
    .trim();
}

/** Looks through spacing, punctuation, full-width letters and case. */
function holdsBlockedWord(text: string, blocked: readonly string[]): boolean {
  if (blocked.length === 0) return false;
  const plain = plainOf(text);
  const squeezed = squeeze(plain);
  return needlesIn(blocked).some(({ letters, whole }) => (letters ? squeezed.includes(letters) : plain.includes(whole)));
}

/** A blocked word as it is looked for: by its letters, or whole when it has none. */
interface Needle {
  letters: string;
  whole: string;
}

const needles = new WeakMap<readonly string[], Needle[]>();

function needlesIn(blocked: readonly string[]): Needle[] {
  let found = needles.get(blocked);
  if (!found) {
    const words = blocked.map((word) => plainOf(word).trim()).filter(Boolean);
    found = words.map((whole) => ({ letters: squeeze(whole), whole }));
    needles.set(blocked, found);
  }
  return found;
}

function plainOf(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}

function squeeze(plain: string): string {
  return plain.replaceAll(/[^\p{L}\p{N}]/gu, '');
}
