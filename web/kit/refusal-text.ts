/** A refusal or a farewell as a sentence in the page's language. */
import type { ErrorCode, Refusal } from '../../shared/protocol/errors.ts';
import type { ByeReason } from '../../shared/protocol/messages.ts';
import kitEn from '../locales/kit.en.ts';
import { kitT } from './i18n.ts';

type KitKey = Parameters<typeof kitT>[0];

/** Falls back to the server's own English sentence for a code that this page is too old to know. */
export function refusalText(refusal: Refusal | { code: ErrorCode; message: string }): string {
  const key = `refusal.${refusal.code}`;
  return Object.hasOwn(kitEn, key) ? kitT(key as KitKey) : refusal.message;
}

export function byeText(reason: ByeReason): string {
  return kitT(`bye.${reason}`);
}
