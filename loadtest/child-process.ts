/** Questions and answers between a bench and the processes it starts: each question has a name, and one answer. */
import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

interface Question {
  ask: string;
  number: number;
  value: unknown;
}

interface Reply {
  reply: number;
  value?: unknown;
  error?: string;
}

/** What a child answers: one function per question. */
type Answers = Record<string, (value: never) => unknown>;

export class Child {
  readonly #process: ChildProcess;
  readonly #waiting = new Map<number, (reply: Reply) => void>();
  #asked = 0;

  /** `nodeFlags` go to Node itself. */
  constructor(module: URL, nodeFlags: readonly string[] = []) {
    const execArgv = ['--disable-warning=ExperimentalWarning', ...nodeFlags];
    this.#process = fork(fileURLToPath(module), { execArgv });
    this.#process.on('message', (message: Partial<Reply>) => {
      // Libraries send messages of their own.
      if (message.reply !== undefined) this.#take(message as Reply);
    });
    this.#process.once('exit', (code) => {
      for (const number of this.#waiting.keys()) this.#take({ reply: number, error: `${module.pathname} ended with ${code}` });
    });
  }

  get pid(): number {
    return this.#process.pid!;
  }

  ask<Answer>(ask: string, value: unknown = null): Promise<Answer> {
    const number = ++this.#asked;
    return new Promise((resolve, reject) => {
      this.#waiting.set(number, ({ value: answer, error }) =>
        error === undefined ? resolve(answer as Answer) : reject(new Error(`${ask}: ${error}`)),
      );
      this.#process.send({ ask, number, value } satisfies Question);
    });
  }

  async end(): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    const ended = once(this.#process, 'exit');
    this.#process.kill('SIGKILL');
    await ended;
  }

  #take(reply: Reply): void {
    this.#waiting.get(reply.reply)?.(reply);
    this.#waiting.delete(reply.reply);
  }
}

/** Answers the parent's questions, for as long as there is a parent. */
export function answerParent(answers: Answers): void {
  process.on('message', (message: Partial<Question>) => {
    const { ask, number, value } = message;
    if (ask === undefined || number === undefined) return;
    const answer = async () => answers[ask]!(value as never);
    answer().then(
      (given) => process.send!({ reply: number, value: given } satisfies Reply),
      (error: unknown) => process.send!({ reply: number, error: String(error) } satisfies Reply),
    );
  });
  process.once('disconnect', () => process.exit());
}
