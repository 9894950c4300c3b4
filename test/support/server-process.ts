/** A real server in a process of its own, as operators start it: asked over HTTP, killed or stopped by signals. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SignJWT } from 'jose';
import type { JWTPayload } from 'jose';
import type { RoundReceipt } from '../../rooms/stage/core-events.ts';
import { createTokens } from '../../server/auth/tokens.ts';
import type { CommandReply, Role } from '../../shared/protocol/index.ts';
import type { ShowJson } from '../../shared/state/index.ts';
import { within } from './within.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const secret = 'a secret for tests, and for tests only';
const startWithinMs = 20_000;

export interface ServerOptions {
  transport: 'uws' | 'ws';
  /** Where its store is; without it a fresh folder, taken away with the server. */
  dir?: string;
  /** 0 takes any free port. */
  port?: number;
  env?: Record<string, string>;
}

export interface Claimed {
  role?: Role;
  show?: string;
  name?: string;
}

/** What `GET /api/v1/shows/:show` and its siblings answer; each test knows the shape it asks for. */
export interface Answer {
  status: number;
  // oxlint-disable-next-line typescript/no-explicit-any
  body: any;
}

/** Tokens of every server that these tests start: signed here, so that asking for many costs nothing. */
export const tokens = createTokens({ secret, now: () => Date.now() });

export async function tokenFor(sub: string, { role = 'viewer', show = 'demo', name }: Claimed = {}): Promise<string> {
  const { token } = await tokens.mint({ sub, role, show, ...(name === undefined ? {} : { name }) });
  return token;
}

export class ServerProcess {
  readonly url: string;
  readonly port: number;
  readonly dir: string;
  readonly exited: Promise<{ code: number | null; signal: string | null }>;
  readonly #child: ChildProcess;
  readonly #ownsDir: boolean;
  readonly #output: () => string;

  static async start({ transport, dir, port = 0, env = {} }: ServerOptions): Promise<ServerProcess> {
    const folder = dir ?? (await mkdtemp(join(tmpdir(), 'drumroll-e2e-')));
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'server/main.ts'], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      // Nothing of the tester's own environment may configure the server.
      env: {
        PATH: process.env['PATH'],
        NODE_ENV: 'test',
        TRANSPORT: transport,
        PORT: String(port),
        DRUMROLL_DATA_DIR: folder,
        DRUMROLL_SECRET: secret,
        DRUMROLL_LOG_LEVEL: 'warn',
        ...env,
      },
    });
    const output: string[] = [];
    const started = new Promise<string>((resolve, reject) => {
      const heard = (chunk: Buffer) => {
        output.push(chunk.toString());
        const url = /http:\/\/localhost:\d+/.exec(output.join(''));
        if (url) resolve(url[0].replace('localhost', '127.0.0.1'));
      };
      child.stdout.on('data', heard);
      child.stderr.on('data', heard);
      child.once('exit', (code) => reject(new Error(`the server ended with ${code}: ${output.join('')}`)));
    });
    const killed = () => child.kill('SIGKILL');
    process.once('exit', killed);
    child.once('exit', () => process.off('exit', killed));
    const url = await within(startWithinMs, 'the server starts', started);
    return new ServerProcess(child, { url, dir: folder, ownsDir: dir === undefined, output: () => output.join('') });
  }

  private constructor(child: ChildProcess, its: { url: string; dir: string; ownsDir: boolean; output: () => string }) {
    this.#child = child;
    this.url = its.url;
    this.port = Number(new URL(its.url).port);
    this.dir = its.dir;
    this.#ownsDir = its.ownsDir;
    this.#output = its.output;
    this.exited = once(child, 'exit').then(([code, signal]) => ({
      code: code as number | null,
      signal: signal as string | null,
    }));
  }

  get pid(): number {
    return this.#child.pid!;
  }

  /** Everything it has written. */
  output(): string {
    return this.#output();
  }

  async get(path: string, token?: string): Promise<Answer> {
    return this.#fetch(path, { headers: token === undefined ? {} : { authorization: `Bearer ${token}` } });
  }

  async post(path: string, body: unknown, token?: string): Promise<Answer> {
    const authorization = token === undefined ? {} : { authorization: `Bearer ${token}` };
    return this.#fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...authorization },
      body: JSON.stringify(body),
    });
  }

  /** Signs any claims with the server's own secret, as a platform that shares it might. */
  sign(claims: JWTPayload): Promise<string> {
    return new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).sign(Buffer.from(secret));
  }

  /** Gives an order to a show, as its streamer. */
  async command(name: string, args: unknown = {}, order: { show?: string; id?: string } = {}): Promise<CommandReply> {
    const { show = 'demo', id = randomUUID() } = order;
    const token = await tokenFor('streamer-1', { role: 'streamer', show });
    return (await this.post(`/api/v1/shows/${show}/commands`, { id, name, args }, token)).body as CommandReply;
  }

  /** The public state of a show. */
  async state(show = 'demo'): Promise<ShowJson> {
    const token = await tokenFor('streamer-1', { role: 'streamer', show });
    return (await this.get(`/api/v1/shows/${show}`, token)).body.state as ShowJson;
  }

  /** What a settled round left behind; null as long as there is nothing. */
  async receipt(round: number, show = 'demo'): Promise<RoundReceipt | null> {
    const { status, body } = await this.get(`/api/v1/shows/${show}/rounds/${round}`, await tokenFor('anybody', { show }));
    return status === 200 ? (body as RoundReceipt) : null;
  }

  /** The sum of a metric over its labels, or of those lines that hold `label`. */
  async metric(name: string, label = ''): Promise<number> {
    const text = await (await fetch(`${this.url}/metrics`)).text();
    const lines = text.split('\n').filter((line) => new RegExp(`^${name}[ {]`).test(line) && line.includes(label));
    return lines.reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' ') + 1)), 0);
  }

  /** Ends it at once, as a power cut does, and waits until it is gone. */
  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.exited;
  }

  /** Asks it to stop, as a supervisor does. */
  terminate(): void {
    this.#child.kill('SIGTERM');
  }

  /** Ends it if it is still there, and takes away the folder if it was its own. */
  async dispose(): Promise<void> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) await this.kill();
    if (this.#ownsDir) await rm(this.dir, { recursive: true, force: true });
  }

  async #fetch(path: string, init: RequestInit): Promise<Answer> {
    const response = await fetch(`${this.url}${path}`, init);
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') ?? false;
    return { status: response.status, body: isJson ? JSON.parse(text) : text };
  }
}
