/** Why a ledger in Redis cannot be opened, each with what to do about it. Addresses are told without credentials. */

/** The server cannot start on this Redis. */
export class RedisLedgerError extends Error {
  constructor(message: string) {
    super(message);
    this.name = new.target.name;
  }
}

export class RedisUnreachableError extends RedisLedgerError {
  constructor(address: string, detail: string) {
    super(`Redis at ${address} cannot be used (${detail}). Start it, or correct REDIS_URL.`);
  }
}

/** It would forget what was answered. */
export class RedisNotDurableError extends RedisLedgerError {
  constructor(address: string, detail: string) {
    super(`Redis at ${address} would not keep the sale ledger: ${detail}`);
  }
}

/** Nobody can see what it keeps. */
export class RedisUncheckedError extends RedisLedgerError {
  constructor(address: string, detail: string) {
    super(
      `Redis at ${address} does not let its configuration be read (${detail}), so nobody knows what it keeps. ` +
        'Allow CONFIG GET to this user, or state DRUMROLL_LEDGER_DURABILITY=unchecked to vouch for it yourself.',
    );
  }
}

/** `host:port` of a URL: what may be printed of it. */
export function addressOf(url: string): string {
  const { hostname, port } = new URL(url);
  return `${hostname}:${port || '6379'}`;
}
