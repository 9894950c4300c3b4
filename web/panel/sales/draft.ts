/** A sale as it is being prepared: what stands in the form, read into what the server takes, or into what is wrong where. */
import type { CommandArgs } from '../../../shared/protocol/commands.ts';
import type { Hint } from '../forms/hints.ts';
import { isCurrency, minorDigits, readPrice, typedPrice } from './money.ts';

export type Schedule = CommandArgs<'sale.schedule'>;

/** How the opening is told: so long after the order, at a time of day, or later, by hand. */
export const openings = ['countdown', 'at', 'hand'] as const;
export type Opening = (typeof openings)[number];

/** As typed. A number that cannot be read is null; `opensAt` is the local time that a date field holds. */
export interface SaleDraft {
  product: string;
  title: string;
  image: string;
  checkoutUrl: string;
  /** In major units. */
  price: string;
  currency: string;
  stock: number | null;
  perViewer: number | null;
  holdSeconds: number | null;
  opening: Opening;
  countdownSeconds: number | null;
  opensAt: string;
  durationSeconds: number | null;
  queue: boolean;
  perStep: number | null;
  stepSeconds: number | null;
}

export type DraftField = keyof SaleDraft;

/** What is wrong at one field; the texts live in the catalogue under `hint.<kind>`. */
export type DraftHint =
  | Hint
  | { kind: 'notPrice' | 'notCurrency' | 'notAddress' | 'notTime' | 'past' }
  | { kind: 'tooFine'; count: number };

export interface DraftRead {
  /** Null while something is wrong. */
  schedule: Schedule | null;
  wrong: ReadonlyMap<DraftField, DraftHint>;
}

/** What the server takes, in the server's own units; a test holds them to its schema. */
export const bounds = {
  product: { maxLength: 128 },
  title: { maxLength: 120 },
  address: { maxLength: 2000 },
  price: { min: 0, max: 1_000_000_000_000 },
  stock: { min: 1, max: 1_000_000 },
  perViewer: { min: 1, max: 1000 },
  holdMs: { min: 5000, max: 86_400_000 },
  countdownMs: { min: 0, max: 3_600_000 },
  durationMs: { min: 5000, max: 86_400_000 },
  perStep: { min: 1, max: 10_000 },
  stepMs: { min: 100, max: 60_000 },
} as const;

/** Nothing is sold yet, everything else is how most sales go. */
export const blankDraft: SaleDraft = {
  product: '',
  title: '',
  image: '',
  checkoutUrl: '',
  price: '',
  currency: 'EUR',
  stock: 50,
  perViewer: 1,
  holdSeconds: 120,
  opening: 'countdown',
  countdownSeconds: 30,
  opensAt: '',
  durationSeconds: 300,
  queue: false,
  perStep: 10,
  stepSeconds: 2,
};

/** `now` is server time: an opening before it is past. */
export function readDraft(draft: SaleDraft, now: number): DraftRead {
  const wrong = new Map<DraftField, DraftHint>();
  const text = (field: 'product' | 'title', { maxLength }: { maxLength: number }): string => {
    const value = draft[field].trim();
    if (value === '') wrong.set(field, { kind: 'needed' });
    if (value.length > maxLength) wrong.set(field, { kind: 'tooLong', count: maxLength });
    return value;
  };
  const address = (field: 'image' | 'checkoutUrl'): string | undefined => {
    const value = draft[field].trim();
    if (value.length > bounds.address.maxLength) wrong.set(field, { kind: 'tooLong', count: bounds.address.maxLength });
    else if (value !== '' && !isAddress(value)) wrong.set(field, { kind: 'notAddress' });
    return value === '' ? undefined : value;
  };
  const number = (field: NumberField, { min, max }: { min: number; max: number }, unit = 1): number => {
    const value = draft[field];
    const hint = numberHint(value, { min, max, unit });
    if (hint) wrong.set(field, hint);
    return Math.round((value ?? 0) * unit);
  };
  const price = (): number => {
    const read = readPrice(draft.price, draft.currency);
    if ('minor' in read) {
      const { max } = bounds.price;
      if (read.minor > max) wrong.set('price', { kind: 'tooBig', count: max / 10 ** minorDigits(draft.currency) });
      return read.minor;
    }
    if (draft.price.trim() === '') wrong.set('price', { kind: 'needed' });
    else wrong.set('price', read.wrong === 'tooFine' ? { kind: 'tooFine', count: read.digits } : { kind: 'notPrice' });
    return 0;
  };
  const opening = (): Pick<Schedule, 'opensAt' | 'countdownMs'> => {
    if (draft.opening === 'hand') return {};
    if (draft.opening === 'countdown') return { countdownMs: number('countdownSeconds', bounds.countdownMs, 1000) };
    const opensAt = Date.parse(draft.opensAt);
    if (Number.isNaN(opensAt)) wrong.set('opensAt', { kind: 'notTime' });
    else if (opensAt <= now) wrong.set('opensAt', { kind: 'past' });
    return { opensAt };
  };
  if (!isCurrency(draft.currency)) wrong.set('currency', { kind: 'notCurrency' });
  const image = address('image');
  const checkoutUrl = address('checkoutUrl');

  const schedule: Schedule = {
    product: text('product', bounds.product),
    title: text('title', bounds.title),
    ...(image === undefined ? {} : { image }),
    ...(checkoutUrl === undefined ? {} : { checkoutUrl }),
    price: price(),
    currency: draft.currency,
    stock: number('stock', bounds.stock),
    perViewer: number('perViewer', bounds.perViewer),
    holdMs: number('holdSeconds', bounds.holdMs, 1000),
    ...opening(),
    durationMs: number('durationSeconds', bounds.durationMs, 1000),
    ...(draft.queue
      ? { queue: { perStep: number('perStep', bounds.perStep), stepMs: number('stepSeconds', bounds.stepMs, 1000) } }
      : {}),
  };
  return { schedule: wrong.size === 0 ? schedule : null, wrong };
}

/** A schedule back in the form: of a rundown item, or of a sale to be run once more. What it does not say is as usual. */
export function draftOf(schedule: Partial<Schedule>): SaleDraft {
  const { currency = blankDraft.currency, price, holdMs, countdownMs, durationMs, queue, opensAt } = schedule;
  const opening = opensAt !== undefined ? 'at' : countdownMs !== undefined ? 'countdown' : 'hand';
  return {
    product: schedule.product ?? '',
    title: schedule.title ?? '',
    image: schedule.image ?? '',
    checkoutUrl: schedule.checkoutUrl ?? '',
    price: price === undefined ? '' : typedPrice(price, currency),
    currency,
    stock: schedule.stock ?? blankDraft.stock,
    perViewer: schedule.perViewer ?? blankDraft.perViewer,
    holdSeconds: inSeconds(holdMs) ?? blankDraft.holdSeconds,
    opening,
    countdownSeconds: inSeconds(countdownMs) ?? blankDraft.countdownSeconds,
    opensAt: opensAt === undefined ? '' : localTime(opensAt),
    durationSeconds: inSeconds(durationMs) ?? blankDraft.durationSeconds,
    queue: queue !== undefined,
    perStep: queue?.perStep ?? blankDraft.perStep,
    stepSeconds: inSeconds(queue?.stepMs) ?? blankDraft.stepSeconds,
  };
}

/** What a date field takes: local time, to the second. */
export function localTime(at: number): string {
  const offsetMs = new Date(at).getTimezoneOffset() * 60_000;
  return new Date(at - offsetMs).toISOString().slice(0, 19);
}

/** The field that a refusal's detail begins with (`price: …`), as this form calls it. */
export function fieldInDetail(detail: string): DraftField | null {
  const name = /^(?:queue\.)?(?<name>\w+)/.exec(detail)?.groups?.['name'] ?? '';
  if (Object.hasOwn(blankDraft, name)) return name as DraftField;
  return Object.hasOwn(serverNames, name) ? serverNames[name as keyof typeof serverNames] : null;
}

const serverNames = {
  holdMs: 'holdSeconds',
  countdownMs: 'countdownSeconds',
  durationMs: 'durationSeconds',
  stepMs: 'stepSeconds',
} as const satisfies Record<string, DraftField>;

type NumberField = 'stock' | 'perViewer' | 'holdSeconds' | 'countdownSeconds' | 'durationSeconds' | 'perStep' | 'stepSeconds';

/** `unit` is how many of the server's make one of the form's: 1000 for seconds. */
function numberHint(value: number | null, { min, max, unit }: { min: number; max: number; unit: number }): Hint | null {
  if (value === null || !Number.isFinite(value)) return { kind: 'notNumber' };
  if (unit === 1 && !Number.isInteger(value)) return { kind: 'notWhole' };
  if (Math.round(value * unit) < min) return { kind: 'tooSmall', count: min / unit };
  return Math.round(value * unit) > max ? { kind: 'tooBig', count: max / unit } : null;
}

/** Https, or a path on this server. */
export function isAddress(text: string): boolean {
  if (text.startsWith('/')) return !/^[/\\]{2}/.test(text);
  return text.startsWith('https://') && URL.canParse(text.replaceAll('{hold}', 'x'));
}

function inSeconds(ms: number | undefined): number | null {
  return ms === undefined ? null : ms / 1000;
}
