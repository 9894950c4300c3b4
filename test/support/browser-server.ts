/** The real server for browser tests: what they ask of it beside its pages, each answer expected to be good. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ShowSummary } from '../../rooms/services.ts';
import type { CommandArgs, CommandName } from '../../shared/protocol/commands.ts';
import type { TokenRequest } from '../../shared/protocol/tokens.ts';
import { ServerProcess, tokenFor, tokens } from './server-process.ts';

const dayMs = 24 * 3600 * 1000;

export interface BrowserServer {
  /** Where its pages are, without a slash at the end. */
  readonly url: string;
  /** A token signed with its secret. */
  token(request: TokenRequest): Promise<string>;
  /** One that was good until yesterday. */
  expiredToken(sub: string): Promise<string>;
  get<T>(path: string): Promise<T>;
  post<T>(path: string, body: unknown): Promise<T>;
  /** Orders something and expects it to be taken. */
  order<N extends CommandName>(show: string, name: N, args: CommandArgs<N>): Promise<void>;
  /** Cancels the running round, if there is one. */
  cancelRound(show: string): Promise<void>;
  /** What it logged as an error so far. */
  errors(): string[];
  /** Kills it without a word, and starts it again on the same port and folder. */
  crash(): Promise<void>;
  /** Ends it as an operator would, and expects it to go in order. */
  stop(): Promise<void>;
}

export interface BrowserServerOptions {
  transport?: 'uws' | 'ws';
  env?: Record<string, string>;
}

export async function startServer({ transport = 'uws', env = {} }: BrowserServerOptions = {}): Promise<BrowserServer> {
  const dir = await mkdtemp(join(tmpdir(), 'drumroll-browser-'));
  let server = await ServerProcess.start({ transport, dir, env });
  const service = await tokenFor('platform', { role: 'service', show: '*' });
  const get: BrowserServer['get'] = async (path) => expectGood(`GET ${path}`, await server.get(`/api/v1${path}`, service));
  const post: BrowserServer['post'] = async (path, body) =>
    expectGood(`POST ${path}`, await server.post(`/api/v1${path}`, body, service));
  const order: BrowserServer['order'] = async (show, name, args) => {
    await post(`/shows/${show}/commands`, { id: randomUUID(), name, args });
  };

  return {
    url: server.url,
    token: async (request) => (await tokens.mint(request)).token,
    expiredToken: (sub) => server.sign({ sub, role: 'viewer', show: '*', exp: Math.floor((Date.now() - dayMs) / 1000) }),
    get,
    post,
    order,
    async cancelRound(show) {
      const { round } = await get<ShowSummary>(`/shows/${show}`);
      if (round && round.phase !== 'over') await order(show, 'round.cancel', {});
    },
    errors: () =>
      server
        .output()
        .split('\n')
        .filter((line) => /"level":"(?:error|fatal)"/.test(line)),
    async crash() {
      await server.kill();
      server = await ServerProcess.start({ transport, dir, env, port: server.port });
    },
    async stop() {
      server.terminate();
      const { code } = await server.exited;
      await rm(dir, { recursive: true, force: true });
      assert.equal(code, 0, `the server did not stop in order:\n${server.output()}`);
    },
  };
}

function expectGood<T>(what: string, { status, body }: { status: number; body: T }): T {
  assert.ok(status < 300, `${what} answered ${status} ${JSON.stringify(body)}`);
  return body;
}
