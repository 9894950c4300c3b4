/** A shop's webhook receiver on this machine, over real HTTP: it verifies signatures, keeps what it got, and answers as told. */
import { createServer } from 'node:http';
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';

export interface Received {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
  /** The `webhook-id`. */
  message: string;
  /** What the library made of it; null when the signature is no good. */
  event: { type: string; timestamp: string; data: Record<string, unknown> } | null;
}

export interface WebhookShop {
  port: number;
  url: string;
  received: Received[];
  /** Answers with 204 unless a test says otherwise. */
  answer: (received: Received, response: ServerResponse) => void;
  /** How many connections were made. */
  connections: () => number;
  close(): Promise<void>;
}

export async function openWebhookShop(secret: string): Promise<WebhookShop> {
  const verifier = new Webhook(secret);
  let connections = 0;
  const server = createServer((request, response) => {
    read(request).then(
      (body) => {
        const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
        const got: Received = {
          method: request.method ?? '',
          path: request.url ?? '',
          headers: request.headers,
          body,
          message: headers['webhook-id'] ?? '',
          event: verified(verifier, body, headers),
        };
        shop.received.push(got);
        shop.answer(got, response);
      },
      () => undefined,
    );
  });
  server.on('connection', () => connections++);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const shop: WebhookShop = {
    port,
    url: `http://127.0.0.1:${port}/hooks`,
    received: [],
    answer: (_got, response) => void response.writeHead(204).end(),
    connections: () => connections,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return shop;
}

async function read(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
}

function verified(verifier: Webhook, body: string, headers: Record<string, string>): Received['event'] {
  try {
    return verifier.verify(body, headers) as Received['event'];
  } catch {
    return null;
  }
}
