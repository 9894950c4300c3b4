/** The real server as a process of its own, on a free port and in an empty data folder. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ShowSummary } from '../../rooms/services.ts';
import { createTokens } from '../../server/auth/tokens.ts';
import type { CommandArgs, CommandName, CommandReply } from '../../shared/protocol/commands.ts';
import type { TokenRequest } from '../../shared/protocol/tokens.ts';
import { until } from './until.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const dayMs = 24 * 3600 * 1000;

export interface ServerProcess {
  /** Where its pages are, without a slash at the end. */
  readonly url: string;
  /** A token signed with its secret. */
  token(request: TokenRequest): Promise<string>;
  /** The same, as it was good yesterday. */
  expiredToken(request: TokenRequest): Promise<string>;
  get<T>(path: string): Promise<T>;
  post<T>(path: string, body: unknown): Promise<T>;
  /** Orders something for the platform and expects it to be taken. */
  order<N extends CommandName>(show: string, name: N, args: CommandArgs<N>): Promise<CommandReply>;
  /** Cancels the running round, if there is one. */
  cancelRound(show: string): Promise<void>;
  /** What it logged as an error so far. */
  errors(): string[];
  /** Kills it without a word, and starts it again on the same port and folder. */
  crash(): Promise<void>;
  /** Ends it as an operator would, and expects it to go in order. */
  stop(): Promise<void>;
}

export interface ServerOptions {
  /** 0 takes any free one. */
  port?: number;
  env?: Record<string, string>;
}

export async function startServer({ port = 0, env = {} }: ServerOptions = {}): Promise<ServerProcess> {
  const dataDir = await mkdtemp(join(tmpdir(), 'drumroll-browser-'));
  const secret = randomBytes(32).toString('hex');
  const run = (onPort: number): Promise<Run> =>
    spawnServer({ PORT: String(onPort), DRUMROLL_DATA_DIR: dataDir, DRUMROLL_SECRET: secret, ...env });
  let running = await run(port);
  const { url } = running;

  const tokens = createTokens({ secret, now: () => Date.now() });
  const oldTokens = createTokens({ secret, now: () => Date.now() - dayMs });
  const { token: own } = await tokens.mint({ role: 'service', show: '*' });
  const headers = { authorization: `Bearer ${own}`, 'content-type': 'application/json' };
  const call = async <T>(path: string, init: RequestInit): Promise<T> => {
    const response = await fetch(`${url}/api/v1${path}`, { ...init, headers });
    const text = await response.text();
    assert.ok(response.ok, `${init.method} ${path} answered ${response.status} ${text}`);
    return JSON.parse(text) as T;
  };
  const post = <T>(path: string, body: unknown): Promise<T> => call(path, { method: 'POST', body: JSON.stringify(body) });
  const get = <T>(path: string): Promise<T> => call(path, { method: 'GET' });
  let orders = 0;
  const order: ServerProcess['order'] = (show, name, args) =>
    post(`/shows/${show}/commands`, { id: `order-${++orders}`, name, args });

  return {
    url,
    token: async (request) => (await tokens.mint(request)).token,
    expiredToken: async (request) => (await oldTokens.mint(request)).token,
    get,
    post,
    order,
    async cancelRound(show) {
      const { round } = await get<ShowSummary>(`/shows/${show}`);
      if (round && round.phase !== 'over') await order(show, 'round.cancel', {});
    },
    errors: () => running.output().filter((line) => /"level":"(?:error|fatal)"/.test(line)),
    async crash() {
      await running.end('SIGKILL');
      running = await run(Number(new URL(url).port));
    },
    async stop() {
      const code = await running.end('SIGTERM');
      await rm(dataDir, { recursive: true, force: true });
      assert.equal(code, 0, `the server did not stop in order:\n${running.output().join('\n')}`);
    },
  };
}

interface Run {
  url: string;
  output(): string[];
  /** Resolves with the exit code, null for a process that was killed. */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null>;
}

async function spawnServer(env: Record<string, string>): Promise<Run> {
  const server: ChildProcess = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'server/main.ts'], {
    cwd: root,
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [server.stdout!, server.stderr!]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const exited = once(server, 'exit') as Promise<[number | null]>;
  const gone = (): boolean => server.exitCode !== null || server.signalCode !== null;
  const address = (): string | undefined => /Drumroll is running[^]*?(http:\/\/localhost:\d+)/.exec(output)?.[1];
  await until('the server says where it is', () => {
    assert.ok(!gone(), `the server did not start:\n${output}`);
    return address() !== undefined;
  });
  return {
    url: address()!,
    output: () => output.split('\n'),
    async end(signal) {
      server.kill(signal);
      const [code] = await exited;
      return code;
    },
  };
}
