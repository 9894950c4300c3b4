/** A front over shows and a journal that stand still, for tests of the HTTP side. */
import type { SaleFacts, Shows } from '../../rooms/services.ts';
import type { Webhooks } from '../../rooms/webhooks.ts';
import { createTokens } from '../../server/auth/tokens.ts';
import { loadConfig } from '../../server/config.ts';
import type { FrontDeps } from '../../server/http/deps.ts';
import { createFront } from '../../server/http/front.ts';
import type { Front } from '../../server/http/front.ts';
import type { HttpRequest } from '../../server/http/http.ts';
import { createMemoryLedger } from '../../server/memory/ledger.ts';
import { createMetrics } from '../../server/metrics/prometheus.ts';
import type { ServerMetrics } from '../../server/metrics/prometheus.ts';
import { games } from '../../shared/games/index.ts';
import { refuse } from '../../shared/protocol/index.ts';
import type { AuditEntry, Role, WinnerRow } from '../../shared/protocol/index.ts';
import { manualClock } from './manual-clock.ts';
import type { ManualClock } from './manual-clock.ts';

export interface TestFront {
  front: Front;
  deps: FrontDeps;
  clock: ManualClock;
  metrics: ServerMetrics;
  /** What was logged as an error. */
  logged: object[];
  token: (role: Role, show?: string) => Promise<string>;
  call: (method: string, path: string, options?: CallOptions) => Promise<Answer>;
}

export interface CallOptions {
  token?: string;
  body?: unknown;
  headers?: Record<string, string>;
  ip?: string;
}

export interface Answer {
  status: number;
  headers: Readonly<Record<string, string>>;
  text: string;
  // Answers are read by the test that knows their shape.
  // oxlint-disable-next-line typescript/no-explicit-any
  json: any;
}

export const winner: WinnerRow = {
  round: 1,
  game: 'tap-race',
  viewer: 'v1',
  name: '=HYPERLINK("http://evil","小明")',
  rank: 1,
  prize: 'Lamp, red',
  amount: 2,
  status: 'won',
  rehearsal: false,
};

const summary = (id: string) => ({ id, title: id, status: 'live' as const, shards: 2, viewers: 3, startsAt: 0, round: null });

/** What a show says of a sale called `lamp`. */
export const lampFacts: SaleFacts = {
  product: 'SKU-1',
  title: 'Lamp',
  price: 1999,
  currency: 'EUR',
  rehearsal: false,
  status: 'open',
  stopped: null,
  generation: 'memory',
  commitment: 'c0ffee',
  seed: null,
};

export function fakeShows(): Shows {
  const known = new Set(['demo', 'other']);
  return {
    list: () => [...known].map(summary),
    summary: (show) => (known.has(show) ? summary(show) : null),
    create: async ({ id = 'made' }) => {
      if (known.has(id)) return refuse('show/exists');
      known.add(id);
      return summary(id);
    },
    command: async (show, envelope) => {
      if (!known.has(show)) return { ok: false, ...refuse('show/unknown') };
      const { name } = envelope as { name: string };
      if (name === 'round.start') return { ok: true, round: 1 };
      return { ok: false, ...refuse(name === 'round.next' ? 'round/none' : 'command/unknown') };
    },
    sale: () => null,
    gift: async (show) => (known.has(show) ? { counted: false, why: 'no-battle', battle: null } : refuse('show/unknown')),
    state: (show) => (known.has(show) ? { state: { show, tick: 1 }, panel: { winners: [winner] } } : null),
  };
}

function auditEntry(n: number): AuditEntry {
  const what = { command: 'show.start', args: {}, outcome: 'accepted', before: null, after: null } as const;
  return { id: String(n), at: n, by: 's1', role: 'streamer', ...what };
}

function fakeJournal(): FrontDeps['journal'] {
  return {
    audit: async (_show, { limit, before = '4' }) =>
      [3, 2, 1]
        .filter((n) => n < Number(before))
        .map(auditEntry)
        .slice(0, limit),
    receipt: async (_show, _kind, id) => (id === '1' ? { id: 1, winners: [], entries: ['v1'] } : null),
    gifts: async () => [],
    receipts: async (_show, _kind, limit) => [{ id: 2 }, { id: 1 }].slice(0, limit),
  };
}

/** Knows one dead letter: number 7 of the show `demo`. */
function fakeWebhooks(): Webhooks {
  return {
    set: async (_show, { secret = 'whsec_bWFkZSBieSB0aGUgc2VydmVyIGZvciB0aGUgc2hvcA==' }) => ({ id: 'ep_1', secret }),
    remove: async () => undefined,
    report: async () => ({ endpoints: [], deadLetters: [] }),
    retry: async (show, delivery) => (show === 'demo' && delivery === '7' ? undefined : refuse('webhook/unknown')),
  };
}

export interface FrontOptions {
  env?: Record<string, string>;
  deps?: Partial<FrontDeps>;
}

export function testFront({ env = {}, deps = {} }: FrontOptions = {}): TestFront {
  const clock = manualClock();
  const logged: object[] = [];
  const metrics = createMetrics({ version: '0.0.0', games: Object.keys(games), inputs: [] });
  const tokens = createTokens({ secret: 'x'.repeat(32), now: () => clock.now() });
  const all: FrontDeps = {
    config: loadConfig({ HOST: '127.0.0.1', PORT: '2567', DRUMROLL_ORIGINS: 'https://shop.example', ...env }),
    clock,
    games,
    isDraining: () => false,
    journal: fakeJournal(),
    ledger: createMemoryLedger(),
    log: { info: () => undefined, warn: () => undefined, error: (data) => void logged.push(data) },
    matchmaking: async () => ({ name: 'crowd', sessionId: 's', roomId: 'r', processId: 'p' }),
    metrics,
    pages: { find: () => null, count: 0 },
    shows: fakeShows(),
    tokens,
    version: '1.2.3',
    webhooks: fakeWebhooks(),
    ...deps,
  };
  const front = createFront(all);

  return {
    front,
    deps: all,
    clock,
    metrics,
    logged,
    token: async (role, show = 'demo') => (await tokens.mint({ role, show })).token,
    call: async (method, path, options = {}) => {
      const { status, headers, body } = await front.handle(requestFor(method, path, options));
      const text = typeof body === 'string' ? body : Buffer.from(body).toString('utf8');
      const isJson = headers['content-type']?.startsWith('application/json') === true;
      return { status, headers, text, json: isJson && text !== '' ? (JSON.parse(text) as unknown) : null };
    },
  };
}

export function requestFor(
  method: string,
  path: string,
  { token, body, headers = {}, ip = '127.0.0.1' }: CallOptions,
): HttpRequest {
  const [bare = '', query = ''] = path.split('?');
  const authorization = token === undefined ? {} : { authorization: `Bearer ${token}` };
  return {
    method,
    path: bare,
    query,
    headers: { host: 'localhost:2567', ...authorization, ...headers },
    body: bodyBytes(body),
    ip,
  };
}

/** Text and bytes as they are, anything else as JSON. */
function bodyBytes(body: unknown): Uint8Array | null {
  if (body === undefined) return null;
  if (body instanceof Uint8Array) return body;
  return Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
}
