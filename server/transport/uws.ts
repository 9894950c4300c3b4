/** Colyseus over uWebSockets.js, with everything HTTP answered by our front and every connection bounded. */
import { uWebSocketsTransport } from '@colyseus/uwebsockets-transport';
import uWebSockets from 'uWebSockets.js';
import type { HttpRequest as NativeRequest, HttpResponse as NativeResponse } from 'uWebSockets.js';
import { refuse } from '../../shared/protocol/index.ts';
import type { Refusal } from '../../shared/protocol/index.ts';
import type { Front } from '../http/front.ts';
import type { HttpRequest, HttpResponse } from '../http/http.ts';
import { BodyReader, announcedTooLarge } from './body-reader.ts';
import type { BodyLimits } from './body-reader.ts';
import type { TransportDeps } from './transport-deps.ts';
import { ListenError, bodyBytes, judgedHeaders, mayAnswerBody, mayHaveBody, statusLine, webResponse } from './http-rules.ts';
import { idleTimeoutSeconds, maxBackpressureBytes, maxPayloadBytes } from './limits.ts';
import { UwsFanout } from './uws-fanout.ts';

/** Without it two servers on one port both listen, and share what comes in. */
const { LIBUS_LISTEN_EXCLUSIVE_PORT: exclusivePort } = uWebSockets as unknown as { LIBUS_LISTEN_EXCLUSIVE_PORT: number };
type ListenSocket = Parameters<typeof uWebSockets.us_socket_local_port>[0];
/** The native call takes a host and options at once; its types leave that form out. */
type ListenOn = (host: string, port: number, options: number, done: (socket: ListenSocket | false) => void) => void;

export class UwsTransport extends uWebSocketsTransport {
  readonly fanout: UwsFanout;
  readonly #front: Front;
  readonly #limits: BodyLimits;
  #listening: ListenSocket | null = null;

  constructor({ config, front, clock }: TransportDeps) {
    const fanout = new UwsFanout(() => this.app, { clock, staleKillMs: config.limits.staleKillMs });
    super({
      maxPayloadLength: maxPayloadBytes,
      maxBackpressure: maxBackpressureBytes,
      idleTimeout: idleTimeoutSeconds,
      sendPingsAutomatically: true,
      dropped: (ws) => fanout.dropped(ws),
      drain: (ws) => fanout.drained(ws),
      beforeUpgrade: ({ headers }) => {
        const refused = front.refuseSocket(judgedHeaders(headers), this.clients.length);
        return refused ? webResponse(refused) : undefined;
      },
    });
    this.fanout = fanout;
    this.#front = front;
    this.#limits = { clock, limitBytes: config.bodyLimitBytes, timeoutMs: config.bodyTimeoutMs };
  }

  /** The port that is listened on; 0 when none is. */
  get port(): number {
    return this.#listening ? uWebSockets.us_socket_local_port(this.#listening) : 0;
  }

  /** The library's own routes are left out: the front answers every address, known or not. */
  override bindRouter(): void {
    this.app.any('/*', (res, req) => this.#serve(res, req));
  }

  /** Binds this host only, and fails when somebody else has the port. */
  override listen(port: number, host = '0.0.0.0', _backlog?: number, done?: (error?: Error) => void): this {
    const listenOn = this.app.listen.bind(this.app) as unknown as ListenOn;
    listenOn(host, port, exclusivePort, (socket) => {
      if (!socket) return done?.(new ListenError(host, port, 'the port is taken, or the address is not one of this machine'));
      this.#listening = socket;
      done?.();
    });
    return this;
  }

  /** Closes every connection that is still there. */
  override shutdown(): void {
    this.app.close();
    this.#listening = null;
  }

  #serve(res: NativeResponse, req: NativeRequest): void {
    // The native request is gone when this returns: everything is read off it first.
    const { request, repeated } = readRequest(res, req);
    let reader: BodyReader | null = null;
    let gone = false;
    res.onAborted(() => {
      gone = true;
      reader?.cancel();
    });
    const answer = (response: HttpResponse, close: boolean): void => {
      // An aborted response may not be touched at all.
      if (!gone) write(res, response, { head: request.method === 'HEAD', close });
    };
    const handle = (whole: HttpRequest): void => void this.#front.handle(whole).then((response) => answer(response, false));
    const turnAway = (refusal: Refusal): void => answer(this.#front.refuse(request, refusal), true);
    if (repeated) return turnAway(refuse('bad-request', { detail: `${repeated} is given twice.` }));
    if (!mayHaveBody(request.method)) return handle(request);
    const announced = announcedTooLarge(request.headers['content-length'], this.#limits);
    if (announced) return turnAway(announced);

    reader = new BodyReader(this.#limits, (read) => (read.ok ? handle({ ...request, body: read.body }) : turnAway(read.refusal)));
    res.onData((chunk, isLast) => {
      // The chunk's memory is taken back when this returns.
      reader?.push(Buffer.from(new Uint8Array(chunk)));
      if (isLast) reader?.end();
    });
  }
}

/** Headers that say one thing: of two, a proxy in front may have believed the other. */
const single: ReadonlySet<string> = new Set(['content-length', 'host', 'origin', 'authorization']);

const forwardedFor = 'x-forwarded-for';

function readRequest(res: NativeResponse, req: NativeRequest): { request: HttpRequest; repeated: string | null } {
  const headers: Record<string, string> = {};
  let repeated: string | null = null;
  req.forEach((name, value) => {
    if (name in headers && single.has(name)) repeated = name;
    // Of these a proxy may add one of its own: together they are one list.
    headers[name] = name === forwardedFor && name in headers ? `${headers[name]}, ${value}` : value;
  });
  const ip = Buffer.from(res.getRemoteAddressAsText()).toString();
  const request = { method: req.getMethod().toUpperCase(), path: req.getUrl(), query: req.getQuery(), headers, body: null, ip };
  return { request, repeated };
}

function write(res: NativeResponse, response: HttpResponse, { head, close }: { head: boolean; close: boolean }): void {
  const body = bodyBytes(response);
  const hasBody = mayAnswerBody(response.status);
  res.cork(() => {
    res.writeStatus(statusLine(response.status));
    for (const [name, value] of Object.entries(response.headers)) res.writeHeader(name, value);
    if (close) res.writeHeader('connection', 'close');
    if (hasBody && !head) return void res.end(body, close);
    // Its own length argument leaves the connection waiting for the bytes that never come.
    if (hasBody) res.writeHeader('content-length', String(body.length));
    res.endWithoutBody();
  });
}
