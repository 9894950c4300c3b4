/** Tells everybody who asked something in a turn how it went. */
import { JournalError } from '../../rooms/journal-error.ts';
import type { Answer, Failure, TurnDone } from './messages.ts';
import type { AskedRead, AskedTurn } from './turn-queue.ts';

export function settleTurn({ writes, reads }: AskedTurn, { failures, answers }: TurnDone): void {
  const failed = new Map(failures.map(({ at, failure }) => [at, failure]));
  for (const [at, write] of writes.entries()) {
    const failure = failed.get(at);
    if (failure) write.reject(errorOf(failure));
    else write.resolve();
  }
  for (const [at, read] of reads.entries()) settleRead(read, answers[at]);
}

/** Fails all of a turn, and all that waits behind it. */
export function failAll(asked: readonly { reject: (error: Error) => void }[], error: JournalError): void {
  for (const { reject } of asked) reject(error);
}

function settleRead({ resolve, reject }: AskedRead, answer: Answer | undefined): void {
  if (answer === undefined) return reject(new JournalError('failed', 'the worker did not answer'));
  if ('failure' in answer) return reject(errorOf(answer.failure));
  return resolve(answer.json);
}

function errorOf({ trouble, detail }: Failure): JournalError {
  return new JournalError(trouble, detail);
}
