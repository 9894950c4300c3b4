/** A sale as it is being prepared: what stands in the form, and how a schedule gets into it. */
import type { CommandArgs } from '../../../shared/protocol/commands.ts';
import type { Hint } from '../forms/hints.ts';
import { typedPrice } from './money.ts';

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

function inSeconds(ms: number | undefined): number | null {
  return ms === undefined ? null : ms / 1000;
}
