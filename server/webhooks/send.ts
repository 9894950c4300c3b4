/** Makes one attempt over the network: connects only where webhooks may go, follows nothing, and reads no more than it must. */
import { lookup } from 'node:dns';
import { Agent as HttpAgent, request as httpRequest } from 'node:http';
import type { ClientRequest, IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { isIP } from 'node:net';
import type { LookupFunction } from 'node:net';
import { askOnce } from './ask-once.ts';
import type { LookUp } from './ask-once.ts';
import { bareHost } from './url.ts';
import { mayReach } from './reach.ts';
import type { ReachOptions } from './reach.ts';

export interface Attempt {
  url: string;
  headers: Readonly<Record<string, string>>;
  body: string;
}

export type Answered =
  | { kind: 'answered'; status: number; retryAfterMs: number | null }
  /** Nobody answered; `error` says why in a few words. */
  | { kind: 'unanswered'; error: string };

/** Never rejects. The signal ends the attempt. */
export type Send = (attempt: Attempt, signal: AbortSignal) => Promise<Answered>;

export interface Sender {
  send: Send;
  /** Closes the connections that were kept for later. */
  close(): void;
}

export interface SenderOptions extends ReachOptions {
  /** `name/version`. */
  userAgent: string;
  /** How names become addresses; tests have their own. */
  resolve?: typeof lookup;
}

const kept = { keepAlive: true, maxFreeSockets: 16, timeout: 30_000 };
/** An answer's body says nothing to us; one that is longer costs its connection, or slower. */
const drainedBytes = 16_384;
const drainedMs = 5000;

export function createSender({ userAgent, resolve = lookup, ...reach }: SenderOptions): Sender {
  const lookUp = askOnce(resolve);
  const agents = { 'http:': new HttpAgent(kept), 'https:': new HttpsAgent(kept) };

  const attempt = ({ url: text, headers, body }: Attempt, signal: AbortSignal): Promise<Answered & { isStale?: boolean }> =>
    new Promise((done) => {
      const url = new URL(text);
      const protocol = url.protocol === 'https:' ? 'https:' : 'http:';
      const host = bareHost(url);
      // A name is looked up by the connection itself, an address is not: it would pass unseen.
      if (isIP(host) && !mayReach(protocol, host, reach)) return done(unanswered('this address is not allowed'));
      const request: ClientRequest = (protocol === 'https:' ? httpsRequest : httpRequest)(url, {
        method: 'POST',
        agent: agents[protocol],
        headers: { ...headers, 'user-agent': userAgent, 'content-length': String(Buffer.byteLength(body)) },
        lookup: guardedLookup(protocol, lookUp, reach),
        signal,
      });
      request.once('response', (response) => {
        drain(response);
        const { statusCode: status = 0, headers: got } = response;
        done({ kind: 'answered', status, retryAfterMs: readRetryAfter(got['retry-after']) });
      });
      request.on('error', (error: NodeJS.ErrnoException) => {
        const isStale = request.reusedSocket && error.code === 'ECONNRESET';
        done({ ...unanswered(signal.aborted ? 'no answer in time' : (error.code ?? error.message)), isStale });
      });
      // Also one that switches protocols, which is neither a response nor an error, has ended.
      request.once('close', () => done(unanswered('no answer')));
      request.end(body);
    });

  return {
    send: async (asked, signal) => {
      const first = await attempt(asked, signal);
      // The shop closed a kept connection just when it was used again: that says nothing about the shop.
      const { isStale = false, ...answered } = first.isStale && !signal.aborted ? await attempt(asked, signal) : first;
      return isStale ? unanswered('ECONNRESET') : answered;
    },
    close: () => {
      for (const agent of Object.values(agents)) agent.destroy();
    },
  };
}

/** Looks a name up and gives only what may be connected to: checked here, the name cannot mean another address a moment later. */
function guardedLookup(protocol: string, lookUp: LookUp, reach: ReachOptions): LookupFunction {
  return (hostname, options, callback) => {
    lookUp(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, '');
      const [first] = addresses;
      // One address that is not allowed spoils them all: somebody is trying something.
      if (!first || !addresses.every(({ address }) => mayReach(protocol, address, reach)))
        return callback(Object.assign(new Error('this address is not allowed'), { code: 'this address is not allowed' }), '');
      if (options.all) callback(null, addresses);
      else callback(null, first.address, first.family);
    });
  };
}

/** Reads the rest of an answer so that its connection can be used again, unless there is too much of it. */
function drain(response: IncomingMessage): void {
  let read = 0;
  const late = setTimeout(() => response.destroy(), drainedMs);
  response.once('close', () => clearTimeout(late));
  response.on('data', (chunk: Buffer) => {
    read += chunk.length;
    if (read > drainedBytes) response.destroy();
  });
  response.on('error', () => undefined);
}

/** Seconds, or a date; null for anything else. */
function readRetryAfter(value: string | undefined): number | null {
  if (value === undefined) return null;
  if (/^\d{1,9}$/.test(value)) return Number(value) * 1000;
  const at = Date.parse(value);
  return Number.isNaN(at) ? null : Math.max(0, at - Date.now());
}

function unanswered(error: string): Answered {
  return { kind: 'unanswered', error };
}
