/** Requests and responses in plain data: what every transport turns its own into. */
import { errors } from '../../shared/protocol/index.ts';
import type { Refusal } from '../../shared/protocol/index.ts';

export interface HttpRequest {
  /** Upper case. */
  method: string;
  /** Without the query, as sent: still percent-encoded. */
  path: string;
  /** After the `?`; empty when there is none. */
  query: string;
  /** Names in lower case. */
  headers: Readonly<Record<string, string>>;
  body: Uint8Array | null;
  /** Who calls. As transports give it, who is at the other end of the connection; the front looks past proxies of ours. */
  ip: string;
}

/** To a HEAD request transports send the status and headers only, with the length that the body would have had. */
export interface HttpResponse {
  status: number;
  headers: Readonly<Record<string, string>>;
  body: string | Uint8Array;
}

export function json(status: number, value: unknown): HttpResponse {
  return { status, headers: { 'content-type': 'application/json; charset=utf-8' }, body: JSON.stringify(value) };
}

export function plain(status: number, text: string, type = 'text/plain; charset=utf-8'): HttpResponse {
  return { status, headers: { 'content-type': type }, body: text };
}

/** A refusal as `{ error: { code, message, … } }` with the status that the error table has for it. */
export function refusalResponse(refusal: Refusal): HttpResponse {
  const { retryAfterMs } = refusal;
  const response = json(errors[refusal.code].status, { error: refusal });
  if (retryAfterMs === undefined) return response;
  return { ...response, headers: { ...response.headers, 'retry-after': String(Math.ceil(retryAfterMs / 1000)) } };
}
