/** Both transports, listening, with no rooms behind them: a connection is handed out as the client object that rooms would get. */
import { uWebSocketClient, uWebSocketWrapper } from '@colyseus/uwebsockets-transport/uWebSocketClient';
import { WebSocketClient } from '@colyseus/ws-transport';
import type { Client } from '@colyseus/core';
import type { Fanout } from '../../rooms/services.ts';
import { loadConfig } from '../../server/config.ts';
import type { TransportDeps } from '../../server/transport/transport-deps.ts';
import { UwsTransport } from '../../server/transport/uws.ts';
import { WsTransport } from '../../server/transport/ws.ts';
import { testFront } from './front.ts';
import type { FrontOptions, TestFront } from './front.ts';
import { openRawSocket } from './raw-socket.ts';
import type { RawSocket } from './raw-socket.ts';
import { until } from './until.ts';

export const transportKinds = ['uws', 'ws'] as const;
export type TransportKind = (typeof transportKinds)[number];

export interface Probe {
  port: number;
  fanout: Fanout;
  site: TestFront;
  /** A connected client, from both ends. */
  connect(): Promise<{ client: Client; socket: RawSocket }>;
  close(): void;
}

type Accept = (client: Client) => void;
type Listening = (UwsTransport | WsTransport) & { port: number };

class ProbeUws extends UwsTransport {
  accept: Accept = () => undefined;

  protected override async onConnection(raw: (typeof this.clients)[number]): Promise<void> {
    const wrapper = new uWebSocketWrapper(raw);
    this.clients.push(raw);
    this.clientWrappers.set(raw, wrapper);
    this.accept(new uWebSocketClient('probe', wrapper));
  }
}

function makeWs(deps: TransportDeps, accept: Accept): Listening {
  class ProbeWs extends WsTransport {
    protected override async onConnection(raw: ConstructorParameters<typeof WebSocketClient>[1]): Promise<void> {
      raw.on('error', () => undefined);
      accept(new WebSocketClient('probe', raw));
    }
  }
  return new ProbeWs(deps);
}

function makeUws(deps: TransportDeps, accept: Accept): Listening {
  const transport = new ProbeUws(deps);
  transport.accept = accept;
  return transport;
}

export function openProbe(kind: TransportKind, options: FrontOptions = {}): Promise<Probe> {
  return open(kind, { port: 0, host: '127.0.0.1', options });
}

/** Rejects when this port or host cannot be had. */
export function openProbeOn(kind: TransportKind, port: number, host: string): Promise<Probe> {
  return open(kind, { port, host, options: {} });
}

interface Place {
  port: number;
  host: string;
  options: FrontOptions;
}

async function open(kind: TransportKind, { port, host, options }: Place): Promise<Probe> {
  const env = { HOST: '127.0.0.1', PORT: '0', ...options.env };
  const site = testFront({ ...options, env });
  const deps = { config: loadConfig(env), front: site.front, clock: site.clock };
  const accepted: Client[] = [];
  const make = kind === 'uws' ? makeUws : makeWs;
  const transport = make(deps, (client) => void accepted.push(client));
  await listen(transport, port, host);
  transport.bindRouter();
  return {
    port: transport.port,
    fanout: transport.fanout,
    site,
    connect: async () => {
      const socket = await openRawSocket(transport.port);
      await until('the server sees the connection', () => accepted.length > 0);
      return { client: accepted.shift()!, socket };
    },
    close: () => {
      transport.shutdown();
      site.metrics.close();
    },
  };
}

function listen(transport: Listening, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    transport.listen(port, host, undefined, (error) => (error ? reject(error) : resolve()));
  });
}
