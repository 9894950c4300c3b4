/** Whether a value can be written as JSON. Binary clients can send what cannot: it could be neither compared nor kept. */
export function isJson(value: unknown): boolean {
  try {
    JSON.stringify(value);
    return true;
  } catch {
    return false;
  }
}
