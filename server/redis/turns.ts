/** What is asked of the scripts, in turns: while one is under way the next is collected, so that many asks share a write. */
import { startDeadline } from './deadline.ts';
import { RedisTrouble } from './trouble.ts';
import type { RedisConnection } from './connection.ts';
import type { Outcome, ScriptCall, ScriptCalls } from './script-calls.ts';

/** One ask; `row` is its own part of the arguments, after what all asks of the sale share. */
export interface Ask extends Pick<ScriptCall, 'verb' | 'keys'> {
  shared: readonly string[];
  row: readonly string[];
}

/** What a script returned for one ask. */
export interface Reply {
  status: string;
  /** What follows the status; of a call for many asks, `answer` is this one's. */
  rest: readonly unknown[];
  answer: unknown;
}

interface Waiting {
  ask: Ask;
  resolve: (reply: Reply) => void;
  reject: (error: Error) => void;
}

export interface TurnsOptions {
  connection: RedisConnection;
  calls: ScriptCalls;
  /** How long Redis may say nothing while it is asked, ms. */
  timeoutMs: number;
  /** Resolves once whoever watches has heard of what this reply says was written. Its asks are answered after that. */
  whenTold: (call: ScriptCall, reply: unknown[]) => Promise<void>;
}

/** Waiting asks above this are refused: some seconds of work. */
const mostWaiting = 50_000;
const mostPerTurn = 2048;
/** Asks in one run of a script, which keeps everybody else from Redis for some milliseconds. */
const mostPerCall = 200;

/** A script's bug: it did nothing, and it is not the operator's to mend. */
export class ScriptBug extends Error {
  override name = 'ScriptBug';
}

export class Turns {
  readonly #options: TurnsOptions;
  #waiting: Waiting[] = [];
  #isUnderWay = false;
  #isClosed = false;
  #unanswered = 0;
  readonly #idle = Promise.withResolvers<void>();

  constructor(options: TurnsOptions) {
    this.#options = options;
  }

  /** Rejects with a `RedisTrouble` or a `ScriptBug`. */
  ask(ask: Ask): Promise<Reply> {
    return new Promise((resolve, reject) => {
      if (this.#isClosed) return reject(new RedisTrouble('closed'));
      if (!this.#options.connection.client) return reject(new RedisTrouble('down'));
      if (this.#waiting.length >= mostWaiting) return reject(new RedisTrouble('behind'));
      this.#unanswered++;
      this.#waiting.push({ ask, resolve, reject });
      this.#wake();
    });
  }

  /** Takes nothing more; resolves once everything that was asked is answered. */
  async close(): Promise<void> {
    this.#isClosed = true;
    if (this.#unanswered > 0) await this.#idle.promise;
  }

  /** Begins when this thread is done with its present task, so that what is asked in one go goes in one turn. */
  #wake(): void {
    if (this.#isUnderWay) return;
    this.#isUnderWay = true;
    queueMicrotask(() => void this.#goOn());
  }

  async #goOn(): Promise<void> {
    while (this.#waiting.length > 0) await this.#turn(this.#waiting.splice(0, mostPerTurn));
    this.#isUnderWay = false;
  }

  /** Resolves once Redis has answered; the askers may be answered later. */
  async #turn(turn: Waiting[]): Promise<void> {
    const { connection, calls, timeoutMs } = this.#options;
    const { client } = connection;
    if (!client) return this.#fail(turn, new RedisTrouble('down'));
    const groups = grouped(turn);
    const called = groups.map(callOf);
    let isLate = false;
    // What is under way is rejected by that.
    const deadline = startDeadline(timeoutMs, () => {
      isLate = true;
      connection.renew(client, 'it did not answer in time');
    });
    const outcomes = await calls
      .run(client, called, () => deadline.refresh())
      .catch((error: unknown): Outcome[] => {
        const trouble = new RedisTrouble('down', String(error));
        return called.map(() => ({ error: trouble }));
      });
    deadline.clear();
    for (const [at, group] of groups.entries()) {
      const outcome = outcomes[at]!;
      if ('reply' in outcome) void this.#answer(group, called[at]!, outcome.reply);
      else if ('bug' in outcome) this.#fail(group, new ScriptBug(outcome.bug));
      else this.#fail(group, isLate ? new RedisTrouble('slow') : outcome.error);
    }
  }

  async #answer(group: Waiting[], call: ScriptCall, reply: unknown[]): Promise<void> {
    const [status, ...rest] = reply;
    try {
      await this.#options.whenTold(call, reply);
    } catch (error) {
      return this.#fail(group, error as Error);
    }
    for (const [at, { resolve }] of group.entries()) resolve({ status: String(status), rest, answer: rest[2 + at] });
    this.#answered(group.length);
  }

  #fail(group: Waiting[], error: Error): void {
    for (const { reject } of group) reject(error);
    this.#answered(group.length);
  }

  #answered(count: number): void {
    this.#unanswered -= count;
    if (this.#isClosed && this.#unanswered === 0) this.#idle.resolve();
  }
}

/** Grabs of one sale that follow each other go in one call; everything else goes by itself. */
function grouped(turn: readonly Waiting[]): Waiting[][] {
  const groups: Waiting[][] = [];
  for (const each of turn) {
    const last = groups.at(-1);
    const goesAlong = last && last.length < mostPerCall && isSameGrab(last[0]!.ask, each.ask);
    if (goesAlong) last.push(each);
    else groups.push([each]);
  }
  return groups;
}

function isSameGrab(a: Ask, b: Ask): boolean {
  const isGrab = a.verb === 'grab' && b.verb === 'grab';
  return isGrab && a.shared.length === b.shared.length && a.shared.every((arg, at) => arg === b.shared[at]);
}

function callOf(group: readonly Waiting[]): ScriptCall {
  const { verb, keys, shared } = group[0]!.ask;
  return { verb, keys, args: [...shared, ...group.flatMap(({ ask }) => ask.row)] };
}
