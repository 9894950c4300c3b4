/** A real Redis in a process and folder of its own: killed, started again, and started again empty, as tests need it. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { within } from './within.ts';

const startWithinMs = 10_000;

export interface RedisServerOptions {
  /** Without one it is any that is free, and stays the same for all its lives. */
  port?: number;
  /** As in `redis.conf`; unless told otherwise it appends every write to its file, and syncs it. */
  config?: Readonly<Record<string, string>>;
}

const durable = { appendonly: 'yes', appendfsync: 'always', save: '' };

export class RedisServer {
  readonly port: number;
  readonly dir: string;
  readonly #config: Readonly<Record<string, string>>;
  #child: ChildProcess | null = null;

  static async start({ port, config = {} }: RedisServerOptions = {}): Promise<RedisServer> {
    const dir = await mkdtemp(join(tmpdir(), 'drumroll-redis-'));
    const server = new RedisServer(port ?? (await freePort()), dir, { ...durable, ...config });
    await server.start();
    return server;
  }

  private constructor(port: number, dir: string, config: Readonly<Record<string, string>>) {
    this.port = port;
    this.dir = dir;
    this.#config = config;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  /** Starts it on what is in its folder; resolves once it takes commands. */
  async start(): Promise<void> {
    const config = { ...this.#config, port: String(this.port), bind: '127.0.0.1', dir: this.dir, daemonize: 'no' };
    const args = Object.entries(config).flatMap(([name, value]) => [`--${name}`, value]);
    const child = spawn('redis-server', args, { stdio: ['ignore', 'pipe', 'pipe'] });
    this.#child = child;
    const killed = () => child.kill('SIGKILL');
    process.once('exit', killed);
    child.once('exit', () => process.off('exit', killed));
    const output: string[] = [];
    const ready = new Promise<void>((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', (code) => reject(new Error(`redis-server ended with ${code}: ${output.join('')}`)));
      child.stderr.on('data', (chunk: Buffer) => output.push(chunk.toString()));
      child.stdout.on('data', (chunk: Buffer) => {
        output.push(chunk.toString());
        if (output.join('').includes('Ready to accept connections')) resolve();
      });
    });
    await within(startWithinMs, 'redis-server starts', ready);
  }

  /** Ends it at once, as a power cut of its machine would, short of the disk's own cache. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  /** Ends it in order. */
  async stop(): Promise<void> {
    await this.#end('SIGTERM');
  }

  /** It says nothing any more, but its connections stay, until `thaw`. */
  freeze(): void {
    this.#child?.kill('SIGSTOP');
  }

  thaw(): void {
    this.#child?.kill('SIGCONT');
  }

  /** Takes away all that it has kept, while it is not running. */
  async wipe(): Promise<void> {
    await rm(join(this.dir, 'appendonlydir'), { recursive: true, force: true });
    await rm(join(this.dir, 'dump.rdb'), { force: true });
  }

  /** Ends it, and takes away its folder. */
  async dispose(): Promise<void> {
    await this.kill();
    await rm(this.dir, { recursive: true, force: true });
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    // A frozen one hears of it only when it is thawed.
    if (signal !== 'SIGKILL') child.kill('SIGCONT');
    await within(startWithinMs, 'redis-server ends', ended);
  }
}

// Below what the system gives to outgoing connections, with that of the cluster's bus (10,000 above): it must still be
// free when Redis is started again.
const ports = { from: 11_000, count: 9000 };

async function freePort(): Promise<number> {
  for (let tries = 0; tries < ports.count; tries++) {
    const port = ports.from + ((process.pid * 31 + Math.floor(performance.now()) + tries) % ports.count);
    if (await isFree(port)) return port;
  }
  throw new Error('no port is free for Redis');
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}
