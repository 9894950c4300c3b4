/** Reads `Authorization: Bearer …`. */
export function bearerToken(headers: Readonly<Record<string, string>>): string | null {
  return /^bearer +(\S+)$/i.exec(headers['authorization'] ?? '')?.[1] ?? null;
}
