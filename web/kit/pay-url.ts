/** Where a hold is paid: the shop's address with the hold's id in it. */

/** Null when the sale has no such address, or one that a page must not open. */
export function payUrl(checkoutUrl: string, hold: string): string | null {
  const isOurs = checkoutUrl.startsWith('/') && !/^[/\\]{2}/.test(checkoutUrl);
  if (!isOurs && !checkoutUrl.startsWith('https://')) return null;
  const id = encodeURIComponent(hold);
  return checkoutUrl.replaceAll('{hold}', () => id);
}
