/** What the webhook relay keeps, in memory: same rules, nothing kept. It works in a microtask, in the order of the calls. */
import type { Backlog, Cursors, Delivery, Endpoint, EndpointId, Outcome, WebhookStore } from '../../rooms/webhooks.ts';
import { deadAtMost } from '../webhooks/limits.ts';

/** `dueAt` is null while another delivery of its subject is before it. */
interface Row extends Delivery {
  dueAt: number | null;
}

export function createMemoryWebhooks(): WebhookStore {
  const endpoints = new Map<EndpointId, Endpoint>();
  const rows = new Map<number, Row>();
  let cursors: Cursors = { ledger: null, journal: null };
  let lastId = 0;

  const all = (): Row[] => [...rows.values()];
  const waiting = (): Row[] => all().filter(({ state }) => state === 'waiting');
  const ofSubject = ({ endpoint, subject }: Row) =>
    waiting().filter((row) => row.endpoint === endpoint && row.subject === subject);

  /** Lets the first that waits of a subject be attempted. */
  const advance = (left: Row, at: number): void => {
    const [next] = ofSubject(left).toSorted(byId);
    if (next) next.dueAt ??= at;
  };
  const settleOne = (outcome: Outcome, at: number): void => {
    const row = rows.get(outcome.id);
    if (!row) return;
    if (outcome.kind === 'delivered') rows.delete(row.id);
    else if (row.state === 'dead') return;
    else {
      row.attempts++;
      row.lastError = outcome.error;
      if (outcome.kind === 'failed') row.dueAt = outcome.retryAt;
      else Object.assign(row, { state: 'dead', dueAt: null });
    }
    if (outcome.kind !== 'failed') advance(row, at);
  };
  /** Only the newest letters of an endpoint are kept. */
  const forgetOld = (endpoint: EndpointId): void => {
    const dead = all().filter((row) => row.state === 'dead' && row.endpoint === endpoint);
    for (const { id } of dead.toSorted(byId).slice(0, -deadAtMost)) rows.delete(id);
  };

  return {
    endpoints: () => inTurn(() => [...endpoints.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1))),
    cursors: () => inTurn(() => cursors),
    saveEndpoint: (endpoint) => inTurn(() => void endpoints.set(endpoint.id, structuredClone(endpoint))),
    removeEndpoint: (id) =>
      inTurn(() => {
        endpoints.delete(id);
        for (const row of all()) if (row.endpoint === id) rows.delete(row.id);
      }),
    take: ({ cursor, deliveries, at }) =>
      inTurn(() => {
        for (const delivery of deliveries) {
          const row: Row = { ...delivery, id: ++lastId, state: 'waiting', attempts: 0, lastError: null, dueAt: null };
          if (ofSubject(row).length === 0) row.dueAt = at;
          rows.set(row.id, row);
        }
        cursors = { ...cursors, [cursor.source]: { ...cursor } };
      }),
    due: (endpoint, { now, limit }) =>
      inTurn(() =>
        waiting()
          .filter((row) => row.endpoint === endpoint && row.dueAt !== null && row.dueAt <= now)
          .toSorted((a, b) => a.dueAt! - b.dueAt! || byId(a, b))
          .slice(0, limit)
          .map(told),
      ),
    settle: (outcomes, at) =>
      inTurn(() => {
        const touched = new Set(outcomes.flatMap(({ id }) => rows.get(id)?.endpoint ?? []));
        for (const outcome of outcomes) settleOne(outcome, at);
        for (const endpoint of touched) forgetOld(endpoint);
      }),
    bury: (endpoint, error) =>
      inTurn(() => {
        for (const row of waiting())
          if (row.endpoint === endpoint) Object.assign(row, { state: 'dead', dueAt: null, lastError: error });
        forgetOld(endpoint);
      }),
    revive: (delivery, at) =>
      inTurn(() => {
        const row = rows.get(delivery);
        if (row?.state !== 'dead') return;
        const isFree = ofSubject(row).length === 0;
        Object.assign(row, { state: 'waiting', attempts: 0, dueAt: isFree ? at : null });
      }),
    backlog: () =>
      inTurn(() =>
        [...new Set(waiting().map(({ endpoint }) => endpoint))].toSorted().map((endpoint): Backlog => {
          const own = waiting().filter((row) => row.endpoint === endpoint);
          return {
            endpoint,
            waiting: own.length,
            oldestAt: Math.min(...own.map(({ at }) => at)),
            dueAt: Math.min(...own.flatMap(({ dueAt }) => dueAt ?? [])),
          };
        }),
      ),
    dead: () => inTurn(() => all().filter(({ state }) => state === 'dead').length),
    counts: (show) =>
      inTurn(() => {
        const own = all().filter((row) => row.show === show);
        return [...new Set(own.map(({ endpoint }) => endpoint))].toSorted().map((endpoint) => {
          const its = own.filter((row) => row.endpoint === endpoint);
          const dead = its.filter(({ state }) => state === 'dead').length;
          return { endpoint, waiting: its.length - dead, dead };
        });
      }),
    deadLetters: (show, limit) =>
      inTurn(() =>
        all()
          .filter((row) => row.show === show && row.state === 'dead')
          .toSorted((a, b) => byId(b, a))
          .slice(0, limit)
          .map(told),
      ),
    delivery: (id) =>
      inTurn(() => {
        const row = rows.get(id);
        return row ? told(row) : null;
      }),
  };
}

function told({ dueAt: _dueAt, ...delivery }: Row): Delivery {
  return delivery;
}

function byId(a: { id: number }, b: { id: number }): number {
  return a.id - b.id;
}

async function inTurn<Value>(act: () => Value): Promise<Value> {
  await Promise.resolve();
  return structuredClone(act());
}
