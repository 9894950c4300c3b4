/** Stock clients for tests: joins by name, and refusals read as pages read them. */
import { MatchMakeError, ServerError } from '@colyseus/sdk';
import { SdkViewer } from '../../loadtest/sdk-viewer.ts';
import { isRefusal, parseJoinRefusal } from '../../shared/protocol/index.ts';
import type { ErrorCode, Refusal } from '../../shared/protocol/index.ts';
import { tokenFor } from './server-process.ts';
import type { Claimed } from './server-process.ts';

export interface Joining extends Claimed {
  room?: 'crowd' | 'stage';
}

/** Joins and waits for the first state. `at` is the server, or a relay to it. */
export async function join(at: { url: string }, name: string, { room = 'crowd', ...claimed }: Joining = {}): Promise<SdkViewer> {
  const token = await tokenFor(name, claimed);
  const viewer = await SdkViewer.join({ url: at.url, token, show: claimed.show ?? 'demo', room });
  await viewer.until('the first state', () => viewer.json() !== null && (room === 'stage' || viewer.own !== null));
  return viewer;
}

/** The code that a join was refused with. */
export async function joinRefusal(joining: Promise<unknown>): Promise<ErrorCode> {
  const error = await failureOf(joining);
  if (!(error instanceof MatchMakeError || error instanceof ServerError)) throw error;
  return parseJoinRefusal(error.message).code;
}

/** What a request was refused with. */
export async function requestRefusal(asking: Promise<unknown>): Promise<Refusal> {
  const error = await failureOf(asking);
  const reason: unknown = (error as { reason?: unknown }).reason;
  if (!isRefusal(reason)) throw error;
  return reason;
}

async function failureOf(promise: Promise<unknown>): Promise<Error> {
  const given = await promise.then(
    (value) => ({ value }),
    (error: unknown) => error as Error,
  );
  if (given instanceof Error) return given;
  throw new Error(`it was not refused: ${JSON.stringify(given.value)}`);
}
