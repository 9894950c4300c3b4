/** What a sale is made of on the wire: how it is scheduled, and what one viewer has of it. */
import { z } from 'zod';
import { showIdPattern } from '../ids.ts';
import type { HoldId, HoldState, SaleId } from '../sale/index.ts';

export const saleIdSchema = z.string().regex(showIdPattern, 'lower-case letters, digits and dashes, at most 64');
export const holdIdSchema = z.string().min(1).max(160);
export const orderIdSchema = z.string().min(1).max(128);

/** An address that a page may show or open: https, or a path of this server. */
const address = z
  .string()
  .max(2000)
  .refine(
    (text) => (text.startsWith('/') && !/^[\/\\]{2}/v.test(text)) || isHttps(text),
    'an https address, or a path on this server',
  );

const seconds = 1000;
const hour = 3600 * seconds;

/** One that pages can write a price in. */
const currency = z
  .string()
  .regex(/^[A-Z]{3}$/v, 'three capital letters, such as EUR')
  .refine((code) => Intl.supportedValuesOf('currency').includes(code), 'a currency of ISO 4217, such as EUR');

/** With neither `opensAt` nor `countdownMs` the sale waits until it is opened by hand. Strict, as it is about money: a misspelt field would be another sale than was meant. */
export const saleSchedule = z.strictObject({
  id: saleIdSchema.optional(),
  /** The shop's SKU. */
  product: z.string().min(1).max(128),
  title: z.string().min(1).max(120),
  image: address.optional(),
  /** Opened by whoever holds a unit; `{hold}` in it becomes the hold's id. */
  checkoutUrl: address.optional(),
  /** In the currency's minor unit. */
  price: z.int().min(0).max(1_000_000_000_000),
  currency,
  stock: z.int().min(1).max(1_000_000),
  perViewer: z.int().min(1).max(1000).default(1),
  holdMs: z
    .int()
    .min(5 * seconds)
    .max(24 * hour)
    .default(120 * seconds),
  opensAt: z.int().positive().optional(),
  countdownMs: z.int().min(0).max(hour).optional(),
  durationMs: z
    .int()
    .min(5 * seconds)
    .max(24 * hour)
    .default(300 * seconds),
  /** Numbers instead of a free-for-all; so many are admitted in every step. */
  queue: z.strictObject({ perStep: z.int().min(1).max(10_000), stepMs: z.int().min(100).max(60_000) }).optional(),
});
export type SaleSchedule = z.infer<typeof saleSchedule>;

/** One of a viewer's holds. What was released or has expired stays listed for a while. */
export type OwnHold = { hold: HoldId; sale: SaleId; quantity: number; at: number } & Exclude<HoldState, { status: 'queued' }>;

/** A place in a sale's queue; the viewer's turn comes when the sale's `serving` reaches `number`. */
export interface OwnPlace {
  hold: HoldId;
  sale: SaleId;
  quantity: number;
  number: number;
}

function isHttps(text: string): boolean {
  return text.startsWith('https://') && URL.canParse(text.replaceAll('{hold}', 'x'));
}
