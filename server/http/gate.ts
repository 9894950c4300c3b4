/** Who may speak to this server at all: the Host it is called by and the web Origin that calls it. */
import { refuse } from '../../shared/protocol/index.ts';
import type { Refusal } from '../../shared/protocol/index.ts';

type Headers = Readonly<Record<string, string>>;

export interface Gate {
  /** Null when the request may go on. Asked for every HTTP request and for every socket before it is upgraded. */
  check(headers: Headers): Refusal | null;
  /** The CORS headers of the answer; only an Origin that may go on is named. */
  cors(headers: Headers): Record<string, string>;
}

export interface GateOptions {
  /** Origins besides the server's own. */
  origins: readonly string[];
  /** Answer to localhost only. */
  localHostsOnly: boolean;
  /** 0 means that any port is fine. */
  port: number;
}

const localNames = new Set(['localhost', '127.0.0.1', '[::1]']);

export function createGate({ origins, localHostsOnly, port }: GateOptions): Gate {
  const listed = new Set(origins);

  const check = (headers: Headers): Refusal | null => {
    if (localHostsOnly && !isLocal(headers['host'], port)) return refuse('host/refused');
    const origin = headers['origin'];
    // Shops and tools send no Origin and are judged by their token; a browser page always sends one across sites.
    if (origin === undefined || listed.has(origin) || isOwn(origin, headers['host'])) return null;
    return refuse('origin/refused');
  };

  return {
    check,
    cors: (headers): Record<string, string> => {
      const origin = headers['origin'];
      if (origin === undefined || check(headers)) return { vary: 'origin' };
      return {
        vary: 'origin',
        'access-control-allow-origin': origin,
        'access-control-allow-credentials': 'true',
        'access-control-expose-headers': 'etag, retry-after',
      };
    },
  };
}

/** The page came from the very host and port that it now calls. A proxy in front may have added or taken TLS. */
function isOwn(origin: string, host: string | undefined): boolean {
  return host !== undefined && (origin === `http://${host}` || origin === `https://${host}`);
}

/** Refuses names that somebody else's DNS may point at this machine. */
function isLocal(host: string | undefined, port: number): boolean {
  const [, name = '', given = '80'] = /^(\[[\da-f:]+\]|[^:]*)(?::(\d+))?$/i.exec(host ?? '') ?? [];
  return localNames.has(name.toLowerCase()) && (port === 0 || Number(given) === port);
}
