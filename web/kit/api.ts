/** Calls the HTTP API; a refusal comes back as a value. */
import { refuse } from '../../shared/protocol/errors.ts';
import type { Refusal } from '../../shared/protocol/errors.ts';
import { refusalOfBody } from './refusal.ts';

export interface ApiCall {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  token?: string;
  body?: unknown;
}

/** `path` is below `/api/v1`. What comes back is the body, or why there is none. */
export async function callApi<T>(path: string, { method = 'GET', token, body }: ApiCall = {}): Promise<T | Refusal> {
  const headers: Record<string, string> = { accept: 'application/json' };
  if (token !== undefined) headers['authorization'] = `Bearer ${token}`;
  if (body !== undefined) headers['content-type'] = 'application/json';
  try {
    const response = await fetch(`/api/v1${path}`, { method, headers, body: body === undefined ? null : JSON.stringify(body) });
    const answer: unknown = await response.json().catch(() => null);
    return response.ok ? (answer as T) : refusalOfBody(response.status, answer);
  } catch (error) {
    return refuse('busy', { detail: error instanceof Error ? error.message : String(error) });
  }
}
