/** Reads what stands in the sale form into what the server takes, or into what is wrong where. */
import { readNumber } from '../forms/read-number.ts';
import type { Range } from '../forms/read-number.ts';
import { blankDraft } from './draft.ts';
import type { DraftField, DraftHint, SaleDraft, Schedule } from './draft.ts';
import { isCurrency, minorDigits, readPrice } from './money.ts';

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

/** What one field came to: a value, and what is wrong with it, if anything. */
interface FieldRead<Value> {
  value: Value;
  hint?: DraftHint;
}

/** `now` is server time: an opening before it is past. */
export function readDraft(draft: SaleDraft, now: number): DraftRead {
  const wrong = new Map<DraftField, DraftHint>();
  const take = <Value>(field: DraftField, { value, hint }: FieldRead<Value>): Value => {
    if (hint) wrong.set(field, hint);
    return value;
  };
  const seconds = (field: 'holdSeconds' | 'countdownSeconds' | 'durationSeconds' | 'stepSeconds', range: Range): number =>
    take(field, readNumber(draft[field], { ...range, unit: 1000 }));
  const count = (field: 'stock' | 'perViewer' | 'perStep', range: Range): number =>
    take(field, readNumber(draft[field], { ...range, unit: 1 }));

  const image = take('image', address(draft.image));
  const checkoutUrl = take('checkoutUrl', address(draft.checkoutUrl));
  const schedule: Schedule = {
    product: take('product', words(draft.product, bounds.product)),
    title: take('title', words(draft.title, bounds.title)),
    ...(image === '' ? {} : { image }),
    ...(checkoutUrl === '' ? {} : { checkoutUrl }),
    price: take('price', price(draft)),
    currency: take('currency', currency(draft.currency)),
    stock: count('stock', bounds.stock),
    perViewer: count('perViewer', bounds.perViewer),
    holdMs: seconds('holdSeconds', bounds.holdMs),
    ...(draft.opening === 'countdown' ? { countdownMs: seconds('countdownSeconds', bounds.countdownMs) } : {}),
    ...(draft.opening === 'at' ? { opensAt: take('opensAt', moment(draft.opensAt, now)) } : {}),
    durationMs: seconds('durationSeconds', bounds.durationMs),
    ...(draft.queue
      ? { queue: { perStep: count('perStep', bounds.perStep), stepMs: seconds('stepSeconds', bounds.stepMs) } }
      : {}),
  };
  return { schedule: wrong.size === 0 ? schedule : null, wrong };
}

/** The fields as they stand in the form, from top to bottom. */
const formOrder = [
  'title',
  'product',
  'price',
  'currency',
  'stock',
  'perViewer',
  'opening',
  'countdownSeconds',
  'opensAt',
  'durationSeconds',
  'holdSeconds',
  'image',
  'checkoutUrl',
  'queue',
  'perStep',
  'stepSeconds',
] as const satisfies DraftField[];

/** What is wrong, in the order in which the form is read. */
export function inFormOrder(wrong: DraftRead['wrong']): DraftField[] {
  return formOrder.filter((field) => wrong.has(field));
}

/** Https, or a path on this server. */
export function isAddress(text: string): boolean {
  if (text.startsWith('/')) return !/^[/\\]{2}/.test(text);
  return text.startsWith('https://') && URL.canParse(text.replaceAll('{hold}', 'x'));
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

/* ------------------------------------------------------------ one kind each */

function words(text: string, { maxLength }: { maxLength: number }): FieldRead<string> {
  const value = text.trim();
  if (value === '') return { value, hint: { kind: 'needed' } };
  return value.length > maxLength ? { value, hint: { kind: 'tooLong', count: maxLength } } : { value };
}

/** Empty where there is none. */
function address(text: string): FieldRead<string> {
  const value = text.trim();
  const { maxLength } = bounds.address;
  if (value.length > maxLength) return { value, hint: { kind: 'tooLong', count: maxLength } };
  return value === '' || isAddress(value) ? { value } : { value, hint: { kind: 'notAddress' } };
}

function price({ price: text, currency: code }: Pick<SaleDraft, 'price' | 'currency'>): FieldRead<number> {
  if (text.trim() === '') return { value: 0, hint: { kind: 'needed' } };
  const read = readPrice(text, code);
  if ('wrong' in read)
    return { value: 0, hint: read.wrong === 'tooFine' ? { kind: 'tooFine', count: read.digits } : { kind: 'notPrice' } };
  const { max } = bounds.price;
  if (read.minor <= max) return { value: read.minor };
  return { value: read.minor, hint: { kind: 'tooBig', count: max / 10 ** minorDigits(code) } };
}

function currency(value: string): FieldRead<string> {
  return isCurrency(value) ? { value } : { value, hint: { kind: 'notCurrency' } };
}

function moment(text: string, now: number): FieldRead<number> {
  const value = Date.parse(text);
  if (Number.isNaN(value)) return { value, hint: { kind: 'notTime' } };
  return value > now ? { value } : { value, hint: { kind: 'past' } };
}
