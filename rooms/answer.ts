/** The door of every message: parses it, answers it or refuses it with a typed code, and turns a throw into `internal`. */
import type { Client, MessageContext, Room } from '@colyseus/core';
import type { z } from 'zod';
import { isRefusal, refuse } from '../shared/protocol/index.ts';
import type { Refusal } from '../shared/protocol/index.ts';
import { report } from './guard.ts';
import type { Services } from './services.ts';

type Deps = Pick<Services, 'metrics' | 'log'>;

/** Who asked: told of a refusal. */
type Asker = Pick<MessageContext, 'reject'>;
/** Messages of plain bytes come without anybody to answer, whatever the types say. */
const nobody: Asker = { reject: () => undefined as never };

/** What a handler gives back: the reply, or why there is none. */
type Answer<Reply> = Reply | Refusal | Promise<Reply | Refusal>;

/**
 * Wraps a handler for Colyseus's `messages`. Colyseus's own `validate` disconnects on a malformed message and its
 * uncaught-exception hook answers a failed request with OK, so neither is used.
 */
export function answer<Request, Reply>(
  deps: Deps,
  spec: { type: string; schema: z.ZodType<Request> },
  handler: (client: Client, request: Request) => Answer<Reply>,
): (client: Client, payload: unknown, context?: Asker) => unknown {
  const finish = (outcome: Reply | Refusal, context: Asker) => {
    const refused = isRefusal(outcome);
    deps.metrics.count('drumroll_requests_total', 1, { type: spec.type, outcome: refused ? 'refused' : 'ok' });
    // A command's reply says itself that it was refused, and was counted by the stage: it is a reply like any other.
    if (!refused || 'ok' in outcome) return outcome;
    deps.metrics.count('drumroll_refusals_total', 1, { code: outcome.code });
    return context.reject(outcome);
  };
  const fail = (error: unknown, context: Asker) => {
    report(deps, spec.type, error);
    return finish(refuse('internal'), context);
  };
  return (client, payload, context = nobody) => {
    try {
      const parsed = spec.schema.safeParse(payload ?? {});
      if (!parsed.success) {
        const [issue] = parsed.error.issues;
        const detail = issue ? `${issue.path.join('.') || 'payload'}: ${issue.message}` : 'malformed';
        return finish(refuse('bad-request', { detail }), context);
      }
      const outcome = handler(client, parsed.data);
      if (!(outcome instanceof Promise)) return finish(outcome, context);
      return outcome.then(
        (done) => finish(done, context),
        (error: unknown) => fail(error, context),
      );
    } catch (error) {
      return fail(error, context);
    }
  };
}

/**
 * Answers requests of unknown types with a refusal. Colyseus disconnects on an unknown message and has no handler
 * for an unknown request; its handler table is looked up by name, so a fallback behind the table serves both.
 * Call it last in `onCreate`.
 */
export function refuseUnknownTypes(room: Room, deps: Deps): void {
  const handler = (_client: Client, _payload: unknown, context: Asker = nobody) => {
    deps.metrics.count('drumroll_refusals_total', 1, { code: 'unknown-type' });
    return context.reject(refuse('unknown-type'));
  };
  const fallback = [handler];
  const table = (room as unknown as { onMessageEvents: { events: object } }).onMessageEvents.events;
  const get = (_table: object, name: string | symbol) => (couldBeSent(name) ? fallback : undefined);
  Object.setPrototypeOf(table, new Proxy(Object.create(null) as object, { get }));
}

/** A client sends names; the wildcard is Colyseus's own, and `then` is how a promise would be recognised. */
function couldBeSent(name: string | symbol): boolean {
  return typeof name === 'string' && name !== '*' && name !== 'then';
}
