/** The door of every message: what is malformed is refused, what throws is `internal`, and nothing is answered twice. */
import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import type { Client } from '@colyseus/core';
import { z } from 'zod';
import { answer } from '../../rooms/answer.ts';
import { refuse, viewerRequests } from '../../shared/protocol/index.ts';
import type { Refusal } from '../../shared/protocol/index.ts';

const client = {} as Client;
const schema = z.object({ n: z.int() });

/** A door whose handler is `handle`, and what came out of it. */
function door(handle: (request: { n: number }) => unknown, wanted: z.ZodType<{ n: number }> = schema) {
  const counted = new Map<string, number>();
  const errors: unknown[] = [];
  const deps = {
    metrics: {
      count: (name: string, by: number, labels?: object) => {
        const key = `${name} ${JSON.stringify(labels)}`;
        counted.set(key, (counted.get(key) ?? 0) + by);
      },
      set: () => {},
      observe: () => {},
    },
    log: { info: () => {}, warn: () => {}, error: (data: object) => void errors.push(data) },
  };
  const wrapped = answer<{ n: number }, unknown>(deps, { type: 'test', schema: wanted }, (_client, request) => handle(request));
  const send = async (payload: unknown): Promise<{ reply?: unknown; refused?: Refusal }> => {
    const refused: Refusal[] = [];
    const context = { reject: (reason: Refusal) => void refused.push(reason) as never };
    const reply = await wrapped(client, payload, context as never);
    assert.ok(refused.length <= 1, 'answered once');
    return refused[0] ? { refused: refused[0] } : { reply };
  };
  return { send, wrapped, counted, errors };
}

describe('the door of messages', () => {
  it('[ROOM-62] hands on what fits, and answers what the handler gives, at once or later', async () => {
    const { send, counted } = door(({ n }) => (n > 0 ? { double: n * 2 } : Promise.resolve({ later: n })));
    assert.deepEqual(await send({ n: 2 }), { reply: { double: 4 } });
    assert.deepEqual(await send({ n: 0, more: 'than asked' }), { reply: { later: 0 } });
    assert.equal(counted.get('drumroll_requests_total {"type":"test","outcome":"ok"}'), 2);
  });

  it('[ROOM-62] refuses what does not fit, names the field, and the handler never sees it', async () => {
    let called = 0;
    const { send, counted, errors } = door(() => called++);
    for (const payload of [undefined, null, 7, 'n', [], {}, { n: 'two' }, { n: 1.5 }, { n: 1n }, new Uint8Array([1, 2])]) {
      const { refused } = await send(payload);
      assert.equal(refused?.code, 'bad-request', inspect(payload));
      assert.ok(refused.detail);
    }
    assert.match((await send({ n: 'two' })).refused!.detail!, /^n: /);
    assert.equal(called, 0);
    assert.deepEqual(errors, []);
    assert.equal(counted.get('drumroll_refusals_total {"code":"bad-request"}'), 11);
  });

  it('[ROOM-63] passes a refusal on, also one that comes later', async () => {
    const { send, counted } = door(({ n }) =>
      n > 0 ? refuse('round/none') : Promise.resolve(refuse('busy', { retryAfterMs: 250 })),
    );
    assert.equal((await send({ n: 1 })).refused?.code, 'round/none');
    assert.deepEqual((await send({ n: 0 })).refused, refuse('busy', { retryAfterMs: 250 }));
    assert.equal(counted.get('drumroll_requests_total {"type":"test","outcome":"refused"}'), 2);
  });

  it('[ROOM-63] turns a throw, at once or later, into `internal`: logged, counted, and never an answer of OK', async () => {
    const { send, counted, errors } = door(({ n }) => {
      if (n > 0) throw new Error('a bug');
      return Promise.reject(new Error('a later bug'));
    });
    for (const n of [1, 0]) assert.equal((await send({ n })).refused?.code, 'internal');
    assert.equal(errors.length, 2);
    assert.equal(counted.get('drumroll_handler_errors_total {"where":"test"}'), 2);
  });

  it('[ROOM-63] also a schema that throws', async () => {
    const throwing = schema.refine(() => {
      throw new Error('a bug in a schema');
    });
    const { send } = door(() => ({ fine: true }), throwing);
    assert.equal((await send({ n: 1 })).refused?.code, 'internal');
  });

  it('[ROOM-63] a message that nobody waits for is handled all the same', async () => {
    const seen: number[] = [];
    const { wrapped } = door(({ n }) => {
      seen.push(n);
      return n === 1 ? refuse('busy') : { ok: true };
    });
    wrapped(client, { n: 1 });
    wrapped(client, { n: 2 });
    wrapped(client, { n: 'three' });
    assert.deepEqual(seen, [1, 2]);
  });
});

describe('what viewers may send', () => {
  it('[ROOM-62] has bounds in every field', () => {
    const key = 'k'.repeat(65);
    const unfit: [keyof typeof viewerRequests, unknown][] = [
      ['input', { round: 0, type: 'tap', payload: {} }],
      ['input', { round: 1.5, type: 'tap', payload: {} }],
      ['input', { round: 1, type: '', payload: {} }],
      ['input', { round: 1, type: 'x'.repeat(33), payload: {} }],
      ['input', { round: 1, type: 'tap', payload: { count: 1n } }],
      ['input', { round: 1, type: 'tap', payload: {}, key: '' }],
      ['input', { round: 1, type: 'tap', payload: {}, key }],
      ['input', { round: 1, type: 'tap', payload: {}, n: 0 }],
      ['chat', { text: 'x'.repeat(2001), key: 'k' }],
      ['chat', { text: 'hi' }],
      ['chat', { text: 7, key: 'k' }],
      ['name', { name: 'x'.repeat(201) }],
      ['name', {}],
      ['like', { count: 0 }],
      ['like', { count: 51 }],
      ['like', {}],
    ];
    for (const [type, payload] of unfit)
      assert.equal(viewerRequests[type].safeParse(payload).success, false, `${type} ${inspect(payload)}`);
  });
});
