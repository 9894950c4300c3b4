/** Fresh ids for requests and commands; `crypto.randomUUID` is missing on plain-http pages, so it is not used. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return Array.from(bytes, (byte) => byte.toString(36).padStart(2, '0')).join('');
}
