/** Money as people type and read it, and as the server counts it: whole minor units, whose size the currency decides. */

/** How a price reads that was typed in major units. */
export type PriceRead = { minor: number } | { wrong: 'notPrice' } | { wrong: 'tooFine'; digits: number };

export function isCurrency(code: string): boolean {
  return /^[A-Z]{3}$/.test(code) && Intl.supportedValuesOf('currency').includes(code);
}

/** Digits after the point: 2 for EUR, 0 for JPY, 3 for KWD. */
export function minorDigits(currency: string): number {
  if (!isCurrency(currency)) return 2;
  return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
}

/**
 * Reads `24.90` or `24,90`. No grouping is taken: in `1,999` nobody can tell a thousand from a fraction, so what has
 * more digits behind the point than the currency is called too fine.
 */
export function readPrice(text: string, currency: string): PriceRead {
  // Chinese keyboards write full-width digits and points.
  const match = /^(?<whole>\d{1,15})(?:[.,](?<part>\d*))?$/.exec(text.normalize('NFKC').replaceAll('。', '.').trim());
  if (!match?.groups) return { wrong: 'notPrice' };
  const { whole = '', part = '' } = match.groups;
  const digits = minorDigits(currency);
  if (part.length > digits) return { wrong: 'tooFine', digits };
  return { minor: Number(whole + part.padEnd(digits, '0')) };
}

/** Minor units as typed: `2490` of EUR is `24.90`. */
export function typedPrice(minor: number, currency: string): string {
  return decimal(BigInt(minor), minorDigits(currency));
}

/** How many units cost, in minor units: exact, however many. */
export function totalOf(price: number, units: number): bigint {
  return BigInt(price) * BigInt(units);
}

export function formatMoney(minor: number | bigint, currency: string, language: string): string {
  const written = decimal(BigInt(minor), minorDigits(currency));
  if (!isCurrency(currency)) return `${written} ${currency}`.trim();
  // A text is formatted digit by digit; a number would round what is larger than 2^53.
  return new Intl.NumberFormat(language, { style: 'currency', currency }).format(written as `${number}`);
}

function decimal(minor: bigint, digits: number): string {
  if (digits === 0) return String(minor);
  const text = String(minor).padStart(digits + 1, '0');
  return `${text.slice(0, -digits)}.${text.slice(-digits)}`;
}
