/** Builds the transport that the configuration asks for, or the one that runs everywhere. */
import type { Transport } from '@colyseus/core';
import type { Fanout, Log } from '../../rooms/services.ts';
import type { TransportDeps } from './transport-deps.ts';
import { verifyUwsBinary } from './uws-binary.ts';
import type { UwsBinary } from './uws-binary.ts';

/** A transport in either kind; `port` is the one that is listened on. */
export interface TransportKit {
  kind: 'uws' | 'ws';
  transport: Transport & { readonly port: number };
  fanout: Fanout;
}

/** `verify` is for tests. Throws when the native binary is not the one that was checked. */
export async function createTransport(deps: TransportDeps & { log: Log; verify?: () => UwsBinary }): Promise<TransportKit> {
  const { config, log, verify = verifyUwsBinary } = deps;
  const native = config.transport === 'uws' ? await makeNative(deps, verify()) : null;
  if (typeof native === 'object' && native) return native;
  if (native) log.warn({ reason: native }, 'uWebSockets.js does not run on this machine; using the slower ws transport');
  const { WsTransport } = await import('./ws.ts');
  const transport = new WsTransport(deps);
  return { kind: 'ws', transport, fanout: transport.fanout };
}

/** The native transport, or why there is none. Its module may not be loaded before its binary was verified. */
async function makeNative(deps: TransportDeps, binary: UwsBinary): Promise<TransportKit | string> {
  if (binary.kind === 'none') return binary.reason;
  const loaded = await import('./uws.ts').catch((error: unknown) => String(error));
  if (typeof loaded === 'string') return loaded;
  const transport = new loaded.UwsTransport(deps);
  return { kind: 'uws', transport, fanout: transport.fanout };
}
