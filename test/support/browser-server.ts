/** The real server as a process of its own, in demo mode, on a free port and in an empty data folder. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CommandArgs, CommandName, CommandReply } from '../../shared/protocol/commands.ts';
import type { Role } from '../../shared/protocol/tokens.ts';
import { until } from './until.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

export interface ServerProcess {
  /** Where its pages are, without a slash at the end. */
  url: string;
  /** A token of this role for every show. */
  token(role: Role, show?: string): Promise<string>;
  get<T>(path: string): Promise<T>;
  post<T>(path: string, body: unknown): Promise<T>;
  /** Orders something as a streamer and expects it to be taken. */
  order<N extends CommandName>(show: string, name: N, args: CommandArgs<N>): Promise<CommandReply>;
  /** What it logged as an error so far. */
  errors(): string[];
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
  const server = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'server/main.ts'], {
    cwd: root,
    env: { PATH: process.env['PATH'], PORT: String(port), DRUMROLL_DATA_DIR: dataDir, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [server.stdout, server.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const address = (): string | undefined => /(http:\/\/localhost:\d+)\/\?show=demo/.exec(output)?.[1];
  const gone = (): boolean => server.exitCode !== null || server.signalCode !== null;
  await until('the server says where it is', () => {
    assert.ok(!gone(), `the server did not start:\n${output}`);
    return address() !== undefined;
  });
  const url = address()!;

  const call = async <T>(path: string, init: RequestInit): Promise<T> => {
    const response = await fetch(`${url}/api/v1${path}`, init);
    const text = await response.text();
    assert.ok(response.ok, `${init.method ?? 'GET'} ${path} answered ${response.status} ${text}`);
    return JSON.parse(text) as T;
  };
  const json = { 'content-type': 'application/json' };
  const token: ServerProcess['token'] = async (role, show = '*') => {
    const minted = await call<{ token: string }>('/demo/tokens', {
      method: 'POST',
      headers: json,
      body: JSON.stringify({ role, show }),
    });
    return minted.token;
  };
  const bearer = { authorization: `Bearer ${await token('streamer')}` };
  let orders = 0;

  const post = <T>(path: string, body: unknown): Promise<T> =>
    call(path, { method: 'POST', headers: { ...bearer, ...json }, body: JSON.stringify(body) });

  return {
    url,
    token,
    get: (path) => call(path, { headers: bearer }),
    post,
    order: (show, name, args) => post(`/shows/${show}/commands`, { id: `order-${++orders}`, name, args }),
    errors: () => output.split('\n').filter((line) => /"level":"(?:error|fatal)"/.test(line)),
    async stop() {
      const exit = gone() ? Promise.resolve([server.exitCode]) : once(server, 'exit');
      server.kill('SIGTERM');
      const [code] = (await exit) as [number | null];
      await rm(dataDir, { recursive: true, force: true });
      assert.equal(code, 0, `the server did not stop in order:\n${output}`);
    },
  };
}
