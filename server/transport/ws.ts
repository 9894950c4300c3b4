/** Colyseus over the `ws` package, with the same guarantees as over uWebSockets.js. */
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { WebSocketTransport } from '@colyseus/ws-transport';
import type { WebSocket } from 'ws';
import type { Refusal } from '../../shared/protocol/index.ts';
import type { Front } from '../http/front.ts';
import type { HttpRequest, HttpResponse } from '../http/http.ts';
import { BodyReader, announcedTooLarge } from './body-reader.ts';
import type { BodyLimits } from './body-reader.ts';
import type { TransportDeps } from './transport-deps.ts';
import { ListenError, bodyBytes, judgedHeaders, mayAnswerBody, mayHaveBody, webResponse } from './http-rules.ts';
import { httpIdleMs, idleTimeoutSeconds, maxFragments, maxPayloadBytes } from './limits.ts';
import { WsFanout } from './ws-fanout.ts';

/** How often late headers are looked for. */
const httpCheckMs = 2000;
const missedPings = 2;
const pingEveryMs = (idleTimeoutSeconds * 1000) / (missedPings + 1);

export class WsTransport extends WebSocketTransport {
  readonly fanout: WsFanout;
  readonly #front: Front;
  readonly #limits: BodyLimits;
  /** Kept from the base class, so that its owner hands the routes to us instead of to it. */
  readonly #http: Server;
  readonly #pipes = new WeakMap<WebSocket, Socket>();

  constructor({ config, front, clock }: TransportDeps) {
    const bounds = { maxPayload: maxPayloadBytes, maxFragments, perMessageDeflate: false };
    super({
      ...bounds,
      noServer: true,
      beforeUpgrade: ({ headers }) => {
        const refused = front.refuseSocket(judgedHeaders(headers), this.wss.clients.size);
        return refused ? webResponse(refused) : undefined;
      },
    });
    this.#front = front;
    this.#limits = { clock, limitBytes: config.bodyLimitBytes, timeoutMs: config.bodyTimeoutMs };
    this.fanout = new WsFanout((socket) => this.#pipes.get(socket)!, { clock, staleKillMs: config.limits.staleKillMs });
    this.wss.prependListener('connection', (socket, request) => void this.#pipes.set(socket, request.socket));
    this.#http = createServer({
      headersTimeout: httpIdleMs,
      keepAliveTimeout: httpIdleMs,
      connectionsCheckingInterval: httpCheckMs,
    });
    this.listenForUpgrade(this.#http);
  }

  /** The port that is listened on; 0 when none is. */
  get port(): number {
    return (this.#http.address() as AddressInfo | null)?.port ?? 0;
  }

  /** The library's own routes are left out: the front answers every address, known or not. */
  override bindRouter(): void {
    this.#http.on('request', (req, res) => this.#serve(req, res));
  }

  override listen(port: number, host = '0.0.0.0', _backlog?: number, done?: (error?: Error) => void): this {
    const failed = (error: Error): void => done?.(new ListenError(host, port, error.message));
    this.#http.once('error', failed);
    this.#http.listen({ port, host, exclusive: true }, () => {
      this.#http.off('error', failed);
      this.autoTerminateUnresponsiveClients(pingEveryMs, missedPings);
      done?.();
    });
    return this;
  }

  /** Closes every connection that is still there. */
  override shutdown(): void {
    clearInterval(this.pingInterval);
    this.wss.close();
    for (const socket of this.wss.clients) socket.terminate();
    this.#http.close();
    this.#http.closeAllConnections();
  }

  #serve(req: IncomingMessage, res: ServerResponse): void {
    const request = readRequest(req);
    const answer = (response: HttpResponse, close: boolean): void => {
      if (!res.destroyed) write(res, response, { head: request.method === 'HEAD', close });
    };
    const handle = (whole: HttpRequest): void => void this.#front.handle(whole).then((response) => answer(response, false));
    if (!mayHaveBody(request.method)) return handle(request);
    const refuse = (refusal: Refusal): void => answer(this.#front.refuse(request, refusal), true);
    const announced = announcedTooLarge(request.headers['content-length'], this.#limits);
    if (announced) return refuse(announced);

    const reader = new BodyReader(this.#limits, (read) =>
      read.ok ? handle({ ...request, body: read.body }) : refuse(read.refusal),
    );
    req.on('data', (chunk: Buffer) => reader.push(chunk));
    req.once('end', () => reader.end());
    req.once('close', () => reader.cancel());
  }
}

function readRequest({ method = 'GET', url = '/', headers, socket }: IncomingMessage): HttpRequest {
  const [path = '/', query = ''] = splitOnce(url, '?');
  const flat = Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)] as const]));
  return { method, path, query, headers: Object.fromEntries(flat), body: null, ip: socket.remoteAddress ?? '' };
}

function splitOnce(text: string, separator: string): string[] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

function write(res: ServerResponse, response: HttpResponse, { head, close }: { head: boolean; close: boolean }): void {
  const body = bodyBytes(response);
  const length = mayAnswerBody(response.status) ? { 'content-length': body.length } : {};
  res.writeHead(response.status, { ...response.headers, ...length, ...(close && { connection: 'close' }) });
  res.end(head || !mayAnswerBody(response.status) ? undefined : body);
}
