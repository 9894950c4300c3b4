/** What both transports must know about HTTP itself. */
import { STATUS_CODES } from 'node:http';
import type { HttpResponse } from '../http/http.ts';

/** Whether a request of this method brings a body that is read. */
export function mayHaveBody(method: string): boolean {
  return method !== 'GET' && method !== 'HEAD' && method !== 'OPTIONS';
}

/** Whether an answer of this status has a body and so a length. */
export function mayAnswerBody(status: number): boolean {
  return status >= 200 && status !== 204 && status !== 304;
}

export function statusLine(status: number): string {
  return `${status} ${STATUS_CODES[status] ?? 'Unknown'}`;
}

export function bodyBytes({ body }: HttpResponse): Uint8Array {
  return typeof body === 'string' ? Buffer.from(body, 'utf8') : body;
}

/** For what answers sockets before their upgrade: the same answer as the web's own class. */
export function webResponse({ status, headers, body }: HttpResponse): Response {
  return new Response(typeof body === 'string' ? body : Buffer.from(body), { status, headers });
}

/** The headers that a socket is judged by. */
export function judgedHeaders(headers: Headers): Record<string, string> {
  const judged = ['host', 'origin'].map((name) => [name, headers.get(name)] as const);
  return Object.fromEntries(judged.filter((pair): pair is [string, string] => pair[1] !== null));
}

/** Why a server could not be started. */
export class ListenError extends Error {
  override name = 'ListenError';

  constructor(host: string, port: number, cause: string) {
    super(
      `Cannot listen on ${host} port ${port}: ${cause}. Is another server running there? Set PORT or HOST to something else.`,
    );
  }
}
