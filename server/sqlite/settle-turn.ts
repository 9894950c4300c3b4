/** Tells everybody who asked something in a turn how it went. */
import type { Fail } from './store-kind.ts';
import type { AskedTurn } from './turn-queue.ts';
import type { TurnDone } from './turns.ts';

/** `results` are what those entries are answered that did not fail, by their place in the turn. */
export function settleTurn<Entry, Read, Result>(
  { writes, reads }: AskedTurn<Entry, Read, Result>,
  { failures, answers }: TurnDone<unknown>,
  { results, fail }: { results: readonly Result[]; fail: Fail },
): void {
  const failed = new Map(failures.map(({ at, failure }) => [at, failure]));
  for (const [at, write] of writes.entries()) {
    const failure = failed.get(at);
    if (failure) write.reject(fail(failure.trouble, failure.detail));
    else write.resolve(results[at]!);
  }
  for (const [at, read] of reads.entries()) {
    const answer = answers[at];
    if (answer === undefined) read.reject(fail('failed', 'the worker did not answer'));
    else if ('failure' in answer) read.reject(fail(answer.failure.trouble, answer.failure.detail));
    else read.resolve(answer.json);
  }
}

/** Fails all of a turn, and all that waits behind it. */
export function failAll(asked: readonly { reject: (error: Error) => void }[], error: Error): void {
  for (const { reject } of asked) reject(error);
}
